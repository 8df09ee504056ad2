package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class ThresholdBelowDependencies extends Check {
  ThresholdBelowDependencies() {
    super(
        "MS-P005",
        "a latency objective that dependencies alone use up",
        "p50 x callsPerRequest of each dependency that is required: always <= T, for slo "
            + "of 50 % and more",
        "half of the requests miss the threshold while everything works");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Objective objective : service.objectives()) {
      if (!(objective.sli() instanceof Sli.Latency latency) || objective.slo().asFraction() < 0.5) {
        continue;
      }
      for (Dependency dependency : service.dependencies()) {
        var known = dependency.latency();
        if (known == null || dependency.required().asFraction() < 1) {
          continue;
        }
        Duration least = Numbers.times(known.p50(), dependency.callsPerRequest());
        if (least.compareTo(latency.threshold()) > 0) {
          String path = "dependencies/" + dependency.name();
          findings
              .warning(
                  "objectives/" + objective.name() + "/good",
                  "duration < %s, but half of the requests wait %s for %s alone"
                      .formatted(
                          Durations.format(latency.threshold()),
                          Durations.format(least),
                          dependency.name()),
                  "the declared latency is true and calls are made one after another")
              .with(path + "/latency/p50", "half of the calls take longer")
              .with(path + "/callsPerRequest", "calls of one request")
              .sum(
                  "%s x %s = %s > %s"
                      .formatted(
                          Durations.format(known.p50()),
                          Numbers.of(dependency.callsPerRequest()),
                          Durations.format(least),
                          Durations.format(latency.threshold())))
              .fix("raise the threshold, or make fewer calls per request");
        }
      }
    }
  }
}
