package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Capacity.Cache;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class CacheTooOld extends Check {
  CacheTooOld() {
    super(
        "MS-Q045",
        "answers that are kept longer than they may be used",
        "caches.*.ttl <= caches.*.staleAtMost",
        "users see what is no longer true for longer than was agreed, and nothing shows it");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Cache cache : service.capacity().caches()) {
      Duration allowed = cache.staleAtMost();
      Duration ttl = cache.ttl();
      String path = "capacity/caches/" + cache.name();
      if (allowed == null) {
        continue;
      }
      if (ttl == null) {
        findings.unknown(path + "/ttl");
        continue;
      }
      findings.compared();
      if (ttl.compareTo(allowed) > 0) {
        findings
            .error(
                path + "/ttl",
                "%s is kept for %s, but may be %s old"
                    .formatted(cache.name(), Durations.format(ttl), Durations.format(allowed)))
            .with(path + "/staleAtMost", "what was agreed")
            .sum("%s > %s".formatted(Durations.format(ttl), Durations.format(allowed)))
            .fix(
                "write `ttl: " + Durations.written(allowed) + "`",
                path + "/ttl",
                Durations.written(allowed));
      }
    }
  }
}
