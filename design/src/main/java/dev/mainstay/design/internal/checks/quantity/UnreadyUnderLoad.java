package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Overload.Resource;
import dev.mainstay.design.Overload.Thresholds;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Percentage;
import java.util.List;

final class UnreadyUnderLoad extends Check {
  UnreadyUnderLoad() {
    super(
        "MS-Q064",
        "instances that leave under load, one after the other",
        "cpu, threads or connections with an unready threshold also have a shed threshold",
        "the first instance that leaves gives its share to the others, which then leave too: an "
            + "overload of a few per cent ends in a complete outage");
  }

  @Override
  public void check(Service service, Findings findings) {
    int min = service.instances().min();
    for (Resource resource : List.of(Resource.CPU, Resource.THREADS, Resource.CONNECTIONS)) {
      Thresholds thresholds = service.overload().resources().get(resource);
      Percentage unready = thresholds == null ? null : thresholds.unready();
      if (thresholds == null || unready == null) {
        continue;
      }
      findings.compared();
      if (thresholds.shed() != null || min < 2) {
        continue;
      }
      double next = unready.asFraction() * min / (min - 1);
      findings
          .warning(
              "overload/" + resource.key() + "/unready",
              "an instance leaves at %s of its %s, and the others have to carry its share"
                  .formatted(unready, resource.key()),
              "the load stays, and spreads evenly")
          .with("instances/min", "instances that share it")
          .sum(
              "%s x %d / %d = %s > %s"
                  .formatted(unready, min, min - 1, Numbers.percent(next), unready))
          .fix(
              "refuse requests with `shed` before, and leave `unready` to what load does not cause");
    }
  }
}
