package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Rate;
import java.time.Duration;

final class CapacityBeyondPool extends Check {
  CapacityBeyondPool() {
    super(
        "MS-Q031",
        "a capacity that the instance's own pools do not allow",
        "each.capacity x callsPerRequest x latency.p50 <= pool.size and bulkhead",
        "an instance never carries what the scaling and the limits count on: requests queue for a "
            + "connection while processor and memory are idle");
  }

  @Override
  public void check(Service service, Findings findings) {
    Rate capacity = service.instances().capacity();
    if (capacity == null) {
      return;
    }
    for (Dependency dependency : service.dependencies()) {
      Dependency.Pool pool = dependency.pool();
      Integer bulkhead = dependency.bulkhead();
      if (pool == null && bulkhead == null) {
        continue;
      }
      Dependency.Latency latency = dependency.latency();
      if (latency == null) {
        findings.unknown("dependencies/" + dependency.name() + "/latency");
        continue;
      }
      findings.compared();
      if (pool != null) {
        compare(dependency, capacity, latency.p50(), "pool/size", pool.size(), findings);
      }
      if (bulkhead != null) {
        compare(dependency, capacity, latency.p50(), "bulkhead", bulkhead, findings);
      }
    }
  }

  private static void compare(
      Dependency dependency, Rate capacity, Duration p50, String key, int size, Findings findings) {
    double needed = capacity.perSecond() * dependency.callsPerRequest() * Durations.seconds(p50);
    if (!Load.above(needed, size)) {
      return;
    }
    String path = "dependencies/" + dependency.name();
    double possible = size / (dependency.callsPerRequest() * Durations.seconds(p50));
    findings
        .error(
            "instances/each/capacity",
            "an instance carries %s, but its %d %s allow %s"
                .formatted(
                    capacity,
                    size,
                    key.equals("bulkhead")
                        ? "calls in flight to " + dependency.name()
                        : "connections to " + dependency.name(),
                    Load.rate(possible)))
        .with(path + "/" + key, "the bound")
        .with(path + "/latency/p50", "how long each call holds it")
        .with(path + "/callsPerRequest", "calls of each request")
        .sum(
            "%s x %s x %s = %s > %d"
                .formatted(
                    capacity,
                    Numbers.of(dependency.callsPerRequest()),
                    Durations.format(p50),
                    Numbers.of(needed),
                    size))
        .fix(
            "raise it to %s or more, or measure the capacity again"
                .formatted(Numbers.of(Math.ceil(needed))));
  }
}
