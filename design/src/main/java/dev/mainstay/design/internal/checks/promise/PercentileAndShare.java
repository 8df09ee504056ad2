package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Percentage;

final class PercentileAndShare extends Check {
  PercentileAndShare() {
    super(
        "MS-P033",
        "one objective with two shares",
        "slo beside `good: p95 < T` is 95 %; beside `good: errors < X` it is 100 % - X",
        "the sentence and the slo are read by different people, and the budget is computed from "
            + "only one of them");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Promise promise : service.promises().stated()) {
      Percentage implied = promise.implied();
      Percentage slo = promise.slo();
      String path = Promised.path(promise);
      if (implied == null || slo == null || !findings.isWritten(path + "/slo")) {
        continue;
      }
      findings.compared();
      if (implied.compareTo(slo) != 0) {
        findings
            .error(path + "/slo", "slo %s, but good names %s".formatted(slo, implied))
            .with(path + "/good", "names a share of its own")
            .sum("%s <> %s".formatted(slo, implied))
            .fix("remove `slo`, or write `good` without a share: `duration < T`, `status < 500`");
      }
    }
  }
}
