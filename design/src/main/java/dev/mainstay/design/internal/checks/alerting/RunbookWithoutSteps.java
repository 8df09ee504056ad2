package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Runbook;
import java.util.HashSet;
import java.util.Set;

final class RunbookWithoutSteps extends Check {
  RunbookWithoutSteps() {
    super(
        "MS-A036",
        "an urgent alert whose runbook has no step",
        "the runbook of an alert that is P0 or P1 has a list or a command",
        "the page leads to a page without help");
  }

  @Override
  public void check(Service service, Findings findings) {
    Set<String> seen = new HashSet<>();
    for (Alert alert : Paging.urgent(service)) {
      Runbook runbook = findings.book(alert.runbook()).orElse(null);
      if (runbook == null || !seen.add(alert.runbook())) {
        continue;
      }
      findings.compared();
      if (runbook.steps() == 0) {
        findings
            .warning(
                "alerts/" + alert.name() + "/runbook",
                "%s is %s, but runbooks/%s.md has neither a list nor a command"
                    .formatted(alert.name(), alert.severity(), alert.runbook()),
                "steps are written as a list or as commands")
            .with("alerts/" + alert.name() + "/severity", "wakes somebody")
            .sum("0 steps for " + alert.severity())
            .fix("write what to look at and what to do, step by step");
      }
    }
  }
}
