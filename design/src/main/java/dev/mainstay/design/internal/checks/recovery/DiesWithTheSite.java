package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Backup;
import dev.mainstay.design.Recovery.Replication;
import dev.mainstay.design.Recovery.Site;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;

final class DiesWithTheSite extends RecoveryCheck {
  DiesWithTheSite() {
    super(
        "MS-R018",
        "copies that are lost together with the original",
        "with survives: region, recovery.replication.to or a backup's `to` is another region than "
            + "recovery.region",
        "the disaster that the copy is for takes the copy as well");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    String region = recovery.region();
    if (recovery.survives() != Site.REGION || region == null) {
      return;
    }
    Replication replication = recovery.replication();
    String replica = replication == null ? null : replication.to();
    for (Backup backup : recovery.backups()) {
      boolean replicated =
          replication != null && (replication.of() == null || replication.of().equals(backup.of()));
      String kept = backup.to();
      if (kept == null && !(replicated && replica != null)) {
        findings.unknown(backup(backup) + "/to");
        continue;
      }
      findings.compared();
      boolean outside =
          (kept != null && !kept.equals(region))
              || (replicated && replica != null && !replica.equals(region));
      if (!outside && (kept != null || replica != null)) {
        String path = kept != null ? backup(backup) + "/to" : "recovery/replication/to";
        var finding =
            findings
                .error(
                    path,
                    "every copy of %s is in %s, like the original".formatted(backup.of(), region))
                .with("recovery/survives", "what must be survived")
                .with("recovery/region", "where it runs");
        if (replicated && replica != null) {
          finding.with("recovery/replication/to", "the replica");
        }
        finding
            .sum("copies in {%s}, original in %s".formatted(region, region))
            .fix("keep a copy in another region");
      }
    }
  }
}
