package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.promise.Promised.Latency;
import dev.mainstay.kernel.Durations;
import java.util.List;
import java.util.Set;

final class LooserPercentileImplied extends Check {
  LooserPercentileImplied() {
    super(
        "MS-P009",
        "latency objectives that contradict each other",
        "of two latency objectives over the same window, the one with the larger share has the "
            + "longer threshold",
        "a percentile never falls as its rank rises: one of the two can never decide anything, "
            + "and most often the two thresholds were exchanged");
  }

  @Override
  public void check(Service service, Findings findings) {
    List<Latency> all = Promised.latencies(service);
    for (Latency higher : all) {
      for (Latency lower : all) {
        if (higher.share() <= lower.share()
            || !higher.promise().over().equals(lower.promise().over())
            || !Set.copyOf(higher.promise().excludes())
                .equals(Set.copyOf(lower.promise().excludes()))) {
          continue;
        }
        findings.compared();
        if (higher.threshold().compareTo(lower.threshold()) < 0) {
          findings
              .error(
                  Promised.path(lower.promise()) + "/good",
                  "%s: %s, but %s already demands %s"
                      .formatted(
                          lower.promise().name(),
                          lower.words(),
                          higher.promise().name(),
                          higher.words()))
              .with(Promised.path(higher.promise()) + "/good", "demands more")
              .sum(
                  "%s >= %s, but %s < %s"
                      .formatted(
                          higher.promise().slo(),
                          lower.promise().slo(),
                          Durations.format(higher.threshold()),
                          Durations.format(lower.threshold())))
              .fix("exchange the thresholds, or drop " + lower.promise().name());
        }
      }
    }
  }
}
