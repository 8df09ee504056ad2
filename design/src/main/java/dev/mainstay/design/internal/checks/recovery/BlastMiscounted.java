package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Drill;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Percentage;

final class BlastMiscounted extends RecoveryCheck {
  /** People write whole percents. */
  private static final double ROUNDING = 0.01;

  BlastMiscounted() {
    super(
        "MS-R027",
        "a blast radius that is larger than it is said to be",
        "drills.NAME.blast.share is between blast.instances / instances.max and "
            + "blast.instances / instances.min, within one percentage point",
        "the drill was approved for a part of the capacity and takes another part away");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    for (Drill drill : recovery.drills()) {
      Integer hit = drill.blast().instances();
      Percentage share = drill.blast().share();
      if (hit == null || share == null) {
        continue;
      }
      if (!findings.isWritten("instances/min")) {
        findings.unknown("instances/min");
        continue;
      }
      findings.compared();
      int min = service.instances().min();
      int max = service.instances().max();
      double least = Math.min(1, hit / (double) max);
      double most = Math.min(1, hit / (double) min);
      double said = share.asFraction();
      if (said < least - ROUNDING - 1e-9 || said > most + ROUNDING + 1e-9) {
        findings
            .error(
                drill(drill) + "/blast/share",
                "%d of %d to %d instances are %s to %s of the capacity, not %s"
                    .formatted(hit, min, max, Numbers.percent(least), Numbers.percent(most), share))
            .with(drill(drill) + "/blast/instances", "hit by the drill")
            .with("instances/min", "fewest running")
            .with("instances/max", "most running")
            .sum(
                "%d / %d = %s, %d / %d = %s <> %s"
                    .formatted(
                        hit, max, Numbers.percent(least), hit, min, Numbers.percent(most), share))
            .fix("write the share that the instances are");
      }
    }
  }
}
