package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Capacity.Store;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Growth;
import java.time.Duration;

final class StoreFullTooSoon extends Check {
  StoreFullTooSoon() {
    super(
        "MS-Q047",
        "storage that is full within the plan's horizon",
        "(storage.*.limit - now) / growth >= capacity.horizon, where nothing is deleted before",
        "a full disk stops every write at once, and it comes on a day that could be computed");
  }

  @Override
  public void check(Service service, Findings findings) {
    Duration horizon = service.capacity().horizon();
    for (Store store : service.capacity().storage()) {
      Growth growth = store.growth();
      Bytes now = store.now();
      Bytes limit = store.limit();
      if (growth == null || now == null || limit == null) {
        continue;
      }
      if (horizon == null) {
        findings.unknown("capacity/horizon");
        continue;
      }
      findings.compared();
      Duration keep = store.keep();
      boolean stopsGrowing = keep != null && !Load.above(growth.in(keep), limit.count());
      double seconds = growth.secondsToAdd((double) limit.count() - now.count());
      if (!stopsGrowing && seconds < Durations.seconds(horizon)) {
        String path = "capacity/storage/" + store.name();
        String days = Numbers.of(Math.floor(Math.max(0, seconds) / 86_400)) + " days";
        findings
            .warning(
                path + "/limit",
                "%s is full in %s".formatted(store.name(), days),
                "it grows as it does today")
            .with(path + "/now", "in use today")
            .with(path + "/growth", "what is added")
            .with("capacity/horizon", "how far the plan looks")
            .sum(
                "(%s - %s) / %s = %s < %s"
                    .formatted(limit, now, growth, days, Durations.format(horizon)))
            .fix("raise the limit, or say with `keep` when data is deleted");
      }
    }
  }
}
