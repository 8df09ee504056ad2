package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Backup;
import dev.mainstay.design.Recovery.Replication;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class BackupsTooRare extends RecoveryCheck {
  BackupsTooRare() {
    super(
        "MS-R001",
        "a recovery point that no copy of the data is recent enough for",
        "recovery.rpo >= the shortest of backup.of.NAME.full, incremental, log and, when the "
            + "store is replicated, the replica's lag",
        "after a loss the newest copy is older than the business agreed to lose");
  }

  private record Copy(String path, String kind, Duration age) {}

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Duration rpo = recovery.rpo();
    if (rpo == null) {
      return;
    }
    for (Backup backup : recovery.backups()) {
      List<Copy> copies = copies(backup, recovery.replication());
      if (copies.isEmpty()) {
        findings.unknown(backup(backup) + "/full");
        continue;
      }
      findings.compared();
      Copy newest = copies.stream().min(Comparator.comparing(Copy::age)).orElseThrow();
      if (newest.age().compareTo(rpo) > 0) {
        String sum =
            String.join(
                ", ",
                copies.stream()
                    .map(copy -> copy.kind() + " " + Durations.format(copy.age()))
                    .toList());
        var finding =
            findings.error(
                "recovery/rpo",
                "rpo %s, but the newest copy of %s may be %s old"
                    .formatted(Durations.format(rpo), backup.of(), Durations.format(newest.age())));
        copies.forEach(copy -> finding.with(copy.path(), copy.kind()));
        finding
            .sum(
                "shortest of %s: %s > %s"
                    .formatted(sum, Durations.format(newest.age()), Durations.format(rpo)))
            .fix("ship the log every %s or sooner".formatted(Durations.written(rpo)));
      }
    }
  }

  private static List<Copy> copies(Backup backup, @Nullable Replication replication) {
    List<Copy> copies = new ArrayList<>();
    String path = backup(backup);
    add(copies, path + "/full", "full backups", backup.full());
    add(copies, path + "/incremental", "incremental backups", backup.incremental());
    add(copies, path + "/log", "log shipping", backup.log());
    if (replication != null && (replication.of() == null || replication.of().equals(backup.of()))) {
      boolean sync = replication.mode() == Replication.Mode.SYNC;
      add(
          copies,
          "recovery/replication",
          "replica",
          sync || replication.lag() == null ? Duration.ZERO : replication.lag());
    }
    return copies;
  }

  private static void add(List<Copy> copies, String path, String kind, @Nullable Duration age) {
    if (age != null && !age.equals(Backup.NEVER)) {
      copies.add(new Copy(path, kind, age));
    }
  }
}
