package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Organisation.Response;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.time.Duration;

final class NoTimeToMend extends Check {
  NoTimeToMend() {
    super(
        "MS-A007",
        "a severity that leaves no time between responding and being resolved",
        "severities.NAME.respond < severities.NAME.resolve",
        "whoever responds in time has already missed the time to resolve");
  }

  @Override
  public void check(Service service, Findings findings) {
    if (!Paging.tellsOrganisation(service, findings)) {
      return;
    }
    for (Response response : findings.designs().organisation().severities()) {
      Duration respond = response.respond();
      Duration resolve = response.resolve();
      if (respond == null || resolve == null) {
        continue;
      }
      findings.compared();
      if (respond.compareTo(resolve) >= 0) {
        String path = "severities/" + response.severity();
        findings
            .errorIn(
                Sources.ORGANISATION,
                path + "/resolve",
                "%s is to be resolved within %s, but work on it may begin after %s"
                    .formatted(response.severity(), Paging.format(resolve), Paging.format(respond)))
            .with(Sources.ORGANISATION, path + "/respond", "until somebody works on it")
            .sum(Paging.format(respond) + " >= " + Paging.format(resolve))
            .fix("shorten respond, or allow more time to resolve");
      }
    }
  }
}
