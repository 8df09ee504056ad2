package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Capacity.Cache;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Bytes;

final class CacheTooSmall extends Check {
  CacheTooSmall() {
    super(
        "MS-Q043",
        "a cache that does not hold its entries",
        "caches.*.entries x entrySize <= size",
        "entries are thrown out before their time, the hit ratio is never reached, and the load "
            + "goes to the dependency behind it");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Cache cache : service.capacity().caches()) {
      Bytes size = cache.size();
      Long entries = cache.entries();
      Bytes each = cache.entrySize();
      if (size == null || entries == null || each == null) {
        if (entries != null || each != null) {
          findings.unknown("capacity/caches/" + cache.name() + "/size");
        }
        continue;
      }
      findings.compared();
      double needed = (double) entries * each.count();
      if (Load.above(needed, size.count())) {
        String path = "capacity/caches/" + cache.name();
        findings
            .error(
                path + "/size",
                "%s for %d entries of %s, which need %s"
                    .formatted(size, entries, each, Load.size(needed)))
            .with(path + "/entries", "what it is meant to hold")
            .with(path + "/entrySize", "mean size of one")
            .sum("%d x %s = %s > %s".formatted(entries, each, Load.size(needed), size))
            .fix("give it " + Load.size(needed) + ", or count on a lower hit ratio");
      }
    }
  }
}
