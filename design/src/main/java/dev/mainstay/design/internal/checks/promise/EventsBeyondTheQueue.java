package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Dependency.Kind;
import dev.mainstay.design.Promise;
import dev.mainstay.design.Promise.Good;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Percentage;

final class EventsBeyondTheQueue extends Check {
  EventsBeyondTheQueue() {
    super(
        "MS-P034",
        "events promised more surely than the queue takes them",
        "the slo of `of: events` <= dependencies.NAME.availability of every queue whose calls are "
            + "not repeated",
        "while the queue is away, what should have been told is told to nobody, and no receiver "
            + "misses it");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Promise promise : service.promises().stated()) {
      Percentage slo = promise.slo();
      if (!(promise.good() instanceof Good.Delivered) || slo == null) {
        continue;
      }
      for (Dependency dependency : service.dependencies()) {
        if (dependency.kind() != Kind.QUEUE
            || dependency.retry() != null
            || promise.excludes().contains(dependency.name())) {
          continue;
        }
        String path = "dependencies/" + dependency.name() + "/availability";
        Percentage availability = dependency.availability();
        if (availability == null) {
          findings.unknown(path);
          continue;
        }
        findings.compared();
        if (slo.compareTo(availability) > 0) {
          findings
              .warning(
                  Promised.share(findings, service, promise),
                  "%s of the events promised, but %s is there for %s"
                      .formatted(slo, dependency.name(), availability),
                  "an event that the queue does not take is not kept for later")
              .with(path, "of the queue")
              .sum("%s > %s".formatted(slo, availability))
              .fix("write events to an outbox first, retry, or promise less");
        }
      }
    }
  }
}
