package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Observability.Traces;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class SlowBeyondDeadline extends Check {
  SlowBeyondDeadline() {
    super(
        "MS-O004",
        "requests that count as slow only after they must have been answered",
        "traces.sample.slow.above <= interface.http.deadline",
        "no request is ever slow, and none of the slow ones is kept");
  }

  @Override
  public void check(Service service, Findings findings) {
    Traces traces = service.observability().traces();
    Duration above = traces == null ? null : traces.slowAbove();
    if (above == null) {
      return;
    }
    findings.compared();
    Duration deadline = service.http().deadline();
    if (above.compareTo(deadline) > 0) {
      findings
          .error(
              "observability/traces/sample/slow/above",
              "slow above %s, but every request is answered within %s"
                  .formatted(Durations.format(above), Durations.format(deadline)))
          .with("interface/http/deadline", "after this every caller has an answer")
          .sum(Durations.format(above) + " > " + Durations.format(deadline))
          .fix("begin where the latency objective ends, well below the deadline");
    }
  }
}
