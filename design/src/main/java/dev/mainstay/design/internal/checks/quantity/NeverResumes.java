package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Overload.Thresholds;
import dev.mainstay.design.internal.checks.Findings.Finding;
import dev.mainstay.design.internal.checks.quantity.Used.State;
import dev.mainstay.kernel.Percentage;
import org.jspecify.annotations.Nullable;

final class NeverResumes extends UsageAgainstThreshold {
  NeverResumes() {
    super(
        "MS-Q063",
        "an instance that never takes requests again",
        "each.idle / what the instance has < overload.*.resume, of cpu and memory",
        "once overloaded the instance refuses every request for ever: even without any load it "
            + "stays above the threshold, until somebody restarts it",
        State.IDLE,
        "resume");
  }

  @Override
  @Nullable Percentage threshold(Thresholds thresholds) {
    return thresholds.resume();
  }

  @Override
  String message(Percentage threshold, String used) {
    return "requests are taken again below %s, but an idle instance uses %s"
        .formatted(threshold, used);
  }

  @Override
  void complete(Finding finding, String resource) {
    finding
        .with(Used.path(State.IDLE, resource), "in use without a request")
        .with("instances/each/" + resource, "what it has")
        .fix("raise `resume` above it, or give the instance more");
  }
}
