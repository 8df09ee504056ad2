package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Capacity.Store;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Growth;
import java.time.Duration;
import java.util.Objects;

final class StoreProjectionDisagrees extends Check {
  private static final Duration YEAR = Duration.ofDays(365);
  private static final double TOLERANCE = 0.1;

  StoreProjectionDisagrees() {
    super(
        "MS-Q049",
        "a projection that growth and retention do not give",
        "storage.*.inOneYear = the smaller of now + growth x 365d and growth x keep, within 10 %",
        "disks are bought, or not bought, for a number that contradicts the rest of the plan");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Store store : service.capacity().storage()) {
      Growth growth = store.growth();
      Bytes told = store.inOneYear();
      if (told == null) {
        continue;
      }
      String path = "capacity/storage/" + store.name();
      if (growth == null) {
        findings.unknown(path + "/growth");
        continue;
      }
      findings.compared();
      Bytes now = store.now();
      double grown = (now == null ? 0 : (double) now.count()) + growth.in(YEAR);
      Duration keep = store.keep();
      double kept = keep == null ? Double.POSITIVE_INFINITY : growth.in(keep);
      double real = Math.min(grown, kept);
      boolean fromNothing = now == null && grown <= kept;
      boolean wrong =
          told.count() < real * (1 - TOLERANCE)
              || (told.count() > real * (1 + TOLERANCE) && !fromNothing);
      if (!wrong) {
        continue;
      }
      String sum =
          kept < grown
              ? "%s x %s".formatted(growth, Durations.format(Objects.requireNonNull(keep)))
              : "%s%s x 365d".formatted(now == null ? "" : now + " + ", growth);
      findings
          .error(
              path + "/inOneYear",
              "%s expected, but %s".formatted(told, Load.size(real)) + " follow from the growth")
          .with(path + "/growth", "what is added")
          .with(path + "/keep", "how long each piece stays")
          .with(path + "/now", "in use today")
          .sum("%s = %s, not %s".formatted(sum, Load.size(real), told))
          .fix("write " + Load.size(real) + ", or correct the growth");
    }
  }
}
