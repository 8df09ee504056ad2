package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

/** A check of each variable that a service's process is started with. */
abstract class EnvironmentCheck extends Check {
  EnvironmentCheck(String code, String title, String rule, String why) {
    super(code, title, rule, why);
  }

  @Override
  public final void check(Service service, Findings findings) {
    Delivery.Run run = service.run();
    if (run != null) {
      run.process()
          .environment()
          .forEach((name, value) -> {
            findings.compared();
            check("delivery/process/env/" + name, name, value, findings);
          });
    }
  }

  abstract void check(String path, String name, String value, Findings findings);
}
