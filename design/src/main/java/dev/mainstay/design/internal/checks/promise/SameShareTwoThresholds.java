package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Promise.Good;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;

final class SameShareTwoThresholds extends Check {
  SameShareTwoThresholds() {
    super(
        "MS-P008",
        "the same percentile promised with two thresholds",
        "two latency objectives of the same share over the same window have the same threshold; "
            + "p95 < T means duration < T with slo 95 %",
        "a release between the two thresholds is good for one reader and bad for the other");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Promised.Pair pair : Promised.comparable(service)) {
      Promise a = pair.first();
      Promise b = pair.second();
      Percentage share = a.slo();
      if (!(a.good() instanceof Good.Faster(Duration one))
          || !(b.good() instanceof Good.Faster(Duration other))
          || share == null
          || !share.equals(b.slo())) {
        continue;
      }
      findings.compared();
      if (!one.equals(other)) {
        findings
            .error(
                Promised.path(b) + "/good",
                "%s promises %s within %s, %s within %s"
                    .formatted(
                        b.name(), share, Durations.format(other), a.name(), Durations.format(one)))
            .with(Promised.path(a) + "/good", "the other promise")
            .sum("%s: %s <> %s".formatted(share, Durations.format(one), Durations.format(other)))
            .fix("keep one of the two, with the threshold that is meant");
      }
    }
  }
}
