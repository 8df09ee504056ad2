package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Promise.Good;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Percentage;

final class SameEventsTwoShares extends Check {
  SameEventsTwoShares() {
    super(
        "MS-P007",
        "the same promise stated twice with different numbers",
        "two objectives of the same events over the same window have the same slo; "
            + "errors < X means status < 500 with 100 % - X",
        "each team works to the number that it read; alerts and budgets disagree on whether "
            + "the promise is kept");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Promised.Pair pair : Promised.comparable(service)) {
      Promise a = pair.first();
      Promise b = pair.second();
      Percentage one = a.slo();
      Percentage other = b.slo();
      if (one == null
          || other == null
          || a.good() instanceof Good.Kept
          || a.good() instanceof Good.Delivered
          || !a.good().equals(b.good())) {
        continue;
      }
      findings.compared();
      if (one.compareTo(other) != 0) {
        findings
            .error(
                Promised.share(findings, service, b),
                "%s promises %s of the events of which %s promises %s"
                    .formatted(b.name(), other, a.name(), one))
            .with(Promised.share(findings, service, a), "the other promise")
            .sum(
                "%s allows %s bad, %s allows %s: %s <> %s"
                    .formatted(
                        a.name(),
                        one.complement(),
                        b.name(),
                        other.complement(),
                        one.complement(),
                        other.complement()))
            .fix("keep one of the two, with the number that is meant");
      }
    }
  }
}
