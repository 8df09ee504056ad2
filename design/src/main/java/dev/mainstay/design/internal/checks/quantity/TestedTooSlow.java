package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Capacity;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class TestedTooSlow extends Check {
  TestedTooSlow() {
    super(
        "MS-Q054",
        "a load test that the objective failed",
        "tests.load.p99 <= interface.http.deadline, and <= the threshold of each latency objective "
            + "with an slo of 99 % or more",
        "the test was taken as passed although it showed that the promise does not hold at peak");
  }

  @Override
  public void check(Service service, Findings findings) {
    Capacity.Test load = service.capacity().load();
    Duration p99 = load == null ? null : load.p99();
    if (p99 == null) {
      return;
    }
    if (findings.isWritten("interface/http/deadline")) {
      compare(p99, service.http().deadline(), "interface/http/deadline", findings);
    }
    for (Objective objective : service.objectives()) {
      if (objective.sli() instanceof Objective.Sli.Latency latency
          && objective.slo().asFraction() >= 0.99) {
        compare(p99, latency.threshold(), "objectives/" + objective.name() + "/good", findings);
      }
    }
  }

  private static void compare(Duration p99, Duration promised, String path, Findings findings) {
    findings.compared();
    if (p99.compareTo(promised) > 0) {
      findings
          .error(
              "capacity/tests/load/p99",
              "1 %% of the requests took %s or longer under the test, of %s that are promised"
                  .formatted(Durations.format(p99), Durations.format(promised)))
          .with(path, "what is promised")
          .sum("%s > %s".formatted(Durations.format(p99), Durations.format(promised)))
          .fix("make it faster or add capacity and test again, or promise less");
    }
  }
}
