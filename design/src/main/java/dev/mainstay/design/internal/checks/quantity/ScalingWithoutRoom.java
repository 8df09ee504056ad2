package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class ScalingWithoutRoom extends Check {
  ScalingWithoutRoom() {
    super(
        "MS-Q016",
        "an autoscaler without room",
        "instances.min < instances.max where instances.scale is written",
        "everybody counts on an autoscaler that can never add an instance");
  }

  @Override
  public void check(Service service, Findings findings) {
    if (service.instances().scaling() == null) {
      return;
    }
    findings.compared();
    if (service.instances().min() == service.instances().max()) {
      findings
          .error(
              "instances/scale",
              "scaling between %d and %d instances"
                  .formatted(service.instances().min(), service.instances().max()))
          .with("instances/min", "the least")
          .with("instances/max", "the most")
          .sum("%d - %d = 0".formatted(service.instances().max(), service.instances().min()))
          .fix("raise `max`, or leave `scale` out");
    }
  }
}
