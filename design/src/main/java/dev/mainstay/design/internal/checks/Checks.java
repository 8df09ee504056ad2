package dev.mainstay.design.internal.checks;

import dev.mainstay.design.Acceptance;
import dev.mainstay.design.AcceptedProblem;
import dev.mainstay.design.CheckResult;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.Surroundings;
import dev.mainstay.design.internal.Parallel;
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
      List<Problem> problems, List<AcceptedProblem> accepted, List<CheckResult> results) {
    private static Outcome empty() {
      return new Outcome(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    private void add(Outcome other) {
      problems.addAll(other.problems);
      accepted.addAll(other.accepted);
      results.addAll(other.results);
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
    var outcome = Outcome.empty();
    Parallel.map(designs.services(), service -> of(service, checks, given)).forEach(outcome::add);
    return outcome;
  }

  /** What the checks find in one service; on any thread. */
  private static Outcome of(Service service, List<Check> checks, Given given) {
    var outcome = Outcome.empty();
    Set<String> found = new HashSet<>();
    for (Check check : checks) {
      var findings = new Findings(check, service.name(), given, found);
      check.check(service, findings);
      if (findings.verdict() == CheckResult.Verdict.FAIL) {
        sort(findings.problems(), accepting(service, check, given.surroundings()), outcome);
        found.add(check.code());
      }
      outcome
          .results()
          .add(
              new CheckResult(
                  check.code(), service.name(), findings.verdict(), findings.missing()));
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

  private static void sort(
      List<Problem> problems, Optional<Acceptance> acceptance, Outcome outcome) {
    if (acceptance.isEmpty()) {
      outcome.problems().addAll(problems);
      return;
    }
    problems.forEach(
        problem -> outcome.accepted().add(new AcceptedProblem(problem, acceptance.get())));
  }
}
