package dev.mainstay.design.internal.scorecard;

import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Organisation.Team;
import dev.mainstay.design.Scorecard.Point;
import dev.mainstay.design.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Facts that several rows ask for. */
final class Shared {
  static final String NO_CALLS = "it calls nothing";

  static final Predicate<Service> CALLS = service -> !service.dependencies().isEmpty();

  static final Predicate<Service> DEGRADES = service -> !service.degradation().isEmpty();

  static final String NOTHING_KEPT = "it keeps nothing";

  static final Predicate<Service> KEEPS =
      service ->
          service.dependencies().stream()
              .anyMatch(each ->
                  each.kind() == Dependency.Kind.DATABASE
                      || each.kind() == Dependency.Kind.STORAGE
                      || each.kind() == Dependency.Kind.QUEUE);

  static final Rule DECIDED =
      facts ->
          written(
              facts,
              dependency ->
                  List.of("dependencies/" + dependency.name() + "/onFailure", because(dependency)));

  static final Rule LATENCIES =
      facts -> {
        Point known =
            written(facts, dependency -> List.of("dependencies/" + dependency.name() + "/latency"));
        return known.scores() ? Rule.proven("dependencies/[^/]+/latency").judge(facts) : known;
      };

  /** A breaker or a bulkhead on each. */
  static final Rule BOUNDED =
      facts -> {
        List<String> missing = new ArrayList<>();
        for (Dependency dependency : facts.service().dependencies()) {
          if (dependency.breaker() == null && dependency.bulkhead() == null) {
            missing.add("write dependencies/" + dependency.name() + "/breaker");
          }
        }
        return missing.isEmpty()
            ? new Point(true, "every dependency has a breaker or a bulkhead", List.of())
            : new Point(false, "dependencies without a breaker or a bulkhead", missing);
      };

  static final Rule BOTH =
      Rule.fact(
          "there are objectives for availability and for latency",
          "write objectives for availability and latency",
          facts ->
              facts.service().objectives().stream()
                      .anyMatch(each -> each.sli() instanceof Sli.Availability)
                  && facts.service().objectives().stream()
                      .anyMatch(each -> each.sli() instanceof Sli.Latency));

  static final Rule BUSINESS =
      Rule.fact(
          "there is an objective over what users do",
          "write an objective with counters of what users do",
          facts ->
              facts.service().objectives().stream()
                  .anyMatch(each -> each.sli() instanceof Sli.Ratio));

  /** An alert on every dependency that some requests cannot do without. */
  static final Rule WATCHED =
      facts -> {
        List<String> missing =
            facts.service().dependencies().stream()
                .filter(dependency -> dependency.required().asFraction() > 0)
                .map(Dependency::name)
                .filter(name ->
                    facts.service().alerts().stream()
                        .noneMatch(alert ->
                            alert.when() instanceof Condition.DependencyFails fails
                                && fails.dependency().equals(name)))
                .map(name -> "write an alert for the failure of " + name)
                .toList();
        return missing.isEmpty()
            ? new Point(true, "every required dependency has an alert", List.of())
            : new Point(false, "required dependencies without an alert", missing);
      };

  static final Rule TWO_PEOPLE =
      Rule.fact(
          "two people or more share the rotation",
          "put a second person into the rotation",
          facts ->
              facts.designs().organisation().teams().stream()
                  .filter(team -> team.name().equals(facts.service().owner()))
                  .map(Team::onCall)
                  .anyMatch(rotation -> rotation.people().stream().distinct().count() > 1));

  static final Rule ALERTS =
      Rule.fact(
          "there are alerts, each with a runbook",
          "write alerts, each with a runbook",
          facts -> !facts.service().alerts().isEmpty());

  static final Rule ENVIRONMENTS =
      Rule.fact(
          "the organisation has two environments or more",
          "write the organisation's environments",
          facts -> facts.designs().organisation().environments().size() > 1);

  static final Rule SEVERITIES =
      Rule.fact(
          "the organisation says what a severity promises",
          "write the organisation's severities",
          facts -> !facts.designs().organisation().severities().isEmpty());

  private Shared() {}

  private static String because(Dependency dependency) {
    return "dependencies/" + dependency.name() + "/because";
  }

  private static Point written(Facts facts, Function<Dependency, List<String>> paths) {
    String[] all =
        facts.service().dependencies().stream()
            .flatMap(dependency -> paths.apply(dependency).stream())
            .toArray(String[]::new);
    return Rule.written(all).judge(facts);
  }
}
