package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Scaling;
import dev.mainstay.design.Scaling.Measure;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

final class ScaleUpAndDown extends Check {
  ScaleUpAndDown() {
    super(
        "MS-Q012",
        "one measure adds instances while another takes them away",
        "either every measure of instances.scale has a down, or none has",
        "with the one measure high and the other low both rules hold, and instances are started "
            + "and stopped in turn, also while users wait");
  }

  @Override
  public void check(Service service, Findings findings) {
    Scaling scaling = service.instances().scaling();
    if (scaling == null || scaling.bands().size() < 2) {
      return;
    }
    findings.compared();
    List<Measure> onlyUp = new ArrayList<>();
    List<Measure> both = new ArrayList<>();
    scaling.bands().forEach((measure, band) -> (band.down() == null ? onlyUp : both).add(measure));
    if (onlyUp.isEmpty() || both.isEmpty()) {
      return;
    }
    Measure up = onlyUp.getFirst();
    Measure down = both.getFirst();
    String upPath = "instances/scale/" + up.key();
    String downPath = "instances/scale/" + down.key() + "/down";
    findings
        .warning(
            upPath,
            "%s adds instances, but has no say in taking them away".formatted(up.key()),
            "%s can be high while %s is low".formatted(up.key(), down.key()))
        .with(downPath, "takes instances away meanwhile")
        .sum(
            "%s > %s and %s < %s hold together"
                .formatted(
                    up.key(),
                    Objects.requireNonNull(scaling.bands().get(up)).up(),
                    down.key(),
                    Objects.requireNonNull(scaling.bands().get(down)).down()))
        .fix("give " + up.key() + " a `down` too");
  }
}
