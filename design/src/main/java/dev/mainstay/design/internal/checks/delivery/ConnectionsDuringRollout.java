package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Call;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class ConnectionsDuringRollout extends Check {
  ConnectionsDuringRollout() {
    super(
        "MS-D033",
        "a rollout that opens more connections than the server accepts",
        "pool.size x instances while both versions run <= maxConnections, over all services that"
            + " share the dependency",
        "the new instances cannot connect and never become ready, or the old ones lose theirs in"
            + " the middle of a deployment");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null) {
      return;
    }
    int extra =
        delivery.strategy().blueGreen() != null
            ? service.instances().min()
            : delivery.strategy().rolling() != null
                ? delivery.strategy().rolling().surge().up(service.instances().min())
                : 0;
    if (extra == 0) {
      return;
    }
    for (Dependency dependency : service.dependencies()) {
      Integer most = dependency.bounds().maxConnections();
      if (dependency.pool() == null || most == null) {
        continue;
      }
      findings.compared();
      int size = dependency.pool().size();
      long usual = (long) size * service.instances().min();
      long others = others(service, dependency, findings);
      long during = usual + (long) size * extra + others;
      if (usual + others <= most && during > most) {
        String path = "dependencies/" + dependency.name();
        findings
            .error(
                path + "/pool/size",
                "%d connections during a rollout, %s accepts %d"
                    .formatted(during, dependency.name(), most))
            .with(
                delivery.strategy().blueGreen() != null
                    ? "delivery/strategy/blueGreen"
                    : "delivery/strategy/rolling/surge",
                "%d instances more".formatted(extra))
            .with("instances/min", "instances that usually run")
            .with(path + "/maxConnections", "what the server accepts")
            .sum(
                "(%d + %d) x %d%s = %d > %d"
                    .formatted(
                        service.instances().min(),
                        extra,
                        size,
                        others == 0 ? "" : " + " + others + " of others",
                        during,
                        most))
            .fix("make the pools smaller, or let the server accept " + during);
      }
    }
  }

  /** Connections of the other services that use a dependency of that name. */
  private static long others(Service service, Dependency shared, Findings findings) {
    long sum = 0;
    for (Call call : findings.callersOf(shared.name())) {
      Dependency.Pool pool = call.dependency().pool();
      if (pool != null && !call.caller().name().equals(service.name())) {
        sum += (long) pool.size() * call.caller().instances().min();
      }
    }
    return sum;
  }
}
