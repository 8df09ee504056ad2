package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;

final class ThresholdBeyondDeadline extends Check {
  ThresholdBeyondDeadline() {
    super(
        "MS-P004",
        "a latency objective that cannot be missed",
        "objectives.NAME.good: duration < T with T <= interface.http.deadline",
        "no answer is slower than the deadline, so the objective is always met and tells "
            + "nothing");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Objective objective : service.objectives()) {
      if (objective.sli() instanceof Sli.Latency latency
          && latency.threshold().compareTo(service.http().deadline()) > 0) {
        String deadline = Durations.written(service.http().deadline());
        findings
            .error(
                "objectives/" + objective.name() + "/good",
                "duration < %s, but no answer takes longer than the deadline of %s"
                    .formatted(Durations.format(latency.threshold()), deadline))
            .with("interface/http/deadline", "after this the caller has an answer")
            .sum(Durations.format(latency.threshold()) + " > " + deadline)
            .fix("lower the threshold below " + deadline);
      }
    }
  }
}
