package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Observability.Journey;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import java.util.ArrayList;
import java.util.List;

final class RobotsAreTheTraffic extends Check {
  RobotsAreTheTraffic() {
    super(
        "MS-O019",
        "journeys that are a tenth of the traffic or more",
        "the sum over all journeys of places x steps / every < 10 % of traffic.typical",
        "objectives measure the robots: they walk the paths that work, while users "
            + "fail on the others");
  }

  @Override
  public void check(Service service, Findings findings) {
    double rate = 0;
    List<String> terms = new ArrayList<>();
    for (Journey journey : service.observability().journeys()) {
      int places = Math.max(1, journey.from().size());
      rate += places * journey.steps().size() / Durations.seconds(journey.every());
      terms.add(
          "%d x %d / %s"
              .formatted(places, journey.steps().size(), Durations.format(journey.every())));
    }
    if (terms.isEmpty() || service.objectives().isEmpty()) {
      return;
    }
    if (!findings.isWritten("traffic/typical")) {
      findings.unknown("traffic/typical");
      return;
    }
    findings.compared();
    double tenth = service.traffic().typical().perSecond() / 10;
    if (rate >= tenth - 1e-9) {
      findings
          .warning(
              "observability/journeys",
              "robots make %s requests/s beside a typical traffic of %s"
                  .formatted(Numbers.of(rate), service.traffic().typical()),
              "their requests are counted in the objectives")
          .with("traffic/typical", "what users do")
          .sum(
              "%s = %s/s >= %s / 10 = %s/s"
                  .formatted(
                      String.join(" + ", terms),
                      Numbers.of(rate),
                      service.traffic().typical(),
                      Numbers.of(tenth)))
          .fix("walk less often, or keep the robots' requests out of the objectives");
    }
  }
}
