package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.Locale;

final class SingleInstance extends Check {
  SingleInstance() {
    super(
        "MS-Q006",
        "one instance of a service that must not stop",
        "criticality high or critical goes with instances.min of 2 or more",
        "one crash is an outage that lasts until it is noticed and a new instance has "
            + "started");
  }

  @Override
  public void check(Service service, Findings findings) {
    boolean mustNotStop =
        switch (service.criticality()) {
          case LOW, STANDARD -> false;
          case HIGH, CRITICAL -> true;
        };
    if (mustNotStop) {
      findings.compared();
    }
    if (mustNotStop && service.instances().min() < 2) {
      var probe = service.health().readiness();
      Duration noticed = probe.every().multipliedBy(probe.failures()).plus(probe.timeout());
      Duration outage = noticed.plus(service.instances().startup());
      findings
          .warning(
              "instances/min",
              "1 instance of a service of %s criticality"
                  .formatted(service.criticality().name().toLowerCase(Locale.ROOT)),
              "instances crash now and then")
          .with("criticality", "declared here")
          .sum(
              "%d x %s + %s to notice + %s to start = %s without service"
                  .formatted(
                      probe.failures(),
                      Durations.format(probe.every()),
                      Durations.format(probe.timeout()),
                      Durations.format(service.instances().startup()),
                      Durations.format(outage)))
          .fix("write `min: 2`");
    }
  }
}
