package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Call;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.ArrayList;
import java.util.List;

final class ConnectionsBeyondServer extends Check {
  ConnectionsBeyondServer() {
    super(
        "MS-Q029",
        "more connections than the server accepts",
        "instances.max x pool.size <= maxConnections of the dependency, also summed over all "
            + "services that name it",
        "the instance that the autoscaler adds at peak cannot connect, fails its probes and is "
            + "replaced by another that cannot");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      Integer most = dependency.bounds().maxConnections();
      if (most == null) {
        continue;
      }
      Dependency.Pool pool = dependency.pool();
      if (pool == null) {
        findings.unknown("dependencies/" + dependency.name() + "/pool");
        continue;
      }
      findings.compared();
      long own = (long) service.instances().max() * pool.size();
      if (own > most) {
        tooMany(service, dependency, own, most, term(service, pool), findings)
            .fix(
                "make the pool %d or smaller, or put a connection pooler between"
                    .formatted(most / service.instances().max()));
      } else if (Demand.isFirst(service, dependency, "maxConnections", findings)) {
        shared(service, dependency, most, findings);
      }
    }
  }

  private static void shared(Service service, Dependency dependency, int most, Findings findings) {
    long sum = 0;
    List<String> terms = new ArrayList<>();
    List<Service> callers = new ArrayList<>();
    for (Call each : findings.callersOf(dependency.name())) {
      Service caller = each.caller();
      Dependency call = each.dependency();
      Dependency.Pool pool = call.pool();
      if (pool != null) {
        sum += (long) caller.instances().max() * pool.size();
        terms.add(term(caller, pool));
        callers.add(caller);
      }
    }
    if (sum <= most) {
      return;
    }
    var finding =
        findings.warning(
            "dependencies/" + dependency.name() + "/maxConnections",
            "%s accepts %d connections, but %d services open %d"
                .formatted(dependency.name(), most, callers.size(), sum),
            "they mean the same " + dependency.name() + " and run at their maximum together");
    callers.forEach(caller ->
        finding
            .with(caller.name(), "instances/max", "instances of " + caller.name())
            .with(
                caller.name(),
                "dependencies/" + dependency.name() + "/pool/size",
                "connections of each"));
    finding
        .sum(String.join(" + ", terms) + " = " + sum + " > " + most)
        .fix("divide the connections among the services, or put a connection pooler between");
  }

  private static String term(Service service, Dependency.Pool pool) {
    return "%d x %d".formatted(service.instances().max(), pool.size());
  }

  private static Findings.Finding tooMany(
      Service service, Dependency dependency, long sum, int most, String terms, Findings findings) {
    String path = "dependencies/" + dependency.name();
    return findings
        .error(
            path + "/maxConnections",
            "%s accepts %d connections, but %d instances open %d"
                .formatted(dependency.name(), most, service.instances().max(), sum))
        .with("instances/max", "instances at most")
        .with(path + "/pool/size", "connections of each")
        .sum("%s = %d > %d".formatted(terms, sum, most));
  }
}
