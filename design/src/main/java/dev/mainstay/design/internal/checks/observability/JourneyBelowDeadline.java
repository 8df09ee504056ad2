package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Observability.Journey;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class JourneyBelowDeadline extends Check {
  JourneyBelowDeadline() {
    super(
        "MS-O018",
        "a journey that gives up before the service has to answer",
        "journeys.NAME.timeout >= its steps x interface.http.deadline",
        "the robot calls a failure what the service still counts as an answer in time");
  }

  @Override
  public void check(Service service, Findings findings) {
    Duration deadline = service.http().deadline();
    for (Journey journey : service.observability().journeys()) {
      if (!findings.isWritten("interface/http/deadline")) {
        findings.unknown("interface/http/deadline");
        continue;
      }
      findings.compared();
      Duration longest = deadline.multipliedBy(journey.steps().size());
      if (journey.timeout().compareTo(longest) < 0) {
        String path = "observability/journeys/" + journey.name();
        findings
            .warning(
                path + "/timeout",
                "%s gives up after %s, but its steps may take %s"
                    .formatted(
                        journey.name(),
                        Durations.format(journey.timeout()),
                        Durations.format(longest)),
                "each step may take the whole deadline")
            .with("interface/http/deadline", "of one step")
            .with(path + "/steps", journey.steps().size() + " steps")
            .sum(
                "%s < %d x %s = %s"
                    .formatted(
                        Durations.format(journey.timeout()),
                        journey.steps().size(),
                        Durations.format(deadline),
                        Durations.format(longest)))
            .fix("wait for %s, or shorten the deadline".formatted(Durations.written(longest)));
      }
    }
  }
}
