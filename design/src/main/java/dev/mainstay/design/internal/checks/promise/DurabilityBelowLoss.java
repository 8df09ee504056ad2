package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Promise.Good;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class DurabilityBelowLoss extends Check {
  DurabilityBelowLoss() {
    super(
        "MS-P031",
        "a durability that the recovery point does not allow",
        "rpo / MTBF <= 100 % - slo of the objective `of: data`; without an MTBF, for one failure "
            + "in the window",
        "one failure that loses as much as the recovery point allows loses more than the "
            + "durability promised");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Promise promise : service.promises().stated()) {
      if (!(promise.good() instanceof Good.Kept) || promise.slo() == null) {
        continue;
      }
      Recovery recovery = service.recovery();
      Duration rpo = recovery == null ? null : recovery.rpo();
      if (recovery == null || rpo == null) {
        findings.unknown("recovery/rpo");
        continue;
      }
      findings.compared();
      Duration mtbf = recovery.reliability().mtbf();
      Duration between = mtbf == null || mtbf.isZero() ? promise.over().length() : mtbf;
      double lost = Durations.seconds(rpo) / Durations.seconds(between);
      if (lost > Promised.allowed(promise) + 1e-12) {
        findings
            .warning(
                Promised.share(findings, service, promise),
                "durability of %s, but a failure every %s may lose %s of what was written"
                    .formatted(promise.slo(), Durations.format(between), Numbers.percent(lost)),
                "data is written evenly and a failure loses as much as the rpo allows")
            .with("recovery/rpo", "lost by one failure")
            .with(
                mtbf == null ? Promised.path(promise) + "/over" : "recovery/reliability/mtbf",
                mtbf == null ? "one failure in it" : "between failures")
            .sum(
                "%s / %s = %s > 100 %% - %s"
                    .formatted(
                        Durations.format(rpo),
                        Durations.format(between),
                        Numbers.percent(lost),
                        promise.slo()))
            .fix(
                "an rpo of %s or less, or a lower durability"
                    .formatted(
                        Numbers.time(Promised.allowed(promise) * Durations.seconds(between))));
      }
    }
  }
}
