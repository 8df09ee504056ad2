package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Promise.Measured;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;

final class SpentMoreThanMeasured extends Check {
  /** Both figures are rounded when they are written down. */
  private static final double ROUNDING = 0.05;

  SpentMoreThanMeasured() {
    super(
        "MS-P012",
        "a spent budget that the measured share contradicts",
        "objectives.NAME.used = (100 % - measured) x over, within 5 %; in a calendar month, at "
            + "most that",
        "two counters of the same failures disagree: one of them misses what users see");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Promise promise : service.promises().stated()) {
      Duration used = promise.report().used();
      if (used == null || promise.slo() == null) {
        continue;
      }
      if (!(promise.report().measured() instanceof Measured.Share(Percentage good))) {
        findings.unknown(Promised.path(promise) + "/measured");
        continue;
      }
      findings.compared();
      double spent = Durations.seconds(used);
      boolean month = promise.over().calendarMonth();
      double window = Durations.seconds(promise.over().length()) * (month ? 31 / 30.0 : 1);
      double bad = good.complement().asFraction() * window;
      boolean more = spent > bad * (1 + ROUNDING);
      boolean less = !month && spent < bad * (1 - ROUNDING);
      if (more || less) {
        String path = Promised.path(promise);
        findings
            .warning(
                path + "/used",
                "%s of the budget used, but %s measured over %s is %s"
                    .formatted(
                        Numbers.time(spent), good, Promised.window(promise), Numbers.time(bad)),
                "the requests are spread evenly over the window")
            .with(path + "/measured", "the share of good events")
            .sum(
                "(100 %% - %s) x %s = %s %s %s"
                    .formatted(
                        good,
                        month ? "31d" : Promised.window(promise),
                        Numbers.time(bad),
                        more ? "<" : ">",
                        Numbers.time(spent)))
            .fix("count both from the same series over the same window");
      }
    }
  }
}
