package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Overload.Resource;
import dev.mainstay.design.Overload.Thresholds;
import dev.mainstay.design.Scaling;
import dev.mainstay.design.Scaling.Band;
import dev.mainstay.design.Scaling.Measure;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Percentage;
import org.jspecify.annotations.Nullable;

final class ShedBeforeScaling extends Check {
  ShedBeforeScaling() {
    super(
        "MS-Q018",
        "requests are refused before an instance is added",
        "scale.*.up < overload.*.shed of the same resource",
        "shedding holds the use below the threshold of the autoscaler, so that no instance is "
            + "ever added: users are refused while there is room");
  }

  @Override
  public void check(Service service, Findings findings) {
    Scaling scaling = service.instances().scaling();
    if (scaling == null) {
      return;
    }
    compare(scaling.bands().get(Measure.CPU), Resource.CPU, service, findings);
    compare(scaling.bands().get(Measure.MEMORY), Resource.MEMORY, service, findings);
  }

  private static void compare(
      @Nullable Band band, Resource resource, Service service, Findings findings) {
    Thresholds thresholds = service.overload().resources().get(resource);
    Percentage shed = thresholds == null ? null : thresholds.shed();
    if (band == null || shed == null) {
      return;
    }
    findings.compared();
    if (band.up().compareTo(shed) >= 0) {
      findings
          .error(
              "instances/scale/" + resource.key() + "/up",
              "%s: instances are added above %s, but requests refused at %s"
                  .formatted(resource.key(), band.up(), shed))
          .with("overload/" + resource.key() + "/shed", "requests are refused")
          .sum("%s >= %s".formatted(band.up(), shed))
          .fix("lower `up` well below it, such as to 70 %");
    }
  }
}
