package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Organisation.Response;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.time.Duration;

final class UpdateAfterResolve extends Check {
  UpdateAfterResolve() {
    super(
        "MS-A008",
        "updates so rare that none is due before the incident must be over",
        "severities.NAME.update <= severities.NAME.resolve",
        "those who are hurt hear nothing from the beginning to the end, and call "
            + "everybody they know");
  }

  @Override
  public void check(Service service, Findings findings) {
    if (!Paging.tellsOrganisation(service, findings)) {
      return;
    }
    for (Response response : findings.designs().organisation().severities()) {
      Duration update = response.update();
      Duration resolve = response.resolve();
      if (update == null || resolve == null) {
        continue;
      }
      findings.compared();
      if (update.compareTo(resolve) > 0) {
        String path = "severities/" + response.severity();
        findings
            .errorIn(
                Sources.ORGANISATION,
                path + "/update",
                "%s is updated every %s, but resolved within %s"
                    .formatted(response.severity(), Paging.format(update), Paging.format(resolve)))
            .with(Sources.ORGANISATION, path + "/resolve", "until nobody is hurt any more")
            .sum(Paging.format(update) + " > " + Paging.format(resolve))
            .fix("update several times before " + Paging.written(resolve));
      }
    }
  }
}
