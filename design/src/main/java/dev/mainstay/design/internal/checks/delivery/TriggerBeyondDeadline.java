package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class TriggerBeyondDeadline extends Check {
  TriggerBeyondDeadline() {
    super(
        "MS-D013",
        "a latency trigger that can never fire",
        "a latency trigger's threshold < interface.http.deadline",
        "requests are cut off before they are slow enough to count, and the slow release is never taken back");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null) {
      return;
    }
    for (int i = 0; i < delivery.rollback().triggers().size(); i++) {
      if (!(delivery.rollback().triggers().get(i) instanceof Delivery.Trigger.Latency latency)) {
        continue;
      }
      if (!findings.isWritten("interface/http/deadline")) {
        findings.unknown("interface/http/deadline");
        return;
      }
      findings.compared();
      Duration deadline = service.http().deadline();
      if (latency.above().compareTo(deadline) >= 0) {
        findings
            .error(
                "delivery/rollback/when/" + i,
                "latency above %s, but every request is answered within %s"
                    .formatted(Durations.format(latency.above()), Durations.format(deadline)))
            .with("interface/http/deadline", "after this every caller has an answer")
            .sum(
                "%s >= %s".formatted(Durations.format(latency.above()), Durations.format(deadline)))
            .fix("choose a threshold below the deadline");
      }
    }
  }
}
