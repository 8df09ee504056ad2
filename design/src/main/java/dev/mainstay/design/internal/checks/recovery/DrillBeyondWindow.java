package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Drill;
import dev.mainstay.design.Drill.Fault;
import dev.mainstay.design.Hours;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Backup;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.Optional;

final class DrillBeyondWindow extends RecoveryCheck {
  DrillBeyondWindow() {
    super(
        "MS-R025",
        "a drill that does not fit into its window",
        "drills.NAME.lasts + expect.recovery <= the length of window; for `restore of X`, "
            + "backup.of.X.restoreTakes instead of lasts",
        "the drill is stopped before its end, or goes on when the traffic is back");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    for (Drill drill : recovery.drills()) {
      Hours window = drill.window();
      if (window == null) {
        continue;
      }
      Optional<Backup> restored = restored(drill, recovery);
      Duration lasts = restored.map(Backup::restoreTakes).orElse(drill.lasts());
      String path =
          restored.map(backup -> backup(backup) + "/restoreTakes").orElse(drill(drill) + "/lasts");
      if (lasts == null) {
        findings.unknown(path);
        continue;
      }
      findings.compared();
      Duration recovers = drill.expect().recovery();
      Duration after = recovers == null || restored.isPresent() ? Duration.ZERO : recovers;
      Duration whole = lasts.plus(after);
      if (whole.compareTo(window.length()) > 0) {
        findings
            .error(
                drill(drill) + "/window",
                "%s takes %s, but its window is %s long"
                    .formatted(
                        drill.name(), Durations.format(whole), Durations.format(window.length())))
            .with(path, "how long it takes")
            .sum(
                "%s + %s = %s > %s"
                    .formatted(
                        Durations.format(lasts),
                        Durations.format(after),
                        Durations.format(whole),
                        Durations.format(window.length())))
            .fix("widen the window to %s".formatted(Durations.written(whole)));
      }
    }
  }

  private static Optional<Backup> restored(Drill drill, Recovery recovery) {
    return drill.fault() instanceof Fault.Restore(String store)
        ? recovery.backups().stream().filter(backup -> backup.of().equals(store)).findFirst()
        : Optional.empty();
  }
}
