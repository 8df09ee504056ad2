package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Instances.Resized;
import dev.mainstay.design.Scaling;
import dev.mainstay.design.Scaling.Band;
import dev.mainstay.design.Scaling.Measure;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class ResizedAndScaled extends Check {
  ResizedAndScaled() {
    super(
        "MS-Q019",
        "two autoscalers act on one measure",
        "no measure of instances.scale is in instances.resize",
        "the one changes the whole that the other takes its share of: after each enlargement the "
            + "share falls and instances are taken away, and the two chase each other");
  }

  @Override
  public void check(Service service, Findings findings) {
    Scaling scaling = service.instances().scaling();
    if (scaling == null || service.instances().resized().isEmpty()) {
      return;
    }
    findings.compared();
    for (Resized resized : Resized.values()) {
      Measure measure = resized == Resized.CPU ? Measure.CPU : Measure.MEMORY;
      Band band = scaling.bands().get(measure);
      if (band != null && service.instances().resized().contains(resized)) {
        findings
            .error(
                "instances/resize",
                "each instance's %s is resized by its use, and so is their number"
                    .formatted(measure.key()))
            .with("instances/scale/" + measure.key(), "the number follows it")
            .sum(
                "use / each.%s is compared with %s while each.%s changes"
                    .formatted(measure.key(), band.up(), measure.key()))
            .fix("scale by `requests`, or take " + measure.key() + " out of `resize`");
      }
    }
  }
}
