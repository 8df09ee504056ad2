package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Overload.Resource;
import dev.mainstay.design.Overload.Thresholds;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Percentage;
import java.util.List;

final class ShedAtCapacity extends Check {
  ShedAtCapacity() {
    super(
        "MS-Q061",
        "requests are refused at the declared capacity",
        "each.busy / what the instance has < overload.*.shed, of cpu and memory",
        "the instance never carries its capacity: it refuses requests before, and what the plan "
            + "counts on is not there");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Resource resource : List.of(Resource.CPU, Resource.MEMORY)) {
      Thresholds thresholds = service.overload().resources().get(resource);
      Percentage shed = thresholds == null ? null : thresholds.shed();
      if (shed == null) {
        continue;
      }
      Double busy = Used.busy(service, resource.key());
      if (busy == null) {
        findings.unknown(Used.missing(service, "busy", resource.key()));
        continue;
      }
      findings.compared();
      if (Load.atLeast(busy, shed.asFraction())) {
        findings
            .error(
                "overload/" + resource.key() + "/shed",
                "%s: requests are refused at %s, and the capacity needs %s"
                    .formatted(resource.key(), shed, Numbers.percent(busy)))
            .with(Used.path("busy", resource.key()), "in use at its capacity")
            .with("instances/each/" + resource.key(), "what it has")
            .with("instances/each/capacity", "the load meanwhile")
            .sum(Used.sum(service, "busy", resource.key(), busy) + " >= " + shed)
            .fix("give the instance more, or lower its capacity");
      }
    }
  }
}
