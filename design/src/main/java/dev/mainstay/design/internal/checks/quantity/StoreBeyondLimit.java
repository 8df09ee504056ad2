package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Capacity.Store;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Growth;
import java.time.Duration;

final class StoreBeyondLimit extends Check {
  StoreBeyondLimit() {
    super(
        "MS-Q046",
        "storage that does not hold what must be kept",
        "storage.*.growth x keep <= limit",
        "the store is full before the first piece may be deleted: writes fail, and the only way "
            + "out under pressure is to delete what must be kept");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Store store : service.capacity().storage()) {
      Growth growth = store.growth();
      Duration keep = store.keep();
      Bytes limit = store.limit();
      if (limit == null || keep == null) {
        continue;
      }
      String path = "capacity/storage/" + store.name();
      if (growth == null) {
        findings.unknown(path + "/growth");
        continue;
      }
      findings.compared();
      double needed = growth.in(keep);
      if (Load.above(needed, limit.count())) {
        findings
            .error(
                path + "/limit",
                "%s holds %s, but %s kept for %s are %s"
                    .formatted(
                        store.name(), limit, growth, Durations.format(keep), Load.size(needed)))
            .with(path + "/growth", "what is added")
            .with(path + "/keep", "how long each piece stays")
            .sum(
                "%s x %s = %s > %s"
                    .formatted(growth, Durations.format(keep), Load.size(needed), limit))
            .fix("raise the limit above " + Load.size(needed) + ", archive, or keep it shorter");
      }
    }
  }
}
