package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Instances.Threads;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Rate;
import java.util.ArrayList;
import java.util.List;

final class ThreadsTooFew extends Check {
  ThreadsTooFew() {
    super(
        "MS-Q035",
        "fewer threads than requests in progress",
        "each.capacity x the sum of callsPerRequest x latency.p50 <= threads.size (Little's law)",
        "requests wait for a thread while processor and dependencies are idle: the instance "
            + "carries less than its capacity");
  }

  @Override
  public void check(Service service, Findings findings) {
    Threads threads = service.instances().each().threads();
    Rate capacity = service.instances().capacity();
    if (threads == null) {
      return;
    }
    if (capacity == null) {
      findings.unknown("instances/each/capacity");
      return;
    }
    double seconds = 0;
    List<String> terms = new ArrayList<>();
    for (Dependency dependency : service.dependencies()) {
      Dependency.Latency latency = dependency.latency();
      if (latency != null) {
        seconds += dependency.callsPerRequest() * Durations.seconds(latency.p50());
        terms.add(
            Numbers.of(dependency.callsPerRequest()) + " x " + Durations.format(latency.p50()));
      }
    }
    if (terms.isEmpty()) {
      findings.unknown("dependencies");
      return;
    }
    findings.compared();
    double needed = capacity.perSecond() * seconds;
    if (Load.above(needed, threads.size())) {
      var finding =
          findings.warning(
              "instances/each/threads/size",
              "%d threads, but %s requests are in progress at %s"
                  .formatted(threads.size(), Numbers.of(Math.ceil(needed)), capacity),
              "a request makes its calls one after another");
      for (Dependency dependency : service.dependencies()) {
        if (dependency.latency() != null) {
          finding.with(
              "dependencies/" + dependency.name() + "/latency/p50",
              "time that each call to " + dependency.name() + " takes");
        }
      }
      finding
          .with("instances/each/capacity", "the load of one instance")
          .sum(
              "%s x (%s) = %s > %d"
                  .formatted(
                      capacity, String.join(" + ", terms), Numbers.of(needed), threads.size()))
          .fix(
              "run %s threads or more, or make the calls together"
                  .formatted(Numbers.of(Math.ceil(needed))));
    }
  }
}
