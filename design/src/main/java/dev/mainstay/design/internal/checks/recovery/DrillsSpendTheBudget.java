package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Drill;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;

final class DrillsSpendTheBudget extends RecoveryCheck {
  DrillsSpendTheBudget() {
    super(
        "MS-R029",
        "a drill that may spend the whole error budget",
        "expect.errors x expect.errorsFor (or lasts) x the runs in the window <= "
            + "(100 % - slo) x over, for drills in production",
        "the drills pass, each of them, and break the objective by themselves");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    for (Drill drill : recovery.drills()) {
      Percentage errors = drill.expect().errors();
      if (errors == null || !drill.inProduction()) {
        continue;
      }
      Duration lasting =
          drill.expect().errorsFor() == null ? drill.lasts() : drill.expect().errorsFor();
      if (lasting == null) {
        findings.unknown(drill(drill) + "/expect/errorsFor");
        continue;
      }
      for (Objective objective : service.objectives()) {
        if (objective.sli() instanceof Sli.Availability) {
          compare(drill, errors, lasting, objective, findings);
        }
      }
    }
  }

  private static void compare(
      Drill drill, Percentage errors, Duration lasting, Objective objective, Findings findings) {
    findings.compared();
    Duration every = drill.every();
    double window = Durations.seconds(objective.over().length());
    double runs =
        every == null || every.isZero()
            ? 1
            : Math.max(1, Math.floor(window / Durations.seconds(every)));
    double spent = errors.asFraction() * Durations.seconds(lasting) * runs;
    double budget = objective.slo().complement().asFraction() * window;
    if (spent > budget + 1e-9) {
      String path = "objectives/" + objective.name();
      findings
          .error(
              drill(drill) + "/expect/errors",
              "%s may spend %s, but %s leaves %s"
                  .formatted(
                      drill.name(), Numbers.time(spent), objective.name(), Numbers.time(budget)))
          .with(
              drill(drill) + (drill.expect().errorsFor() == null ? "/lasts" : "/expect/errorsFor"),
              "how long")
          .with(drill(drill) + "/every", "how often")
          .with(path + "/slo", "the budget is what this leaves")
          .sum(
              "%s x %s x %s = %s > (100 %% - %s) x %s = %s"
                  .formatted(
                      errors,
                      Durations.format(lasting),
                      Numbers.of(runs),
                      Numbers.time(spent),
                      objective.slo(),
                      Durations.format(objective.over().length()),
                      Numbers.time(budget)))
          .fix("expect fewer errors, drill less often, or on a part of the traffic");
    }
  }
}
