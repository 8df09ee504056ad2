package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Drill;
import dev.mainstay.design.Drill.Fault;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class ReplacedSoonerThanStarted extends RecoveryCheck {
  ReplacedSoonerThanStarted() {
    super(
        "MS-R026",
        "a lost instance expected back sooner than one starts",
        "for `instance fails`: drills.NAME.expect.recovery >= instances.each.startup",
        "the drill fails every time, and soon nobody looks at its result");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    for (Drill drill : recovery.drills()) {
      Duration expected = drill.expect().recovery();
      if (expected == null || !(drill.fault() instanceof Fault.InstanceFails)) {
        continue;
      }
      if (!findings.isWritten("instances/each/startup")) {
        findings.unknown("instances/each/startup");
        continue;
      }
      findings.compared();
      Duration startup = service.instances().startup();
      if (expected.compareTo(startup) < 0) {
        findings
            .error(
                drill(drill) + "/expect/recovery",
                "%s expects an instance back in %s, but one starts in %s"
                    .formatted(drill.name(), Durations.format(expected), Durations.format(startup)))
            .with("instances/each/startup", "from start to ready")
            .sum("%s < %s".formatted(Durations.format(expected), Durations.format(startup)))
            .fix("expect %s or more, or start faster".formatted(Durations.written(startup)));
      }
    }
  }
}
