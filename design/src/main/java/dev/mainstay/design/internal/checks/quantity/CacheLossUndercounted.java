package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Capacity.Cache;
import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;

final class CacheLossUndercounted extends Check {
  CacheLossUndercounted() {
    super(
        "MS-Q042",
        "a degradation mode that counts too few calls",
        "where the mode's dependency holds a cache: costs.calls of the saved dependency >= "
            + "(callsPerRequest + callsPerRequest of the cache x hitRatio) / callsPerRequest",
        "pools and limits were checked for a load that is lower than what comes when the cache "
            + "fails");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Cache cache : service.capacity().caches()) {
      CacheLoss loss = CacheLoss.of(service, cache, findings);
      if (loss == null || loss.saved().callsPerRequest() == 0) {
        continue;
      }
      for (DegradationMode mode : service.degradation()) {
        if (!mode.dependency().equals(loss.holder().name())) {
          continue;
        }
        findings.compared();
        double told = mode.costs().calls().getOrDefault(loss.saved().name(), 1.0);
        double real = loss.callsWithout() / loss.saved().callsPerRequest();
        if (Load.above(real, told * 1.001)) {
          String path = "degradation/" + mode.name() + "/costs/calls/" + loss.saved().name();
          findings
              .error(
                  path,
                  "in mode %s calls to %s are x%s, not x%s"
                      .formatted(
                          mode.name(), loss.saved().name(), Numbers.of(real), Numbers.of(told)))
              .with("capacity/caches/" + cache.name() + "/hitRatio", "calls that it answers")
              .with(
                  "dependencies/" + loss.holder().name() + "/callsPerRequest", "calls to the cache")
              .with("dependencies/" + loss.saved().name() + "/callsPerRequest", "calls without it")
              .sum(
                  "%s / %s = x%s > x%s"
                      .formatted(
                          loss.sum(),
                          Numbers.of(loss.saved().callsPerRequest()),
                          Numbers.of(real),
                          Numbers.of(told)))
              .fix(
                  "write `calls: { %s: x%s }`"
                      .formatted(loss.saved().name(), Numbers.of(Math.ceil(real * 100) / 100)));
        }
      }
    }
  }
}
