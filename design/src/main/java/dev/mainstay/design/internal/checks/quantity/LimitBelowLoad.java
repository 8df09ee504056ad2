package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Overload;
import dev.mainstay.design.Service;
import dev.mainstay.design.Traffic;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Rate;

final class LimitBelowLoad extends Check {
  LimitBelowLoad() {
    super(
        "MS-Q022",
        "a rate limit below the load that is designed for",
        "limits.global >= traffic.peak, and the limits let traffic.burst in",
        "the service refuses its own customers at an ordinary peak");
  }

  @Override
  public void check(Service service, Findings findings) {
    Overload.Limits limits = service.overload().limits();
    Rate global = limits == null ? null : limits.global();
    if (limits == null || global == null) {
      return;
    }
    if (!findings.isWritten("traffic/peak")) {
      findings.unknown("traffic/peak");
      return;
    }
    findings.compared();
    Rate peak = service.traffic().peak();
    if (peak.compareTo(global) > 0) {
      findings
          .error("overload/limits/global", "%s are let in of a peak of %s".formatted(global, peak))
          .with("traffic/peak", "the load")
          .sum("%s < %s".formatted(global, peak))
          .fix("raise the limit above " + peak);
      return;
    }
    Traffic.Burst burst = service.traffic().burst();
    if (burst == null || burst.rate().compareTo(global) <= 0) {
      return;
    }
    Traffic.Burst allowed = limits.burst();
    if (allowed == null) {
      refused("overload/limits/global", burst.rate() + " > " + global, burst, findings);
    } else if (allowed.rate().compareTo(burst.rate()) < 0) {
      refused("overload/limits/burst/rate", burst.rate() + " > " + allowed.rate(), burst, findings);
    } else if (allowed.lasts().compareTo(burst.lasts()) < 0) {
      refused(
          "overload/limits/burst/for",
          Durations.format(burst.lasts()) + " > " + Durations.format(allowed.lasts()),
          burst,
          findings);
    }
  }

  private static void refused(String path, String sum, Traffic.Burst burst, Findings findings) {
    findings
        .error(
            path,
            "the burst of %s for %s is not let in"
                .formatted(burst.rate(), Durations.format(burst.lasts())))
        .with("traffic/burst/rate", "the burst")
        .with("traffic/burst/for", "how long it lasts")
        .with("overload/limits/global", "the limit outside bursts")
        .sum(sum)
        .fix("let the burst in with `limits: { burst: … }`, or lower it in `traffic`");
  }
}
