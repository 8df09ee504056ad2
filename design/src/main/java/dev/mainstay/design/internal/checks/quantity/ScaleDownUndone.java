package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Scaling;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Percentage;

final class ScaleDownUndone extends Check {
  ScaleDownUndone() {
    super(
        "MS-Q011",
        "a step down that is taken back at once",
        "scale.*.down x n / (n after one step down) <= scale.*.up, down to instances.min",
        "taking an instance away raises the load of the others so far that one is added again: "
            + "the number swings, and every swing closes connections and empties caches");
  }

  @Override
  public void check(Service service, Findings findings) {
    Scaling scaling = service.instances().scaling();
    if (scaling == null) {
      return;
    }
    Scaling.Step step = scaling.downBy();
    int min = service.instances().min();
    int max = service.instances().max();
    if (step == null || max <= min) {
      return;
    }
    scaling
        .bands()
        .forEach((measure, band) -> {
          Percentage down = band.down();
          if (down == null || down.compareTo(band.up()) >= 0) {
            return;
          }
          findings.compared();
          double worst = 0;
          int from = 0;
          int to = 0;
          for (int n = min + 1; n <= Math.min(max, min + 1000); n++) {
            int fewer = Math.max(min, step.fewer(n));
            double after = down.asFraction() * n / fewer;
            if (after > worst) {
              worst = after;
              from = n;
              to = fewer;
            }
          }
          if (Load.above(worst, band.up().asFraction())) {
            String path = "instances/scale/" + measure.key();
            findings
                .warning(
                    path + "/down",
                    "from %d to %d instances %s rises to %s, above %s"
                        .formatted(from, to, measure.key(), Numbers.percent(worst), band.up()),
                    "the load spreads evenly and stays as it is")
                .with(path + "/up", "where instances are added")
                .with("instances/scale/downBy", "instances taken away at once")
                .sum(
                    "%s x %d / %d = %s > %s"
                        .formatted(down, from, to, Numbers.percent(worst), band.up()))
                .fix("lower `down`, take smaller steps, or raise `min`");
          }
        });
  }
}
