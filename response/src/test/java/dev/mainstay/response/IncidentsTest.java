package dev.mainstay.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.response.Incident.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IncidentsTest {
  private static final Duration MS = Duration.ofMillis(1);
  private final ResponseBench bench = new ResponseBench();

  @Test
  void aFiredAlertOpensAnIncidentAtOnce() {
    bench.fire("database-down", Severity.P1);

    Incident incident = bench.incident("INC-1");
    assertThat(incident.phase()).isEqualTo(Phase.OPEN);
    assertThat(incident.severity()).isEqualTo(Severity.P1);
    assertThat(incident.team()).isEqualTo("payments");
    assertThat(incident.title()).isEqualTo("database-down on payment-api: it is broken");
    assertThat(incident.times().detect()).isEqualTo(Duration.ofSeconds(15));
    assertThat(incident.times().acknowledge()).isNull();
    assertThat(bench.types("incident")).containsExactly("incident.opened");
    assertThat(bench.sent).isEmpty();
  }

  @Test
  void alertsOfOneServiceShareAnIncidentWithTheHighestSeverity() {
    bench.fire("slow", Severity.P2);
    bench.fire("database-down", Severity.P0);
    bench.fire("noise", Severity.P3);

    Incident incident = bench.incident("INC-1");
    assertThat(incident.severity()).isEqualTo(Severity.P0);
    assertThat(incident.title()).startsWith("database-down");
    assertThat(incident.alerts())
        .extracting(Incident.IncidentAlert::name)
        .containsExactly("slow", "database-down", "noise");
    assertThat(bench.incidents.open()).hasSize(1);
  }

  @Test
  void theAnnouncementSendsOnePageThatListsAllAlerts() {
    bench.fire("database-down", Severity.P0);
    bench.fire("slow", Severity.P2);
    bench.advance(ResponseBench.GROUP_WAIT);
    bench.announce(List.of("database-down", "slow"), List.of("database-down", "slow"));

    assertThat(bench.receivers()).containsExactly("TRIGGERED anna");
    assertThat(bench.sent.getFirst().about().alerts())
        .extracting(PageMessage.Alert::name)
        .containsExactly("database-down", "slow");
    assertThat(bench.sent.getFirst().text())
        .contains("Runbook: slow-runbook", "http://127.0.0.1:8300/incidents/INC-1");
    assertThat(bench.types("page")).containsExactly("page.sent", "page.delivered");
    assertThat(bench.last("page.sent").data().get("to")).isEqualTo("http://pager.test/***");
  }

  @Test
  void whoStandsByIsTheSecondToBePaged() {
    bench.plan = ResponseBench.withSecondary(bench.plan);
    bench.incidents.apply(bench.plan);
    bench.alertFiresAndIsAnnounced("database-down");

    bench.advance(Duration.ofMinutes(5));

    assertThat(bench.receivers()).containsExactly("TRIGGERED anna", "ESCALATED carla");
  }

  @Test
  void withoutAnAnnouncementTheFirstPageGoesAfterItsGrace() {
    bench.fire("database-down", Severity.P0);

    bench.advance(ResponseBench.GROUP_WAIT.plusSeconds(2).minus(MS));
    assertThat(bench.sent).isEmpty();
    bench.advance(MS);
    assertThat(bench.receivers()).containsExactly("TRIGGERED anna");

    bench.announce(List.of("database-down"), List.of("database-down"));
    assertThat(bench.sent).hasSize(1);
  }

  @Test
  void alertsThatJoinLaterAreToldToThosePaged() {
    bench.alertFiresAndIsAnnounced("database-down");
    bench.fire("slow", Severity.P2);
    bench.announce(List.of("database-down", "slow"), List.of("slow"));

    assertThat(bench.receivers()).containsExactly("TRIGGERED anna", "UPDATED anna");
  }

  @Test
  void escalationStepsAreTakenAtTheirDeadlines() {
    bench.alertFiresAndIsAnnounced("database-down");

    bench.advance(Duration.ofMinutes(5).minus(ResponseBench.GROUP_WAIT).minus(MS));
    assertThat(bench.receivers()).containsExactly("TRIGGERED anna");
    bench.advance(MS);
    assertThat(bench.receivers()).containsExactly("TRIGGERED anna", "ESCALATED ben");
    bench.advance(Duration.ofMinutes(5));
    assertThat(bench.receivers())
        .containsExactly("TRIGGERED anna", "ESCALATED ben", "ESCALATED carla");
    bench.advance(Duration.ofHours(5));
    assertThat(bench.sent).hasSize(3);
    assertThat(bench.types("incident.escalated")).hasSize(2);
  }

  @Test
  void acknowledgementStopsEscalation() {
    bench.alertFiresAndIsAnnounced("database-down");
    bench.advance(Duration.ofMinutes(1));

    Incident incident = bench.incidents.acknowledge("INC-1", "anna");

    assertThat(incident.phase()).isEqualTo(Phase.ACKNOWLEDGED);
    assertThat(incident.commander()).isEqualTo("anna");
    assertThat(incident.times().acknowledge()).isEqualTo(Duration.ofMillis(60_500));
    bench.advance(Duration.ofHours(1));
    assertThat(bench.sent).hasSize(1);
  }

  @Test
  void acknowledgingAgainByTheSamePersonChangesNothing() {
    bench.alertFiresAndIsAnnounced("database-down");
    Incident first = bench.incidents.acknowledge("INC-1", "anna");
    bench.advance(Duration.ofMinutes(1));

    assertThat(bench.incidents.acknowledge("INC-1", "anna")).isEqualTo(first);
    assertThat(bench.types("incident.acknowledged")).hasSize(1);
  }

  @Test
  void wrongTransitionsSayWhatIsAndWhatWasExpected() {
    bench.alertFiresAndIsAnnounced("database-down");
    bench.incidents.acknowledge("INC-1", "anna");
    assertThatThrownBy(() -> bench.incidents.acknowledge("INC-1", "ben"))
        .hasMessage("incident INC-1 is acknowledged by anna (expected: open)");
    bench.incidents.mitigate("INC-1", "anna", "");
    assertThatThrownBy(() -> bench.incidents.mitigate("INC-1", "anna", ""))
        .hasMessage("incident INC-1 is mitigated (expected: open or acknowledged)");
    bench.incidents.resolve("INC-1", "anna");
    assertThatThrownBy(() -> bench.incidents.acknowledge("INC-1", "ben"))
        .hasMessage("incident INC-1 is resolved (expected: open)");
    assertThatThrownBy(() -> bench.incidents.mitigate("INC-1", "ben", ""))
        .hasMessage("incident INC-1 is resolved (expected: open or acknowledged)");
    assertThatThrownBy(() -> bench.incidents.acknowledge("INC-9", "ben"))
        .hasMessage("no incident INC-9")
        .extracting(e -> ((IncidentException) e).reason())
        .isEqualTo(IncidentException.Reason.UNKNOWN);
    assertThatThrownBy(() -> bench.incidents.note("INC-1", " ", "text"))
        .hasMessage("by: \" \" (expected: a name of 1 to 100 characters)");
    assertThatThrownBy(() -> bench.incidents.note("INC-1", "ben", " "))
        .hasMessage("note: 1 characters (expected: 1 to 4000)");
  }

  @Test
  void resolvesWhenAllAlertsHaveStayedResolvedForTheQuietPeriod() {
    bench.alertFiresAndIsAnnounced("database-down");
    bench.fire("slow", Severity.P2);
    bench.resolve("database-down");
    bench.advance(Duration.ofMinutes(1));
    assertThat(bench.incident("INC-1").phase()).isEqualTo(Phase.OPEN);

    bench.resolve("slow");
    assertThat(bench.incident("INC-1").phase()).isEqualTo(Phase.MITIGATED);
    bench.advance(Duration.ofSeconds(2).minus(MS));
    assertThat(bench.incident("INC-1").phase()).isEqualTo(Phase.MITIGATED);
    bench.advance(MS);

    Incident resolved = bench.incident("INC-1");
    assertThat(resolved.phase()).isEqualTo(Phase.RESOLVED);
    assertThat(resolved.times().mitigate()).isEqualTo(Duration.ofMillis(60_500));
    assertThat(resolved.times().resolve()).isEqualTo(Duration.ofMillis(62_500));
    assertThat(bench.incidents.open()).isEmpty();
    assertThat(bench.receivers()).containsExactly("TRIGGERED anna", "RESOLVED anna");
  }

  @Test
  void anAlertDuringTheQuietPeriodReopens() {
    bench.alertFiresAndIsAnnounced("database-down");
    bench.incidents.acknowledge("INC-1", "anna");
    bench.resolve("database-down");
    bench.advance(Duration.ofSeconds(1));
    bench.fire("database-down", Severity.P0);

    Incident incident = bench.incident("INC-1");
    assertThat(incident.phase()).isEqualTo(Phase.ACKNOWLEDGED);
    assertThat(incident.at().mitigatedAt()).isNull();
    bench.advance(Duration.ofMinutes(1));
    assertThat(bench.incident("INC-1").isOpen()).isTrue();
    assertThat(bench.types("incident.reopened")).hasSize(1);
  }

  @Test
  void anAlertAfterTheResolutionOpensTheNextIncident() {
    bench.alertFiresAndIsAnnounced("database-down");
    bench.resolve("database-down");
    bench.advance(Duration.ofSeconds(2));
    bench.fire("database-down", Severity.P0);

    assertThat(bench.incidents.open()).extracting(Incident::id).containsExactly("INC-2");
    assertThat(bench.incidents.recent(1)).extracting(Incident::id).containsExactly("INC-2");
  }

  @Test
  void mitigationByHandTakesTheIncidentAndStopsEscalation() {
    bench.alertFiresAndIsAnnounced("database-down");
    Incident incident = bench.incidents.mitigate("INC-1", "ben", "traffic moved");

    assertThat(incident.phase()).isEqualTo(Phase.MITIGATED);
    assertThat(incident.commander()).isEqualTo("ben");
    bench.advance(Duration.ofHours(1));
    assertThat(bench.incident("INC-1").phase()).isEqualTo(Phase.MITIGATED);
    assertThat(bench.sent).hasSize(1);
    bench.resolve("database-down");
    bench.advance(Duration.ofSeconds(2));
    assertThat(bench.incident("INC-1").phase()).isEqualTo(Phase.RESOLVED);
  }

  @Test
  void suspectsTheDeploymentInProgress() {
    bench.deployment("started", "DEP-3", Map.of("version", "1.2.0", "previousVersion", "1.1.0"));
    bench.fire("slow", Severity.P2);

    Incident.SuspectedCause cause = bench.cause("INC-1");
    assertThat(cause.deployment()).isEqualTo("DEP-3");
    assertThat(cause.version()).isEqualTo("1.2.0");
    assertThat(cause.sequence()).isEqualTo(1);
    assertThat(cause.condemned()).isFalse();
  }

  @Test
  void suspectsADeploymentThatEndedHalfAnHourAgoButNotLonger() {
    bench.deployment("started", "DEP-3", Map.of("previousVersion", "1.1.0"));
    bench.deployment("promoted", "DEP-3", Map.of());
    bench.advance(Duration.ofMinutes(30));
    bench.fire("slow", Severity.P2);
    assertThat(bench.incident("INC-1").cause()).isNotNull();
    bench.incidents.resolve("INC-1", "anna");

    bench.advance(MS);
    bench.fire("slow", Severity.P2);
    assertThat(bench.incident("INC-2").cause()).isNull();
  }

  @Test
  void aFirstDeploymentIsNotSuspected() {
    bench.deployment("started", "DEP-1", Map.of("version", "1.0.0"));
    bench.fire("slow", Severity.P2);

    assertThat(bench.incident("INC-1").cause()).isNull();
  }

  @Test
  void aCondemnedDeploymentOpensAnIncidentThatPagesAndEndsWithItsRollback() {
    bench.budget.add(new Budgets.Line("availability", 100, 0.9));
    bench.deployment("started", "DEP-3", Map.of("version", "1.2.0", "previousVersion", "1.1.0"));
    bench.budget.set(0, new Budgets.Line("availability", 130, 0.87));
    bench.deployment("condemned", "DEP-3", Map.of("version", "1.2.0"));

    Incident incident = bench.incident("INC-1");
    assertThat(bench.cause("INC-1").deployment()).isEqualTo("DEP-3");
    assertThat(bench.cause("INC-1").condemned()).isTrue();
    assertThat(incident.budget().getFirst().during()).isEqualTo(30);
    assertThat(bench.receivers()).containsExactly("TRIGGERED anna");
    bench.advance(Duration.ofMinutes(1));
    assertThat(bench.incident("INC-1").phase()).isEqualTo(Phase.OPEN);

    bench.deployment("rolled-back", "DEP-3", Map.of());
    assertThat(bench.incident("INC-1").phase()).isEqualTo(Phase.MITIGATED);
    bench.advance(Duration.ofSeconds(2));
    assertThat(bench.incident("INC-1").phase()).isEqualTo(Phase.RESOLVED);
  }

  @Test
  void aCondemnedDeploymentJoinsTheOpenIncident() {
    bench.alertFiresAndIsAnnounced("slow");
    bench.deployment("condemned", "DEP-3", Map.of("version", "1.2.0"));

    assertThat(bench.incidents.open()).hasSize(1);
    assertThat(bench.cause("INC-1").condemned()).isTrue();
    bench.resolve("slow");
    assertThat(bench.incident("INC-1").phase()).isEqualTo(Phase.OPEN);
    bench.deployment("rolled-back", "DEP-3", Map.of());
    assertThat(bench.incident("INC-1").phase()).isEqualTo(Phase.MITIGATED);
  }

  @Test
  void budgetIsCountedFromWhenTheConditionBecameTrue() {
    bench.budget.add(new Budgets.Line("availability", 140, 0.5));
    bench.fire("slow", Severity.P2);
    bench.budget.set(0, new Budgets.Line("availability", 250, 0.4));
    bench.resolve("slow");
    bench.advance(Duration.ofSeconds(2));

    assertThat(bench.incident("INC-1").budget())
        .containsExactly(new Incident.BudgetSpent("availability", 100, 250, 0.4));
    assertThat(bench.last("incident.resolved").data()).containsEntry("spent.availability", "150.0");
  }

  @Test
  void anEntryThatCannotBeReadIsPassedOver() {
    bench.journal.append(
        List.of(
            new dev.mainstay.kernel.Event(
                "alert.fired", 1, ResponseBench.SERVICE, "alert/x", "x", Map.of())));
    bench.fire("slow", Severity.P2);

    assertThat(bench.incidents.open()).hasSize(1);
  }
}
