package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Scaling;
import dev.mainstay.design.Scaling.Measure;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.checks.quantity.Used.State;
import dev.mainstay.kernel.Percentage;

final class ScalingNeverLetsGo extends Check {
  ScalingNeverLetsGo() {
    super(
        "MS-Q014",
        "instances that are never taken away",
        "each.idle / what the instance has < scale.*.down",
        "an instance without any request is still above the threshold: after the first busy day "
            + "the number stays at the maximum, and is paid for");
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
          Percentage down = band.down();
          if (down == null || measure == Measure.REQUESTS) {
            return;
          }
          String resource = measure.key();
          Double idle = Used.share(service, State.IDLE, resource);
          if (idle == null) {
            findings.unknown(Used.missing(service, State.IDLE, resource));
            return;
          }
          findings.compared();
          if (Load.atLeast(idle, down.asFraction()) && idle < band.up().asFraction()) {
            findings
                .error(
                    "instances/scale/" + resource + "/down",
                    "an idle instance uses %s of its %s, not less than %s"
                        .formatted(Numbers.percent(idle), resource, down))
                .with(Used.path(State.IDLE, resource), "in use without a request")
                .with("instances/each/" + resource, "what it has")
                .sum(Used.sum(service, State.IDLE, resource, idle) + " >= " + down)
                .fix("raise `down` above it, or scale by another measure");
          }
        });
  }
}
