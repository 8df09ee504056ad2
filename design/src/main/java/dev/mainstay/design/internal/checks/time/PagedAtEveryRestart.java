package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class PagedAtEveryRestart extends Check {
  PagedAtEveryRestart() {
    super(
        "MS-T030",
        "an alert that pages whenever one instance restarts",
        "for of an alert `fewer than N ready`, with N above instances.min - 1, >= "
            + "instances.each.startup",
        "each crash that heals itself wakes a person; after the third false alarm the real one is "
            + "not believed");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Alert alert : service.alerts()) {
      String path = "alerts/" + alert.name();
      if (!(alert.when() instanceof Alert.Condition.TooFewReady few)
          || few.atLeast() > service.instances().min()
          || few.atLeast() <= service.instances().min() - 1) {
        continue;
      }
      if (!findings.isWritten("instances/each/startup")) {
        findings.unknown("instances/each/startup");
        continue;
      }
      findings.compared();
      Duration startup = service.instances().startup();
      if (findings.isWritten(path + "/for") && alert.pending().compareTo(startup) < 0) {
        findings
            .warning(
                path + "/for",
                "fires after %s, but an instance that restarts is ready only after %s"
                    .formatted(Durations.format(alert.pending()), Durations.format(startup)),
                "no more than the least number of instances run")
            .with("instances/each/startup", "how long one is missing")
            .with("instances/min", "all of them must be ready for the alert to be silent")
            .sum(Durations.format(alert.pending()) + " < " + Durations.format(startup))
            .fix("wait at least " + Durations.written(startup) + ", or run one instance more");
      }
    }
  }
}
