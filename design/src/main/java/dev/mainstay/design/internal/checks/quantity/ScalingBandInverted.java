package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Scaling;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Percentage;

final class ScalingBandInverted extends Check {
  ScalingBandInverted() {
    super(
        "MS-Q009",
        "instances are added and taken away at the same load",
        "scale.*.down < scale.*.up",
        "between the two thresholds both rules hold: instances are started and stopped in turn");
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
          if (down == null) {
            return;
          }
          findings.compared();
          if (down.compareTo(band.up()) >= 0) {
            String path = "instances/scale/" + measure.key();
            findings
                .error(
                    path + "/down",
                    "%s: taken away below %s, added above %s"
                        .formatted(measure.key(), down, band.up()))
                .with(path + "/up", "instances are added above it")
                .sum("%s >= %s".formatted(down, band.up()))
                .fix("lower `down` well below half of `up`");
          }
        });
  }
}
