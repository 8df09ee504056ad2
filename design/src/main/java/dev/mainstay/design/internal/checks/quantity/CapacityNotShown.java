package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Capacity;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Rate;
import java.util.List;

final class CapacityNotShown extends Check {
  CapacityNotShown() {
    super(
        "MS-Q051",
        "a capacity beyond what the tests showed",
        "each.capacity <= tests.stress.breaks / its instances, and <= the largest rate per "
            + "instance of tests.load and tests.spike where that is known",
        "scaling, limits and forecasts count on instances that carry more than any instance ever "
            + "did");
  }

  @Override
  public void check(Service service, Findings findings) {
    Rate capacity = service.instances().capacity();
    if (capacity == null) {
      return;
    }
    Capacity.Stress stress = service.capacity().stress();
    if (stress != null) {
      findings.compared();
      Integer told = stress.instances();
      int with = told == null ? service.instances().max() : told;
      double broke = stress.breaks().perSecond() / with;
      if (Load.above(capacity.perSecond(), broke)) {
        findings
            .error(
                "instances/each/capacity",
                "%s each, but %d instances broke at %s".formatted(capacity, with, stress.breaks()))
            .with("capacity/tests/stress/breaks", "where it broke")
            .with(
                told == null ? "instances/max" : "capacity/tests/stress/instances",
                "instances in the test")
            .sum("%s / %d = %s < %s".formatted(stress.breaks(), with, Load.rate(broke), capacity))
            .fix("write a capacity below " + Load.rate(broke));
        return;
      }
    }
    shown(service, capacity, findings);
  }

  private static void shown(Service service, Rate capacity, Findings findings) {
    double best = 0;
    String sum = "";
    String path = "";
    for (String kind : List.of("load", "spike")) {
      Capacity.Test test =
          kind.equals("load") ? service.capacity().load() : service.capacity().spike();
      Integer with = test == null ? null : test.instances();
      if (test != null && with != null && test.rate().perSecond() / with > best) {
        best = test.rate().perSecond() / with;
        sum = "%s / %d = %s".formatted(test.rate(), with, Load.rate(best));
        path = "capacity/tests/" + kind;
      }
    }
    if (path.isEmpty()) {
      return;
    }
    findings.compared();
    if (Load.above(capacity.perSecond(), best)) {
      findings
          .warning(
              "instances/each/capacity",
              "%s each, but no test showed more than %s".formatted(capacity, Load.rate(best)),
              "there is no other test")
          .with(path + "/rate", "the hardest test")
          .with(path + "/instances", "instances in it")
          .sum(sum + " < " + capacity)
          .fix("test one instance with " + capacity + ", or write what was shown");
    }
  }
}
