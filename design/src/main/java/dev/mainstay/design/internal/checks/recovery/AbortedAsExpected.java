package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Drill;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Percentage;

final class AbortedAsExpected extends RecoveryCheck {
  AbortedAsExpected() {
    super(
        "MS-R030",
        "a drill that is stopped by what it expects",
        "drills.NAME.abort.errors >= expect.errors",
        "the drill is aborted whenever it goes as planned, and proves nothing");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    for (Drill drill : recovery.drills()) {
      Percentage abort = drill.abortErrors();
      Percentage expected = drill.expect().errors();
      if (abort == null || expected == null) {
        continue;
      }
      findings.compared();
      if (abort.compareTo(expected) < 0) {
        findings
            .error(
                drill(drill) + "/abort/errors",
                "%s stops at %s errors, but %s are expected"
                    .formatted(drill.name(), abort, expected))
            .with(drill(drill) + "/expect/errors", "what passes")
            .sum("%s < %s".formatted(abort, expected))
            .fix("stop at more than " + expected + ", or expect fewer");
      }
    }
  }
}
