package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Promise.Status;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class OverspentButMet extends Check {
  OverspentButMet() {
    super(
        "MS-P014",
        "an objective called met whose budget is overspent",
        "status: met only while objectives.NAME.used <= (100 % - slo) x over",
        "the budget is the promise in minutes: more than all of it spent is a promise broken");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Promise promise : service.promises().stated()) {
      Duration used = promise.report().used();
      if (used == null || promise.report().status() != Status.MET || promise.slo() == null) {
        continue;
      }
      findings.compared();
      double spent = Durations.seconds(used);
      double most = Promised.budget(promise) * (promise.over().calendarMonth() ? 31 / 30.0 : 1);
      if (spent > most + 1e-9) {
        String path = Promised.path(promise);
        findings
            .error(
                path + "/status",
                "status met, but %s of %s are used"
                    .formatted(Numbers.time(spent), Numbers.time(most)))
            .with(path + "/used", "spent in this window")
            .with(Promised.share(findings, service, promise), "the budget is what this leaves")
            .sum(
                "%s > (100 %% - %s) x %s = %s"
                    .formatted(
                        Numbers.time(spent),
                        promise.slo(),
                        promise.over().calendarMonth() ? "31d" : Promised.window(promise),
                        Numbers.time(most)))
            .fix("write `status: missed`", path + "/status", "missed");
      }
    }
  }
}
