package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Drill;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

/** A check of designs that have a section {@code recovery}. */
abstract class RecoveryCheck extends Check {
  RecoveryCheck(String code, String title, String rule, String why) {
    super(code, title, rule, why);
  }

  @Override
  public final void check(Service service, Findings findings) {
    Recovery recovery = service.recovery();
    if (recovery != null) {
      check(service, recovery, findings);
    }
  }

  abstract void check(Service service, Recovery recovery, Findings findings);

  static String backup(Recovery.Backup backup) {
    return "recovery/backup/of/" + backup.of();
  }

  static String drill(Drill drill) {
    return "recovery/drills/" + drill.name();
  }
}
