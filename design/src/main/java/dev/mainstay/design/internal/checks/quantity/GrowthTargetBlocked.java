package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Rate;
import org.jspecify.annotations.Nullable;

final class GrowthTargetBlocked extends Check {
  GrowthTargetBlocked() {
    super(
        "MS-Q057",
        "a growth target that a dependency does not allow",
        "at capacity.growth x traffic.peak: calls <= limit and capacity of each dependency, and "
            + "the instances needed x pool.size <= maxConnections",
        "the service scales, and what it depends on does not: the target needs another design, "
            + "not more instances");
  }

  @Override
  public void check(Service service, Findings findings) {
    Double growth = service.capacity().growth();
    if (growth == null) {
      return;
    }
    if (!findings.isWritten("traffic/peak")) {
      findings.unknown("traffic/peak");
      return;
    }
    double then = service.traffic().peak().perSecond() * growth;
    for (Dependency dependency : service.dependencies()) {
      rate(service, dependency, "limit", dependency.bounds().limit(), growth, findings);
      rate(service, dependency, "capacity", dependency.bounds().capacity(), growth, findings);
      connections(service, dependency, then, findings);
    }
  }

  private static void rate(
      Service service,
      Dependency dependency,
      String key,
      @Nullable Rate bound,
      double growth,
      Findings findings) {
    if (bound == null) {
      return;
    }
    findings.compared();
    Rate peak = service.traffic().peak();
    double today = peak.perSecond() * dependency.callsPerRequest();
    double then = today * growth;
    if (!Load.above(then, bound.perSecond()) || Load.above(today, bound.perSecond())) {
      return;
    }
    findings
        .error(
            "capacity/growth",
            "x%s means %s to %s, which carries %s"
                .formatted(Numbers.of(growth), Load.rate(then), dependency.name(), bound))
        .with("dependencies/" + dependency.name() + "/" + key, "what it carries")
        .with("traffic/peak", "today's peak")
        .with("dependencies/" + dependency.name() + "/callsPerRequest", "calls of each request")
        .sum(
            "x%s x %s x %s = %s > %s"
                .formatted(
                    Numbers.of(growth),
                    peak,
                    Numbers.of(dependency.callsPerRequest()),
                    Load.rate(then),
                    bound))
        .fix("cache, batch, divide or replace " + dependency.name() + ", or plan for less");
  }

  private static void connections(
      Service service, Dependency dependency, double then, Findings findings) {
    Integer most = dependency.bounds().maxConnections();
    Dependency.Pool pool = dependency.pool();
    Rate capacity = service.instances().capacity();
    if (most == null || pool == null) {
      return;
    }
    if (capacity == null) {
      findings.unknown("instances/each/capacity");
      return;
    }
    findings.compared();
    double instances = Load.instancesFor(then, capacity);
    double open = instances * pool.size();
    boolean already = (double) service.instances().max() * pool.size() > most;
    if (already || !Load.above(open, most)) {
      return;
    }
    String path = "dependencies/" + dependency.name();
    findings
        .error(
            "capacity/growth",
            "%s instances open %s connections to %s, which accepts %d"
                .formatted(Numbers.of(instances), Numbers.of(open), dependency.name(), most))
        .with(path + "/maxConnections", "what its server accepts")
        .with(path + "/pool/size", "connections of each instance")
        .with("traffic/peak", "today's peak")
        .with("instances/each/capacity", "what one instance carries")
        .sum(
            "%s / %s = %s instances x %d = %s > %d"
                .formatted(
                    Load.rate(then),
                    capacity,
                    Numbers.of(instances),
                    pool.size(),
                    Numbers.of(open),
                    most))
        .fix("put a connection pooler between, or divide the data");
  }
}
