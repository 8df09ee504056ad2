package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Promise.Measured;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Percentage;

final class MeasuredTwice extends Check {
  MeasuredTwice() {
    super(
        "MS-P015",
        "the same events measured twice with different results",
        "two objectives of the same events over the same window have the same measured share; "
            + "errors of X are X bad events",
        "one of the two dashboards is wrong, and nobody knows which during the incident");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Promised.Pair pair : Promised.comparable(service)) {
      Promise a = pair.first();
      Promise b = pair.second();
      if (!a.good().equals(b.good())
          || !(a.report().measured() instanceof Measured.Share(Percentage one))
          || !(b.report().measured() instanceof Measured.Share(Percentage other))) {
        continue;
      }
      findings.compared();
      if (one.compareTo(other) != 0) {
        findings
            .warning(
                Promised.path(b) + "/measured",
                "%s saw %s bad events, %s saw %s"
                    .formatted(b.name(), other.complement(), a.name(), one.complement()),
                "both were measured over the same time")
            .with(Promised.path(a) + "/measured", "the other measurement")
            .sum(
                "100 %% - %s = %s <> 100 %% - %s = %s"
                    .formatted(one, one.complement(), other, other.complement()))
            .fix("measure both from the same series over the same window");
      }
    }
  }
}
