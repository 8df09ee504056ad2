package dev.mainstay.server.internal;

import dev.mainstay.alerting.AlertingPlan;
import dev.mainstay.alerting.AlertingPlan.ServiceRules;
import dev.mainstay.delivery.ReleaseGate;
import dev.mainstay.design.Alert;
import dev.mainstay.design.BudgetRule;
import dev.mainstay.design.BurnRate;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Service;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.objectives.evaluation.BudgetPolicy;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Change;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Decision;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Left;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Verdict;
import dev.mainstay.objectives.evaluation.SloStatus;
import dev.mainstay.objectives.live.LiveObjectives;
import dev.mainstay.objectives.live.ReleaseGuard;
import dev.mainstay.objectives.live.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The objectives of designs and of documents, as those ask who judge by them. */
final class Promises {
  private static final String RUNBOOK = "error-budget";
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final LiveObjectives objectives;
  private final Supplier<Designs> designs;

  Promises(LiveObjectives objectives, Supplier<Designs> designs) {
    this.objectives = objectives;
    this.designs = designs;
  }

  /** How a service's objectives stand, those of the design first; without those not yet counted. */
  List<SloStatus> statuses(String service) {
    var all = new ArrayList<SloStatus>();
    for (Standing standing : objectives.of(service)) {
      SloStatus status = standing.judged();
      if (status != null) {
        all.add(status);
      }
    }
    return all;
  }

  /** The objectives of a service, those of the design first. */
  List<Standing> of(String service) {
    return objectives.of(service);
  }

  /** The services that objectives are of, by name. */
  SortedSet<String> services() {
    var services = new TreeSet<String>();
    objectives.all().forEach(standing -> services.add(standing.slo().service()));
    return services;
  }

  /** What is left of a service's budgets by the policies that govern them. */
  Map<BudgetPolicy, List<Left>> budgets(String service) {
    BudgetRule rule = rule(service);
    var budgets = new HashMap<BudgetPolicy, List<Left>>();
    for (Standing standing : objectives.of(service)) {
      BudgetRule its = standing.slo().budgetRule();
      BudgetRule governing = its != null ? its : rule;
      if (governing != null) {
        budgets
            .computeIfAbsent(BudgetPolicy.of(governing), policy -> new ArrayList<>())
            .add(standing.left());
      }
    }
    return budgets;
  }

  /** What the design says about releases when a budget runs low, or null. */
  @Nullable BudgetRule rule(String service) {
    return designs
        .get()
        .service(service)
        .map(Service::delivery)
        .map(delivery -> delivery.release().budget())
        .orElse(null);
  }

  /** Delivery's question to the policy. */
  static ReleaseGate gate(ReleaseGuard guard) {
    return (service, request) -> {
      var change = new Change(service, request.version(), request.repair() != null);
      Decision decision = guard.decide(change);
      return switch (decision.verdict()) {
        case ALLOW -> new ReleaseGate.Answer(true, List.of(), "");
        case WARN -> new ReleaseGate.Answer(true, decision.reasons(), "");
        case FREEZE ->
            new ReleaseGate.Answer(
                false, decision.reasons(), ways(service, request.version(), guard));
      };
    };
  }

  static String ways(String service, String version, ReleaseGuard guard) {
    int approvals = guard.approvals(service);
    String release = service + " " + version;
    return """
    mend what spends the budget, or
      release a repair:    mainstay deploy %s --repair "what it mends"
      ask for leave:       mainstay exceptions ask %s --because "why", then %s: mainstay exceptions approve EXC-…
      override the freeze: mainstay deploy %s --override "why"; your name and reason are kept\
    """
        .formatted(
            release, release, approvals == 1 ? "somebody else" : approvals + " others", release);
  }

  /** The verdict in a word. */
  static String word(Verdict verdict) {
    return switch (verdict) {
      case ALLOW -> "allow";
      case WARN -> "warn";
      case FREEZE -> "freeze";
    };
  }

  /**
   * What to watch for: the designs' alerts, and that no budget of a document burns too fast. A
   * design's alert that watches every objective of its service watches those of documents too, but
   * for those that have alert policies of their own.
   */
  static AlertingPlan plan(Designs designs, List<Slo> slos) {
    AlertingPlan plan = AlertingPlan.of(designs);
    if (slos.isEmpty()) {
      return plan;
    }
    Map<String, List<Slo>> byService = new TreeMap<>();
    slos.forEach(
        slo -> byService.computeIfAbsent(slo.service(), service -> new ArrayList<>()).add(slo));
    var services = new ArrayList<ServiceRules>();
    for (ServiceRules rules : plan.services()) {
      List<Slo> own = byService.remove(rules.service());
      services.add(own == null ? rules : with(rules, own));
    }
    byService.forEach((service, own) ->
        services.add(with(new ServiceRules(service, EVERY, Duration.ZERO, List.of()), own)));
    return new AlertingPlan(plan.groupWait(), services);
  }

  private static boolean watchesAll(ServiceRules rules) {
    return rules.alerts().stream()
        .anyMatch(alert ->
            alert.when() instanceof Alert.Condition.BudgetBurns burns
                && burns.objectives().isEmpty());
  }

  private static ServiceRules with(ServiceRules rules, List<Slo> slos) {
    boolean watched = watchesAll(rules);
    return new ServiceRules(
        rules.service(),
        rules.scrapeInterval(),
        rules.startup(),
        Stream.concat(rules.alerts().stream(), slos.stream().flatMap(slo -> burns(slo, watched)))
            .toList());
  }

  /**
   * What its policies ask for; without any, that its budget burns.
   *
   * @param watched whether an alert of the design says that already
   */
  private static Stream<Alert> burns(Slo slo, boolean watched) {
    List<Slo.PolicyAlert> asked = slo.alerts();
    if (asked != null) {
      return asked.stream().map(alert -> asked(slo, alert));
    }
    return watched
        ? Stream.empty()
        : Stream.of(
            burns(slo, "-budget-burns", BurnRate.FAST, Alert.Severity.P1),
            burns(slo, "-budget-leaks", BurnRate.SLOW, Alert.Severity.P3));
  }

  private static Alert burns(Slo slo, String suffix, List<String> rules, Alert.Severity severity) {
    return new Alert(
        slo.name() + suffix,
        new Alert.Condition.BudgetBurns(List.of(slo.name()), rules),
        Duration.ZERO,
        severity,
        RUNBOOK,
        impact(slo));
  }

  private static Alert asked(Slo slo, Slo.PolicyAlert alert) {
    return new Alert(
        slo.name() + "-" + alert.name(),
        new Alert.Condition.BudgetBurns(List.of(slo.name()), List.of(alert.name())),
        alert.after(),
        alert.severity(),
        alert.runbook().isEmpty() ? RUNBOOK : alert.runbook(),
        alert.description().isEmpty() ? impact(slo) : alert.description());
  }

  private static String impact(Slo slo) {
    return "the promise " + slo.name() + " of " + slo.service() + " is being broken";
  }
}
