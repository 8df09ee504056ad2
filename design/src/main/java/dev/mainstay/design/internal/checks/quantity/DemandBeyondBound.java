package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Dependency.Retry;
import dev.mainstay.design.Service;
import dev.mainstay.design.Traffic;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Rate;

/** Compares the calls to a dependency with what it can carry, in ever harder circumstances. */
final class DemandBeyondBound {
  private final Service service;
  private final Dependency dependency;
  private final String key;
  private final String path;
  private final Rate bound;
  private final Findings findings;

  /**
   * @param key of the bound under the dependency
   */
  DemandBeyondBound(
      Service service, Dependency dependency, String key, Rate bound, Findings findings) {
    this.service = service;
    this.dependency = dependency;
    this.key = key;
    this.path = "dependencies/" + dependency.name() + "/" + key;
    this.bound = bound;
    this.findings = findings;
  }

  /** Reports the first circumstance in which there are too many calls. */
  void compare() {
    if (!findings.isWritten("traffic/peak")) {
      findings.unknown("traffic/peak");
      return;
    }
    findings.compared();
    Rate peak = service.traffic().peak();
    Demand usual = Demand.of(peak, dependency, 1, "");
    if (exceeds(usual)) {
      finish(findings.error(path, message(usual, "at peak")), usual);
      return;
    }
    if (burst() || mode(peak)) {
      return;
    }
    Retry retry = dependency.retry();
    if (retry != null) {
      double more = 1 + Math.min(retry.budget().asFraction(), retry.attempts() - 1);
      Demand retried = Demand.of(peak, dependency, more, " with retries");
      if (exceeds(retried)) {
        finish(
            findings
                .warning(
                    path,
                    message(retried, "at peak with retries"),
                    "calls fail at peak and the whole retry budget is used")
                .with("dependencies/" + dependency.name() + "/retry", "retries"),
            retried);
        return;
      }
    }
    if (!Demand.isFirst(service, dependency, key, findings)) {
      return;
    }
    Demand all = Demand.ofAll(dependency.name(), findings);
    if (exceeds(all)) {
      var finding =
          findings.warning(
              path,
              message(all, "from %d services at peak".formatted(all.callers().size())),
              "they mean the same " + dependency.name() + " and have their peaks together");
      all.callers().stream()
          .filter(caller -> !caller.name().equals(service.name()))
          .forEach(caller ->
              finding
                  .with(caller.name(), "traffic/peak", "the peak of " + caller.name())
                  .with(caller.name(), "dependencies/" + dependency.name(), "calls it too"));
      finish(finding, all);
    }
  }

  private boolean burst() {
    Traffic.Burst burst = service.traffic().burst();
    if (burst == null) {
      return false;
    }
    Demand demand = Demand.of(burst.rate(), dependency, 1, "");
    if (!exceeds(demand)) {
      return false;
    }
    finish(
        findings
            .warning(
                path,
                message(demand, "in a burst"),
                "it counts them in less than " + Durations.format(burst.lasts()))
            .with("traffic/burst/rate", "the burst"),
        demand);
    return true;
  }

  private boolean mode(Rate peak) {
    for (DegradationMode mode : service.degradation()) {
      Double factor = mode.costs().calls().get(dependency.name());
      if (factor == null) {
        continue;
      }
      Demand demand = Demand.of(peak, dependency, factor, " in mode " + mode.name());
      if (exceeds(demand)) {
        finish(
            findings
                .warning(
                    path,
                    message(demand, "at peak in mode " + mode.name()),
                    mode.dependency() + " fails at peak")
                .with(
                    "degradation/" + mode.name() + "/costs/calls/" + dependency.name(),
                    "more calls while in this mode"),
            demand);
        return true;
      }
    }
    return false;
  }

  private boolean exceeds(Demand demand) {
    return Load.above(demand.perSecond(), bound.perSecond());
  }

  private String message(Demand demand, String when) {
    return "%s carries %s, but gets %s %s"
        .formatted(dependency.name(), bound, Load.rate(demand.perSecond()), when);
  }

  private void finish(Findings.Finding finding, Demand demand) {
    finding
        .with("traffic/peak", "the load")
        .with("dependencies/" + dependency.name() + "/callsPerRequest", "calls of each request")
        .sum(demand.sum() + " > " + bound)
        .fix("call it less often, spread or queue the calls, or get it a higher bound");
  }
}
