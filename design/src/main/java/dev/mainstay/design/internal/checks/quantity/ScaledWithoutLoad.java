package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Scaling;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.checks.quantity.Used.State;

final class ScaledWithoutLoad extends Check {
  ScaledWithoutLoad() {
    super(
        "MS-Q015",
        "instances are added without any load",
        "each.idle / what the instance has < scale.*.up",
        "what an idle instance uses does not fall when others join it: the autoscaler goes to "
            + "the maximum at once and stays there");
  }

  @Override
  public void check(Service service, Findings findings) {
    Scaling scaling = service.instances().scaling();
    if (scaling == null) {
      return;
    }
    scaling
        .bands()
        .forEach((measure, band) -> {
          String resource = measure.key();
          Double idle = Used.share(service, State.IDLE, resource);
          if (idle == null) {
            return;
          }
          findings.compared();
          if (Load.atLeast(idle, band.up().asFraction())) {
            findings
                .error(
                    "instances/scale/" + resource + "/up",
                    "an idle instance already uses %s of its %s"
                        .formatted(Numbers.percent(idle), resource))
                .with(Used.path(State.IDLE, resource), "in use without a request")
                .with("instances/each/" + resource, "what it has")
                .sum(Used.sum(service, State.IDLE, resource, idle) + " >= " + band.up())
                .fix("give the instance more, raise `up`, or scale by another measure");
          }
        });
  }
}
