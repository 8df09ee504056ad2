package dev.mainstay.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.AlertEvents;
import dev.mainstay.alerting.AlertState;
import dev.mainstay.alerting.RuleOrigin;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Organisation.EscalationStep;
import dev.mainstay.design.Organisation.Rotation;
import dev.mainstay.response.Incident.IncidentAlert;
import dev.mainstay.response.ResponsePlan.Team;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Incidents of alerts of rule files. */
class RuleIncidentsTest {
  private final ResponseBench bench = new ResponseBench();

  @BeforeEach
  void plan() {
    ResponsePlan plan = bench.plan;
    Team payments = Objects.requireNonNull(plan.teamOf(ResponseBench.SERVICE));
    Team platform = team("platform", "ben");
    Team data = team("data", "carla");
    bench.plan =
        new ResponsePlan(
            plan.teams(),
            Map.of("payments", payments, "platform", platform, "data", data),
            platform,
            plan.people(),
            plan.pacing());
    bench.incidents.apply(bench.plan);
  }

  private static Team team(String name, String person) {
    return new Team(
        name,
        new Rotation(List.of(person), Duration.ofDays(7), ResponseBench.START),
        List.of(new EscalationStep(Duration.ZERO, List.of("on-call"))));
  }

  private void fire(String service, String alert, Severity severity, Map<String, String> labels) {
    bench.say(AlertEvents.fired(bench.ofRule(service, alert, severity, labels)));
    bench.advance(ResponseBench.GROUP_WAIT);
    bench.say(AlertEvents.groupNotified(service, "g", List.of(alert), List.of(alert)));
  }

  @Test
  void theOwnerOfTheDesignIsPagedWhateverTheLabelTeamSays() {
    fire(ResponseBench.SERVICE, "Down", Severity.P1, Map.of("team", "data"));

    assertThat(bench.receivers()).containsExactly("TRIGGERED anna");
    assertThat(bench.sent.getFirst().text())
        .contains("Runbook: https://wiki/Down", "Labels: team=data", "Note: a note")
        .contains("Rule: group api at api.rules:7:5")
        .doesNotContain("Impact:");
    assertThat(bench.incident("INC-1").alerts())
        .extracting(each -> Objects.requireNonNull(each.origin()).series())
        .containsExactly(3);
  }

  @Test
  void withoutADesignTheTeamOfTheLabelIsPaged() {
    fire("etl", "Late", Severity.P2, Map.of("team", "data"));

    assertThat(bench.receivers()).containsExactly("TRIGGERED carla");
    assertThat(bench.incident("INC-1").team()).isEqualTo("data");
  }

  @Test
  void withoutADesignAndATeamThoseWhoAnswerForTheRestArePaged() {
    fire("node", "Full", Severity.P2, Map.of());
    fire("disk", "Full", Severity.P2, Map.of("team", "nobody"));

    assertThat(bench.receivers()).containsExactly("TRIGGERED ben", "TRIGGERED ben");
    assertThat(bench.incident("INC-2").team()).isEqualTo("platform");
  }

  @Test
  void anAlertOfADesignWithTheSameNameIsAnother() {
    bench.alertFiresAndIsAnnounced("Down");
    AlertState ofRule = bench.ofRule(ResponseBench.SERVICE, "Down", Severity.P2, Map.of());
    bench.say(AlertEvents.fired(ofRule));
    bench.resolve("Down");

    assertThat(bench.incident("INC-1").alerts())
        .extracting(each -> each.origin() == null, each -> each.resolvedAt() == null)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(true, false),
            org.assertj.core.groups.Tuple.tuple(false, true));
    bench.say(AlertEvents.resolved(ofRule, bench.time.now(), "over"));
    bench.advance(Duration.ofSeconds(2));
    assertThat(bench.incident("INC-1").isOpen()).isFalse();
  }

  @Test
  void oneThatGetsGraverRaisesTheIncidentAndIsToldToThosePaged() {
    fire("node", "Full", Severity.P3, Map.of());
    AlertState same = bench.ofRule("node", "Full", Severity.P3, Map.of());
    bench.say(AlertEvents.changed(same));
    bench.say(AlertEvents.groupNotified("node", "g", List.of("Full"), List.of("Full")));
    assertThat(bench.receivers()).containsExactly("TRIGGERED ben");
    bench.say(AlertEvents.changed(same.withSeverity(Severity.P1)));
    bench.say(AlertEvents.groupNotified("node", "g", List.of("Full"), List.of("Full")));

    assertThat(bench.incident("INC-1").severity()).isEqualTo(Severity.P1);
    assertThat(bench.receivers()).containsExactly("TRIGGERED ben", "UPDATED ben");
    assertThat(bench.incident("INC-1").alerts())
        .extracting(IncidentAlert::severity)
        .containsExactly(Severity.P1);
  }

  @Test
  void oneThatIsWiderDoesNotReopenWhatSomebodyMitigated() {
    fire("node", "Full", Severity.P3, Map.of());
    bench.incidents.mitigate("INC-1", "ben", "room was made");
    bench.say(AlertEvents.changed(bench.ofRule("node", "Full", Severity.P3, Map.of())));

    assertThat(bench.incident("INC-1").phase()).isEqualTo(Incident.Phase.MITIGATED);
    assertThat(bench.incident("INC-1").alerts().getFirst().origin())
        .extracting(RuleOrigin::series)
        .isEqualTo(3);
  }
}
