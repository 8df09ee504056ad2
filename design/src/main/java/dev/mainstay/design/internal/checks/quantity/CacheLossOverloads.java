package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Capacity.Cache;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Rate;

final class CacheLossOverloads extends Check {
  CacheLossOverloads() {
    super(
        "MS-Q041",
        "a dependency that does not carry the load without the cache",
        "traffic.peak x (callsPerRequest of the saved dependency + callsPerRequest of the cache x "
            + "hitRatio) <= capacity of the saved dependency",
        "the cache is no longer an optimisation but required: when it is lost, emptied or "
            + "restarted, the dependency behind it falls too");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Cache cache : service.capacity().caches()) {
      CacheLoss loss = CacheLoss.of(service, cache, findings);
      if (loss == null) {
        continue;
      }
      Rate capacity = loss.saved().bounds().capacity();
      if (capacity == null) {
        findings.unknown("dependencies/" + loss.saved().name() + "/capacity");
        continue;
      }
      if (!findings.isWritten("traffic/peak")) {
        findings.unknown("traffic/peak");
        continue;
      }
      findings.compared();
      double calls = service.traffic().peak().perSecond() * loss.callsWithout();
      double usual = service.traffic().peak().perSecond() * loss.saved().callsPerRequest();
      if (!Load.above(calls, capacity.perSecond()) || Load.above(usual, capacity.perSecond())) {
        continue;
      }
      String path = "capacity/caches/" + cache.name();
      findings
          .warning(
              path + "/hitRatio",
              "without the cache %s, %s gets %s, and carries %s"
                  .formatted(cache.name(), loss.saved().name(), Load.rate(calls), capacity),
              "the cache is lost or empty at peak")
          .with("dependencies/" + loss.saved().name() + "/capacity", "what it carries")
          .with("traffic/peak", "the load")
          .with(
              "dependencies/" + loss.holder().name() + "/callsPerRequest",
              "calls that the cache answers")
          .sum(
              "%s x %s = %s > %s"
                  .formatted(service.traffic().peak(), loss.sum(), Load.rate(calls), capacity))
          .fix(
              "bound the calls to %s with a bulkhead, or give it room for them"
                  .formatted(loss.saved().name()));
    }
  }
}
