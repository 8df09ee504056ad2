package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Organisation;
import dev.mainstay.design.Organisation.Response;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.List;

final class SeverityNotDescribed extends Check {
  SeverityNotDescribed() {
    super(
        "MS-A015",
        "an alert of a severity that the organisation does not describe",
        "each alert's severity is one of severities, when some are described",
        "whoever is woken does not know how fast to be, and everybody assumes " + "something else");
  }

  @Override
  public void check(Service service, Findings findings) {
    Organisation organisation = findings.designs().organisation();
    if (organisation.severities().isEmpty()) {
      return;
    }
    List<Severity> described =
        organisation.severities().stream().map(Response::severity).sorted().toList();
    for (Alert alert : service.alerts()) {
      findings.compared();
      if (!described.contains(alert.severity())) {
        findings
            .error(
                "alerts/" + alert.name() + "/severity",
                "%s is %s, which severities does not describe"
                    .formatted(alert.name(), alert.severity()))
            .with(Sources.ORGANISATION, "severities", "describes " + described)
            .sum("%s is not one of %s".formatted(alert.severity(), described))
            .fix("describe %s, or use one of %s".formatted(alert.severity(), described));
      }
    }
  }
}
