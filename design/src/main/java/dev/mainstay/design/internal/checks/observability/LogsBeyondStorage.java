package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Observability.Logs;
import dev.mainstay.design.Retention;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

final class LogsBeyondStorage extends Check {
  LogsBeyondStorage() {
    super(
        "MS-O009",
        "logs that outgrow their storage before they may be deleted",
        "the sum over all levels of logs.perDay x retention <= logs.storage",
        "the disk is full weeks before the retention ends: either logs are lost early, "
            + "or writing stops");
  }

  @Override
  public void check(Service service, Findings findings) {
    Logs logs = service.observability().logs();
    Bytes storage = logs == null ? null : logs.storage();
    if (logs == null || storage == null) {
      return;
    }
    Retention retention = service.observability().retention();
    double total = 0;
    List<String> terms = new ArrayList<>();
    for (var each : logs.perDay().entrySet()) {
      Duration kept = retention.of(each.getKey());
      String level = each.getKey().name().toLowerCase(Locale.ROOT);
      if (kept == null) {
        findings.unknown("observability/retention/" + level);
        continue;
      }
      findings.compared();
      total += each.getValue().count() * (Durations.seconds(kept) / 86_400);
      terms.add(gigabytes(each.getValue().count()) + " x " + Durations.format(kept));
    }
    if (total > storage.count() * (1 + 1e-12)) {
      findings
          .error(
              "observability/logs/storage",
              "logs need %s, but there is room for %s"
                  .formatted(gigabytes(total), gigabytes(storage.count())))
          .with("observability/logs/perDay", "written a day")
          .with("observability/retention", "kept for so long")
          .sum(
              "%s = %s > %s"
                  .formatted(
                      String.join(" + ", terms), gigabytes(total), gigabytes(storage.count())))
          .fix("keep less, write less, or make room");
    }
  }

  private static String gigabytes(double bytes) {
    return Numbers.of(bytes / 1e9) + " GB";
  }
}
