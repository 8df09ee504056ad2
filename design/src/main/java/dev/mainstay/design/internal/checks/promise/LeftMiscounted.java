package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;

final class LeftMiscounted extends Check {
  /** One percentage point: people write whole percents. */
  private static final double ROUNDING = 0.01;

  LeftMiscounted() {
    super(
        "MS-P013",
        "a remaining budget that does not add up",
        "objectives.NAME.left = 1 - used / budget, within one percentage point; without a "
            + "declared budget, of (100 % - slo) x over",
        "releases go on, or stop, on a figure that is not true");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Promise promise : service.promises().stated()) {
      Percentage left = promise.report().left();
      Duration used = promise.report().used();
      if (left == null || promise.slo() == null) {
        continue;
      }
      if (used == null) {
        findings.unknown(Promised.path(promise) + "/used");
        continue;
      }
      Duration declared = promise.report().budget();
      double budget = declared == null ? Promised.budget(promise) : Durations.seconds(declared);
      double spent = Durations.seconds(used);
      if (budget <= 0) {
        continue;
      }
      findings.compared();
      double rest = Math.max(0, 1 - spent / budget);
      if (Math.abs(rest - left.asFraction()) > ROUNDING + 1e-9) {
        String path = Promised.path(promise);
        findings
            .error(
                path + "/left",
                "%s left, but %s of %s are used"
                    .formatted(left, Numbers.time(spent), Numbers.time(budget)))
            .with(path + "/used", "what is used")
            .with(path + (declared == null ? "/slo" : "/budget"), "what there was")
            .sum(
                "1 - %s / %s = %s <> %s"
                    .formatted(
                        Numbers.time(spent), Numbers.time(budget), Numbers.percent(rest), left))
            .fix("write `left: " + Numbers.percent(Math.round(rest * 1000) / 1000.0) + "`");
      }
    }
  }
}
