package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Observability.Journey;
import dev.mainstay.design.Organisation;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class JourneyDetectsTooLate extends Check {
  JourneyDetectsTooLate() {
    super(
        "MS-O016",
        "a journey that tells a failure later than it is to be detected or responded to",
        "failures x every + timeout <= targets.detect, and < severities.NAME.respond, "
            + "for an urgent journey",
        "customers have called twice before the robot that walks their way says a word");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Journey journey : service.observability().journeys()) {
      Severity severity = journey.severity();
      if (severity == null || severity.compareTo(Severity.P1) > 0) {
        continue;
      }
      Organisation organisation = findings.designs().organisation();
      Duration target = organisation.targets().detect();
      if (target == null) {
        findings.unknown("targets/detect");
        continue;
      }
      findings.compared();
      Duration told = journey.every().multipliedBy(journey.failures()).plus(journey.timeout());
      if (told.compareTo(target) > 0) {
        String path = "observability/journeys/" + journey.name();
        findings
            .error(
                path + "/every",
                "%s tells a failure after up to %s, but it is to be detected within %s"
                    .formatted(journey.name(), Durations.format(told), Durations.format(target)))
            .with(path + "/failures", "in a row, until it counts")
            .with(path + "/timeout", "of the last one")
            .with(Sources.ORGANISATION, "targets/detect", "the target")
            .sum(
                "%d x %s + %s = %s > %s"
                    .formatted(
                        journey.failures(),
                        Durations.format(journey.every()),
                        Durations.format(journey.timeout()),
                        Durations.format(told),
                        Durations.format(target)))
            .fix("walk more often, or let fewer failures count");
      }
    }
  }
}
