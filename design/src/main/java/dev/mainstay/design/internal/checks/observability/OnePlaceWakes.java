package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Observability.Journey;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class OnePlaceWakes extends Check {
  OnePlaceWakes() {
    super(
        "MS-O017",
        "a journey from one place that wakes people at its first failure",
        "an urgent journey starts from two places or counts two failures in a row",
        "the network of the robot is down more often than the service: pages for " + "nothing");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Journey journey : service.observability().journeys()) {
      Severity severity = journey.severity();
      if (severity == null || severity.compareTo(Severity.P1) > 0) {
        continue;
      }
      String path = "observability/journeys/" + journey.name();
      if (journey.from().isEmpty()) {
        findings.unknown(path + "/from");
        continue;
      }
      findings.compared();
      if (journey.from().size() == 1 && journey.failures() == 1) {
        findings
            .warning(
                path + "/from",
                "%s is %s, but one failure in %s is enough"
                    .formatted(journey.name(), severity, journey.from().getFirst()),
                "the way from %s can fail by itself".formatted(journey.from().getFirst()))
            .with(path + "/severity", "wakes somebody")
            .sum("1 place x 1 failure")
            .fix("start from a second place, or let two failures in a row count");
      }
    }
  }
}
