package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class ConnectBeyondTimeout extends Check {
  ConnectBeyondTimeout() {
    super(
        "MS-T023",
        "connecting may take longer than the whole call",
        "dependencies.NAME.connectTimeout <= dependencies.NAME.timeout",
        "a host that does not answer is told from a slow one by its connect timeout; this one is "
            + "never reached, and an outage looks like slowness");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      Duration connect = dependency.connectTimeout();
      if (connect == null) {
        continue;
      }
      findings.compared();
      if (connect.compareTo(dependency.timeout()) > 0) {
        String path = "dependencies/" + dependency.name();
        String timeout = Durations.written(dependency.timeout());
        findings
            .error(
                path + "/connectTimeout",
                "connecting to %s may take %s, but the whole call only %s"
                    .formatted(dependency.name(), Durations.format(connect), timeout))
            .with(path + "/timeout", "cuts the call off")
            .sum(Durations.format(connect) + " > " + timeout)
            .fix("shorten connectTimeout below " + timeout);
      }
    }
  }
}
