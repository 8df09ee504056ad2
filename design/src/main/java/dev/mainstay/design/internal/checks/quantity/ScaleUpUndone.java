package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Scaling;
import dev.mainstay.design.Scaling.Band;
import dev.mainstay.design.Scaling.Measure;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.checks.quantity.Used.State;
import dev.mainstay.kernel.Percentage;
import java.util.Map;

final class ScaleUpUndone extends Check {
  ScaleUpUndone() {
    super(
        "MS-Q010",
        "a step up that is taken back at once",
        "scale.*.up x n / (n after one step up) > scale.*.down, from instances.min on",
        "adding instances lowers the load of each so far that they are taken away again: the "
            + "number swings, and every swing closes connections and empties caches");
  }

  @Override
  public void check(Service service, Findings findings) {
    Scaling scaling = service.instances().scaling();
    if (scaling == null) {
      return;
    }
    Scaling.Step step = scaling.upBy();
    int min = service.instances().min();
    if (step == null || min >= service.instances().max()) {
      return;
    }
    int next = Math.min(service.instances().max(), step.more(min));
    boolean everyBandFalls = true;
    Finding worst = null;
    for (Map.Entry<Measure, Band> entry : scaling.bands().entrySet()) {
      Percentage down = entry.getValue().down();
      if (down == null) {
        continue;
      }
      findings.compared();
      double up = entry.getValue().up().asFraction();
      Double idle = Used.share(service, State.IDLE, entry.getKey().key());
      double still = idle == null || idle > up ? 0 : idle;
      double after = still + (up - still) * min / next;
      if (Load.atLeast(after, down.asFraction()) || down.asFraction() >= up) {
        everyBandFalls = false;
      } else if (worst == null) {
        worst = new Finding(entry.getKey(), entry.getValue().up(), down, still, after);
      }
    }
    if (worst != null && everyBandFalls) {
      report(service, worst, min, next, findings);
    }
  }

  private record Finding(
      Measure measure, Percentage up, Percentage down, double idle, double after) {}

  private static void report(Service service, Finding found, int min, int next, Findings findings) {
    String path = "instances/scale/" + found.measure().key();
    String idle = Numbers.percent(found.idle());
    findings
        .warning(
            "instances/scale/upBy",
            "from %d to %d instances %s falls to %s, below %s"
                .formatted(
                    min, next, found.measure().key(), Numbers.percent(found.after()), found.down()),
            "the load spreads evenly and stays as it is")
        .with(path + "/up", "where a step up begins")
        .with(path + "/down", "where instances are taken away")
        .with("instances/min", "where it begins")
        .sum(
            (found.idle() == 0
                    ? "%s x %d / %d".formatted(found.up(), min, next)
                    : "%s + (%s - %s) x %d / %d".formatted(idle, found.up(), idle, min, next))
                + " = %s < %s".formatted(Numbers.percent(found.after()), found.down()))
        .fix("take smaller steps, or lower `down`");
  }
}
