package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Observability.Journey;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;

final class JourneysOverlap extends Check {
  JourneysOverlap() {
    super(
        "MS-O015",
        "a journey that begins again before it has ended",
        "journeys.NAME.timeout <= journeys.NAME.every",
        "when the service is slow, the robots pile up and slow it down further");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Journey journey : service.observability().journeys()) {
      findings.compared();
      if (journey.timeout().compareTo(journey.every()) > 0) {
        String path = "observability/journeys/" + journey.name();
        findings
            .error(
                path + "/timeout",
                "%s may take %s, but begins every %s"
                    .formatted(
                        journey.name(),
                        Durations.format(journey.timeout()),
                        Durations.format(journey.every())))
            .with(path + "/every", "from start to start")
            .sum(Durations.format(journey.timeout()) + " > " + Durations.format(journey.every()))
            .fix("give up sooner, or begin less often");
      }
    }
  }
}
