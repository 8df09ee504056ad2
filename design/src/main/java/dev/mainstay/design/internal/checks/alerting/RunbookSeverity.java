package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Runbook;
import java.util.Set;
import java.util.stream.Collectors;

final class RunbookSeverity extends Check {
  RunbookSeverity() {
    super(
        "MS-A032",
        "a runbook that names another severity than its alert",
        "a line `Severity: …` of the runbook names the severity of each alert that "
            + "leads to it",
        "the page says P1 and the runbook P3: whoever was woken turns over and sleeps " + "on");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Alert alert : service.alerts()) {
      Runbook runbook = findings.book(alert.runbook()).orElse(null);
      if (runbook == null || runbook.severities().isEmpty()) {
        continue;
      }
      findings.compared();
      if (!runbook.severities().contains(alert.severity())) {
        findings
            .error(
                "alerts/" + alert.name() + "/runbook",
                "%s is %s, but runbooks/%s.md says %s"
                    .formatted(
                        alert.name(),
                        alert.severity(),
                        alert.runbook(),
                        said(runbook.severities())))
            .with("alerts/" + alert.name() + "/severity", "the alert's severity")
            .sum("%s is not %s".formatted(alert.severity(), said(runbook.severities())))
            .fix("agree on one of them; a runbook of several alerts may name several severities");
      }
    }
  }

  private static String said(Set<Severity> severities) {
    return severities.stream().map(Severity::name).collect(Collectors.joining(", "));
  }
}
