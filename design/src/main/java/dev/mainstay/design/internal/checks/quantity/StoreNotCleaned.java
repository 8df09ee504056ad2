package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Capacity.Store;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Growth;
import java.time.Duration;

final class StoreNotCleaned extends Check {
  StoreNotCleaned() {
    super(
        "MS-Q048",
        "more is stored than the retention explains",
        "storage.*.now <= growth x keep",
        "the deletion does not run: the store grows without bound, and data is kept that the "
            + "promise says is gone");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Store store : service.capacity().storage()) {
      Growth growth = store.growth();
      Duration keep = store.keep();
      Bytes now = store.now();
      if (growth == null || keep == null || now == null) {
        continue;
      }
      findings.compared();
      double most = growth.in(keep);
      if (Load.above(now.count(), most)) {
        String path = "capacity/storage/" + store.name();
        findings
            .warning(
                path + "/now",
                "%s in use, but %s kept for %s are %s"
                    .formatted(now, growth, Durations.format(keep), Load.size(most)),
                "it never grew faster than now")
            .with(path + "/growth", "what is added")
            .with(path + "/keep", "how long each piece stays")
            .sum(
                "%s x %s = %s < %s".formatted(growth, Durations.format(keep), Load.size(most), now))
            .fix("find out whether deletion runs, or correct the growth");
      }
    }
  }
}
