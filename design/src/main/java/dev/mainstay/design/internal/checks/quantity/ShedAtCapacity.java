package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Overload.Thresholds;
import dev.mainstay.design.internal.checks.Findings.Finding;
import dev.mainstay.design.internal.checks.quantity.Used.State;
import dev.mainstay.kernel.Percentage;
import org.jspecify.annotations.Nullable;

final class ShedAtCapacity extends UsageAgainstThreshold {
  ShedAtCapacity() {
    super(
        "MS-Q061",
        "requests are refused at the declared capacity",
        "each.busy / what the instance has < overload.*.shed, of cpu and memory",
        "the instance never carries its capacity: it refuses requests before, and what the plan "
            + "counts on is not there",
        State.BUSY,
        "shed");
  }

  @Override
  @Nullable Percentage threshold(Thresholds thresholds) {
    return thresholds.shed();
  }

  @Override
  String message(Percentage threshold, String used) {
    return "requests are refused at %s, and the capacity needs %s".formatted(threshold, used);
  }

  @Override
  void complete(Finding finding, String resource) {
    finding
        .with(Used.path(State.BUSY, resource), "in use at its capacity")
        .with("instances/each/" + resource, "what it has")
        .with("instances/each/capacity", "the load meanwhile")
        .fix("give the instance more, or lower its capacity");
  }
}
