package dev.mainstay.design.internal.claims;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Defaults;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Organisation.EscalationStep;
import dev.mainstay.design.Organisation.Team;
import dev.mainstay.design.Service;
import dev.mainstay.kernel.Claim.Method;
import dev.mainstay.kernel.Claim.Target;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is stated of alerts: that they reach somebody, and the next one when nobody answers. */
final class AlertClaims {
  private AlertClaims() {}

  static void add(Statements claims, Service service, Designs designs) {
    Optional<Team> owner =
        designs.organisation().teams().stream()
            .filter(team -> team.name().equals(service.owner()))
            .findFirst();
    List<EscalationStep> steps = owner.map(Team::escalation).orElse(List.of());
    if (steps.isEmpty()) {
      return;
    }
    Duration paged =
        steps
            .getFirst()
            .after()
            .plus(designs.organisation().groupWait())
            .plus(Defaults.PAGE_TRAVELS);
    for (Alert alert : service.alerts()) {
      claims.add(
          "alerts/" + alert.name() + "/pages",
          Method.TEST_PAGE,
          Target.within(paged),
          "%s reaches the on-call of %s within %s of firing"
              .formatted(alert.name(), service.owner(), Durations.format(paged)));
    }
    if (steps.size() > 1 && !service.alerts().isEmpty()) {
      Duration next = steps.get(1).after().plus(Defaults.PAGE_TRAVELS);
      claims.add(
          "alerts/escalation",
          Method.TEST_PAGE,
          Target.within(next),
          "a page that nobody acknowledges reaches %s within %s"
              .formatted(String.join(" and ", steps.get(1).targets()), Durations.format(next)));
    }
  }
}
