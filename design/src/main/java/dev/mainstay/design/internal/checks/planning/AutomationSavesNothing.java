package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class AutomationSavesNothing extends Check {
  AutomationSavesNothing() {
    super(
        "MS-B009",
        "automation that saves nothing",
        "toil.NAME.automatedTo < toil.NAME.takes",
        "work is put into a tool that has to be looked after as long as what it replaces");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Planning.Toil toil : service.planning().toil()) {
      Duration automated = toil.automatedTo();
      if (automated == null) {
        continue;
      }
      findings.compared();
      if (automated.compareTo(toil.takes()) >= 0) {
        findings
            .error(
                "planning/toil/" + toil.name() + "/automatedTo",
                "%s with the automation, %s without"
                    .formatted(Durations.format(automated), Durations.format(toil.takes())))
            .with("planning/toil/" + toil.name() + "/takes", "by hand")
            .sum("%s >= %s".formatted(Durations.format(automated), Durations.format(toil.takes())))
            .fix("exchange the two, or leave it as it is");
      }
    }
  }
}
