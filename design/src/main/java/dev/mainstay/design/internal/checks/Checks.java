package dev.mainstay.design.internal.checks;

import dev.mainstay.design.Acceptance;
import dev.mainstay.design.CheckResult;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.Surroundings;
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
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
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
              PlanningChecks.ALL)
          .flatMap(List::stream)
          .toList();

  private Checks() {}

  /**
   * What all checks found in all services.
   *
   * @param accepted findings that the design accepts, with its reason
   */
  public record Outcome(
      List<Problem> problems, List<Problem> accepted, List<CheckResult> results) {}

  public static Outcome run(Designs designs, Sources places, Surroundings surroundings) {
    var outcome = new Outcome(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    var callers = new Callers(designs);
    for (Service service : designs.services()) {
      for (Check check : ALL) {
        var findings = new Findings(check, service.name(), designs, callers, places, surroundings);
        check.check(service, findings);
        boolean accepted =
            service.accepted().stream().anyMatch(each -> accepts(each, check.code(), surroundings));
        (accepted ? outcome.accepted() : outcome.problems()).addAll(findings.problems());
        outcome
            .results()
            .add(
                new CheckResult(
                    check.code(), service.name(), findings.verdict(), findings.missing()));
      }
    }
    return outcome;
  }

  private static boolean accepts(Acceptance acceptance, String code, Surroundings surroundings) {
    return acceptance.code().equals(code) && !acceptance.until().isBefore(surroundings.today());
  }
}
