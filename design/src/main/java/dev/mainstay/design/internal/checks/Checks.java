package dev.mainstay.design.internal.checks;

import dev.mainstay.design.Acceptance;
import dev.mainstay.design.AcceptedProblem;
import dev.mainstay.design.CheckResults;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.Surroundings;
import dev.mainstay.design.internal.checks.acceptance.AcceptanceChecks;
import dev.mainstay.design.internal.checks.alerting.AlertingChecks;
import dev.mainstay.design.internal.checks.coherence.CoherenceChecks;
import dev.mainstay.design.internal.checks.delivery.DeliveryChecks;
import dev.mainstay.design.internal.checks.observability.ObservabilityChecks;
import dev.mainstay.design.internal.checks.planning.PlanningChecks;
import dev.mainstay.design.internal.checks.promise.PromiseChecks;
import dev.mainstay.design.internal.checks.quantity.QuantityChecks;
import dev.mainstay.design.internal.checks.recovery.RecoveryChecks;
import dev.mainstay.design.internal.checks.safety.SafetyChecks;
import dev.mainstay.design.internal.checks.time.TimeChecks;
import dev.mainstay.kernel.Parallel;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every check there is, family by family. */
public final class Checks {
  public static final List<Check> ALL =
      Stream.of(
              TimeChecks.ALL,
              QuantityChecks.ALL,
              PromiseChecks.ALL,
              CoherenceChecks.ALL,
              DeliveryChecks.ALL,
              AlertingChecks.ALL,
              ObservabilityChecks.ALL,
              RecoveryChecks.ALL,
              SafetyChecks.ALL,
              PlanningChecks.ALL,
              AcceptanceChecks.ALL)
          .flatMap(List::stream)
          .toList();

  private static final Set<Check> OF_ACCEPTANCES = Set.copyOf(AcceptanceChecks.ALL);

  private Checks() {}

  /**
   * What all checks found in all services.
   *
   * @param accepted findings that the design accepts, with its reason
   */
  public record Outcome(
      List<Problem> problems, List<AcceptedProblem> accepted, CheckResults results) {}

  /** What all checks found in one service. */
  private record OfService(
      List<Problem> problems, List<AcceptedProblem> accepted, CheckResults.OfService results) {
    private void add(Problem problem, Optional<Acceptance> acceptance) {
      if (acceptance.isPresent()) {
        accepted.add(new AcceptedProblem(problem, acceptance.get()));
      } else {
        problems.add(problem);
      }
    }
  }

  /** The codes whose findings a design may accept; what is wrong with accepting is none. */
  public static Set<String> acceptable() {
    return ALL.stream()
        .filter(check -> !OF_ACCEPTANCES.contains(check))
        .map(Check::code)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * @param own checks of the organisation, run before acceptances are judged
   */
  public static Outcome run(
      Designs designs, Sources places, Surroundings surroundings, List<Check> own) {
    List<Check> checks = new ArrayList<>(ALL);
    checks.addAll(ALL.size() - AcceptanceChecks.ALL.size(), own);
    var given =
        new Given(
            designs, new Callers(designs), new Facts(designs, surroundings), places, surroundings);
    List<OfService> all = Parallel.map(designs.services(), service -> of(service, checks, given));
    List<Problem> problems = new ArrayList<>();
    List<AcceptedProblem> accepted = new ArrayList<>();
    for (OfService each : all) {
      problems.addAll(each.problems());
      accepted.addAll(each.accepted());
    }
    return new Outcome(
        problems,
        accepted,
        new CheckResults(
            checks.stream().map(Check::code).toList(),
            all.stream().map(OfService::results).toList()));
  }

  /** What the checks find in one service; on any thread. */
  private static OfService of(Service service, List<Check> checks, Given given) {
    var results = new CheckResults.OfService(service.name(), checks.size());
    var outcome = new OfService(new ArrayList<>(), new ArrayList<>(), results);
    Set<String> found = new HashSet<>();
    for (int i = 0; i < checks.size(); i++) {
      Check check = checks.get(i);
      var findings = new Findings(check, service.name(), given, found);
      check.check(service, findings);
      results.say(i, findings.verdict(), findings.missing());
      if (!findings.problems().isEmpty()) {
        Optional<Acceptance> acceptance = accepting(service, check, given.surroundings());
        findings.problems().forEach(problem -> outcome.add(problem, acceptance));
        found.add(check.code());
      }
    }
    return outcome;
  }

  private static Optional<Acceptance> accepting(
      Service service, Check check, Surroundings surroundings) {
    return service.accepted().stream()
        .filter(each -> each.code().equals(check.code()) && !OF_ACCEPTANCES.contains(check))
        .filter(each -> !each.until().isBefore(surroundings.today()))
        .findFirst();
  }
}
