package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Health;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class ProbeChecksInARow extends Check {
  ProbeChecksInARow() {
    super(
        "MS-T012",
        "a probe's checks take longer together than the probe waits",
        "the sum of health.PROBE.checks <= health.PROBE.timeout",
        "when one dependency hangs until its timeout, the probe is cut off before it has asked "
            + "the others, and fails for want of an answer instead of with one");
  }

  @Override
  public void check(Service service, Findings findings) {
    check("health/liveness", service.health().liveness(), findings);
    check("health/readiness", service.health().readiness(), findings);
  }

  private static void check(String path, Health.Probe probe, Findings findings) {
    if (probe.checkTimeouts().isEmpty()) {
      return;
    }
    findings.compared();
    Duration sum = probe.checkTimeouts().values().stream().reduce(Duration.ZERO, Duration::plus);
    boolean alone =
        probe.checkTimeouts().values().stream()
            .anyMatch(timeout -> timeout.compareTo(probe.timeout()) > 0);
    if (!alone && sum.compareTo(probe.timeout()) > 0) {
      findings
          .warning(
              path + "/timeout",
              "the probe waits %s, but its checks may take %s"
                  .formatted(Durations.format(probe.timeout()), Durations.format(sum)),
              "the checks are made one after another")
          .with(path + "/checks", "how long each may take")
          .sum(
              String.join(
                      " + ",
                      probe.checkTimeouts().entrySet().stream()
                          .map(each -> each.getKey() + " " + Durations.format(each.getValue()))
                          .toList())
                  + " = "
                  + Durations.format(sum)
                  + " > "
                  + Durations.format(probe.timeout()))
          .fix("raise the timeout, or make the checks at the same time in the background");
    }
  }
}
