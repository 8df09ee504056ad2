package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Backup;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class RestoreBeyondRto extends RecoveryCheck {
  RestoreBeyondRto() {
    super(
        "MS-R007",
        "a restore that takes longer than the recovery may",
        "backup.of.NAME.restoreTakes <= recovery.rto, for strategies without a standby that has "
            + "the data",
        "the data alone comes back too late, before anything else has started");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Duration rto = recovery.rto();
    var strategy = recovery.strategy();
    if (rto == null || strategy == null || strategy.replicates()) {
      return;
    }
    for (Backup backup : recovery.backups()) {
      Duration takes = backup.restoreTakes();
      if (takes == null) {
        findings.unknown(backup(backup) + "/restoreTakes");
        continue;
      }
      findings.compared();
      if (takes.compareTo(rto) > 0) {
        findings
            .error(
                "recovery/rto",
                "rto %s, but %s takes %s to restore"
                    .formatted(Durations.format(rto), backup.of(), Durations.format(takes)))
            .with(backup(backup) + "/restoreTakes", "a restore")
            .with("recovery/strategy", "nothing else has the data")
            .sum("%s > %s".formatted(Durations.format(takes), Durations.format(rto)))
            .fix("keep a warm standby, restore faster, or raise the rto");
      }
    }
  }
}
