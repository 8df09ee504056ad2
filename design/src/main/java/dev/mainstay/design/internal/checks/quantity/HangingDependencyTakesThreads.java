package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Instances.Threads;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.checks.Retries;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class HangingDependencyTakesThreads extends Check {
  HangingDependencyTakesThreads() {
    super(
        "MS-Q032",
        "one hanging dependency takes all threads",
        "a dependency without bulkhead and breaker: traffic.peak / instances x "
            + "callsPerRequest x timeout <= threads.size, or its pool is smaller than that",
        "requests that do not need the dependency fail with those that do: a part's outage "
            + "becomes the whole's");
  }

  @Override
  public void check(Service service, Findings findings) {
    Threads threads = service.instances().each().threads();
    if (threads == null) {
      return;
    }
    if (!findings.isWritten("traffic/peak")) {
      findings.unknown("traffic/peak");
      return;
    }
    Running running = Running.atPeak(service);
    for (Dependency dependency : service.dependencies()) {
      Dependency.Pool pool = dependency.pool();
      boolean bounded =
          dependency.breaker() != null
              || dependency.bulkhead() != null
              || dependency.required().asFraction() == 1;
      if (bounded) {
        continue;
      }
      findings.compared();
      Duration held = Retries.worst(dependency);
      double inFlight =
          service.traffic().peak().perSecond()
              / running.instances()
              * dependency.callsPerRequest()
              * Durations.seconds(held);
      if (!Load.above(inFlight, threads.size())) {
        continue;
      }
      String path = "dependencies/" + dependency.name();
      var finding =
          findings.warning(
              "instances/each/threads/size",
              "%d threads, but %s are held by %s while it hangs"
                  .formatted(threads.size(), Numbers.of(Math.ceil(inFlight)), dependency.name()),
              "%s does not answer for a while at peak".formatted(dependency.name()));
      if (pool != null) {
        finding.with(path + "/pool", "waiting for it holds a thread too");
      }
      finding
          .with("traffic/peak", "the load")
          .with(running.path(), "instances that share it")
          .with(path + "/timeout", "how long each call holds a thread")
          .sum(
              "%s / %d x %s x %s = %s > %d"
                  .formatted(
                      service.traffic().peak(),
                      running.instances(),
                      Numbers.of(dependency.callsPerRequest()),
                      Durations.format(held),
                      Numbers.of(inFlight),
                      threads.size()))
          .fix("give " + dependency.name() + " a `bulkhead` and a `breaker`");
    }
  }
}
