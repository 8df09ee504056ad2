package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Instances.Threads;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Rate;
import java.time.Duration;

final class QueueTooLong extends Check {
  QueueTooLong() {
    super(
        "MS-Q036",
        "a queue whose end is served too late",
        "threads.queue / each.capacity <= interface.http.deadline, and <= threads.wait",
        "in an overload every request waits its turn and is answered when its caller has gone: "
            + "the instance works at full speed for nobody");
  }

  @Override
  public void check(Service service, Findings findings) {
    Threads threads = service.instances().each().threads();
    Integer queue = threads == null ? null : threads.queue();
    if (threads == null || queue == null) {
      return;
    }
    Rate capacity = service.instances().capacity();
    if (capacity == null) {
      findings.unknown("instances/each/capacity");
      return;
    }
    findings.compared();
    double wait = queue / capacity.perSecond();
    Duration deadline = service.http().deadline();
    Duration maxWait = threads.maxWait();
    boolean shorter = maxWait != null && maxWait.compareTo(deadline) < 0;
    Duration bound = shorter && maxWait != null ? maxWait : deadline;
    if (!shorter && !findings.isWritten("interface/http/deadline")) {
      findings.unknown("interface/http/deadline");
      return;
    }
    if (Load.above(wait, Durations.seconds(bound))) {
      findings
          .error(
              "instances/each/threads/queue",
              "the last of %d waiting requests begins after %ss, but %s is all it has"
                  .formatted(queue, Numbers.of(wait), Durations.format(bound)))
          .with("instances/each/capacity", "how fast the queue empties")
          .with(
              shorter ? "instances/each/threads/wait" : "interface/http/deadline",
              shorter ? "the longest wait" : "after this nobody waits for the answer")
          .sum(
              "%d / %s = %ss > %s"
                  .formatted(queue, capacity, Numbers.of(wait), Durations.format(bound)))
          .fix(
              "let no more than %s wait"
                  .formatted(
                      Numbers.of(
                          Math.floor(capacity.perSecond() * Durations.seconds(bound) + 1e-9))));
    }
  }
}
