package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Organisation.Targets;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

final class TargetsOutOfOrder extends Check {
  TargetsOutOfOrder() {
    super(
        "MS-A013",
        "targets that no incident can meet together",
        "targets.detect + targets.acknowledge <= targets.mitigate <= targets.resolve "
            + "<= targets.betweenFailures",
        "one figure of every report is red whatever people do, so nobody looks at the "
            + "report any more");
  }

  @Override
  public void check(Service service, Findings findings) {
    if (!Paging.tellsOrganisation(service, findings)) {
      return;
    }
    Targets targets = findings.designs().organisation().targets();
    Duration detect = targets.detect();
    Duration acknowledge = targets.acknowledge();
    if (detect != null && acknowledge != null) {
      compare(
          "detect + acknowledge",
          detect.plus(acknowledge),
          "mitigate",
          targets.mitigate(),
          "%s + %s = ".formatted(Paging.format(detect), Paging.format(acknowledge)),
          findings);
    }
    compare("mitigate", targets.mitigate(), "resolve", targets.resolve(), "", findings);
    compare(
        "resolve", targets.resolve(), "betweenFailures", targets.betweenFailures(), "", findings);
  }

  private static void compare(
      String earlierKey,
      @Nullable Duration earlier,
      String laterKey,
      @Nullable Duration later,
      String sum,
      Findings findings) {
    if (earlier == null || later == null) {
      return;
    }
    findings.compared();
    if (earlier.compareTo(later) > 0) {
      findings
          .errorIn(
              Sources.ORGANISATION,
              "targets/" + laterKey,
              "%s within %s, but %s takes %s"
                  .formatted(laterKey, Paging.format(later), earlierKey, Paging.format(earlier)))
          .with(Sources.ORGANISATION, "targets/" + earlierKey.replaceAll(" .*", ""), earlierKey)
          .sum(sum + Paging.format(earlier) + " > " + Paging.format(later))
          .fix("raise %s, or aim at less for %s".formatted(laterKey, earlierKey));
    }
  }
}
