package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Drill;
import dev.mainstay.design.Drill.Fault;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;

final class ModeNotOfTheFault extends RecoveryCheck {
  ModeNotOfTheFault() {
    super(
        "MS-R033",
        "a drill that expects a mode which its fault does not cause",
        "for `NAME fails` with expect.mode: degradation.MODE.when is `NAME fails`",
        "the drill breaks one thing and waits for what another failure would do");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    for (Drill drill : recovery.drills()) {
      String expected = drill.expect().mode();
      if (expected == null || !(drill.fault() instanceof Fault.DependencyFails(String name))) {
        continue;
      }
      for (DegradationMode mode : service.degradation()) {
        if (!mode.name().equals(expected)) {
          continue;
        }
        findings.compared();
        if (!mode.dependency().equals(name)) {
          findings
              .error(
                  drill(drill) + "/expect/mode",
                  "%s breaks %s and expects %s, which is entered when %s fails"
                      .formatted(drill.name(), name, expected, mode.dependency()))
              .with(drill(drill) + "/fault", "what is broken")
              .with("degradation/" + expected + "/when", "what enters the mode")
              .sum("%s <> %s".formatted(name, mode.dependency()))
              .fix("break " + mode.dependency() + ", or expect the mode of " + name);
        }
      }
    }
  }
}
