package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class ReadinessInACircle extends Check {
  ReadinessInACircle() {
    super(
        "MS-C028",
        "services whose readiness waits for each other",
        "following health.readiness.checks from service to service never comes back",
        "after an outage of all of them none becomes ready, because each waits for the other; "
            + "somebody has to change a probe at night to start the system");
  }

  @Override
  public void check(Service service, Findings findings) {
    List<String> way = new ArrayList<>(List.of(service.name()));
    if (service.health().readiness().checks().stream()
        .anyMatch(name -> findings.designs().service(name).isPresent())) {
      findings.compared();
    }
    if (leadsBack(service, service.name(), way, new HashSet<>(), findings)
        && way.stream().min(Comparator.naturalOrder()).equals(Optional.of(service.name()))) {
      String next = way.get(1);
      var finding =
          findings.error(
              Probes.path(service.health().readiness(), next),
              "%s is ready when %s is, which waits for %s"
                  .formatted(service.name(), next, service.name()));
      for (String name : way.subList(1, way.size() - 1)) {
        finding.with(name, "health/readiness/checks", "readiness of " + name);
      }
      finding
          .sum(String.join(" waits for ", way))
          .fix("remove one of them from checks: a called service answers for itself");
    }
  }

  private static boolean leadsBack(
      Service from, String target, List<String> way, Set<String> seen, Findings findings) {
    for (String name : from.health().readiness().checks()) {
      if (name.equals(target)) {
        way.add(name);
        return true;
      }
      Optional<Service> next = findings.designs().service(name);
      if (next.isPresent() && seen.add(name)) {
        way.add(name);
        if (leadsBack(next.get(), target, way, seen, findings)) {
          return true;
        }
        way.removeLast();
      }
    }
    return false;
  }
}
