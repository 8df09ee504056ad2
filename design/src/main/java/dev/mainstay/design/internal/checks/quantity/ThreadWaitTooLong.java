package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Instances.Threads;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class ThreadWaitTooLong extends Check {
  ThreadWaitTooLong() {
    super(
        "MS-Q037",
        "a wait for a thread as long as the deadline",
        "threads.wait < interface.http.deadline",
        "a request that waited so long is begun when its caller has gone");
  }

  @Override
  public void check(Service service, Findings findings) {
    Threads threads = service.instances().each().threads();
    Duration wait = threads == null ? null : threads.maxWait();
    if (wait == null) {
      return;
    }
    if (!findings.isWritten("interface/http/deadline")) {
      findings.unknown("interface/http/deadline");
      return;
    }
    findings.compared();
    Duration deadline = service.http().deadline();
    if (wait.compareTo(deadline) >= 0) {
      findings
          .error(
              "instances/each/threads/wait",
              "a request waits up to %s for a thread, of a deadline of %s"
                  .formatted(Durations.format(wait), Durations.format(deadline)))
          .with("interface/http/deadline", "after this nobody waits for the answer")
          .sum("%s >= %s".formatted(Durations.format(wait), Durations.format(deadline)))
          .fix("leave time for the work: refuse after a small part of the deadline");
    }
  }
}
