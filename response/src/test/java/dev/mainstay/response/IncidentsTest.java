package dev.mainstay.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.kernel.Event;
import dev.mainstay.response.Incident.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
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

  private void objectives(int count) {
    for (int i = 1; i <= count; i++) {
      bench.budget.add(new Budgets.Line("o" + i, 100 + i, 1 - i / 1000.0));
    }
  }

  private static List<Event> events(int from, int to, IntFunction<Event> event) {
    return IntStream.rangeClosed(from, to).mapToObj(event).toList();
  }

  @Test
  void aHundredObjectivesAreAllToldOf() {
    objectives(Incident.MAX_BUDGETS);
    bench.together(List.of(bench.fired("burns", "o7")));

    assertThat(bench.incident("INC-1").budget())
        .hasSize(100)
        .contains(new Incident.BudgetSpent("o7", 100, 107, 1 - 7 / 1000.0))
        .contains(new Incident.BudgetSpent("o8", 108, 108, 1 - 8 / 1000.0));
  }

  @Test
  void ofMoreObjectivesThoseAreToldOfThatItsAlertsAreAbout() {
    objectives(Incident.MAX_BUDGETS + 1);
    bench.together(events(7, 8, i -> bench.fired("burns-" + i, "o" + i)));
    assertThat(bench.incident("INC-1").budget())
        .extracting(Incident.BudgetSpent::objective)
        .containsExactly("o8", "o7");

    bench.together(List.of(bench.fired("burns-9", "o9")));
    bench.budget.set(6, new Budgets.Line("o7", 500, 0.2));
    bench.together(List.of(bench.resolved("burns-9")));
    assertThat(bench.incident("INC-1").budget())
        .extracting(Incident.BudgetSpent::during)
        .containsExactly(8.0, 400.0, 9.0);
  }

  @Test
  void aHundredAlertsBelongToAnIncidentAndAHundredBudgetsTheWorstFirst() {
    objectives(250);
    Map<String, String> earlier = new TreeMap<>(bench.fired("burns-1", "o1").data());
    for (int i = 1; i <= 250; i++) {
      earlier.put("spent.o" + i, "100.0");
    }
    Event first = bench.fired("burns-1", "o1");
    bench.together(
        List.of(new Event(first.type(), 1, first.service(), first.subject(), "an event", earlier)));
    bench.together(events(2, 250, i -> bench.fired("burns-" + i, "o" + i)));

    Incident incident = bench.incident("INC-1");
    assertThat(incident.alerts()).hasSize(Incident.MAX_ALERTS);
    assertThat(incident.budget()).hasSize(Incident.MAX_BUDGETS);
    assertThat(incident.budget().getFirst().objective()).isEqualTo("o250");
    assertThat(incident.budget().getLast().objective()).isEqualTo("o151");
    assertThat(bench.types("incident.alert-added")).hasSize(Incident.MAX_ALERTS - 1);
  }

  @Test
  void alertsThatFireOrResolveTogetherAreSavedTogether() {
    objectives(3);
    bench.together(events(1, 150, i -> bench.fired("burns-" + i, "o1")));
    assertThat(bench.store.saves).isEqualTo(1);
    assertThat(bench.types("incident"))
        .hasSize(Incident.MAX_ALERTS)
        .startsWith("incident.opened", "incident.alert-added");

    // None of these belongs to it: there is nothing to save.
    bench.together(events(101, 150, i -> bench.resolved("burns-" + i)));
    assertThat(bench.store.saves).isEqualTo(1);
    bench.together(events(1, 100, i -> bench.resolved("burns-" + i)));
    assertThat(bench.store.saves).isEqualTo(2);
    assertThat(bench.incident("INC-1").phase()).isEqualTo(Phase.MITIGATED);
  }

  @Test
  void alertsThatCouldNotBeSavedTogetherAreTriedAgainTogether() {
    bench.store.failures = 1;
    var events = new ArrayList<>(events(1, 3, i -> bench.fired("burns-" + i, "o1")));
    events.add(1, new Event("alert.fired", 1, ResponseBench.SERVICE, "alert/x", "x", Map.of()));
    events.add(bench.resolved("burns-1"));
    bench.together(events);
    assertThat(bench.incidents.open()).isEmpty();
    bench.advance(Duration.ofSeconds(1));

    Incident incident = bench.incident("INC-1");
    assertThat(incident.alerts())
        .extracting(Incident.IncidentAlert::name)
        .containsExactly("burns-1", "burns-2", "burns-3");
    assertThat(incident.alerts().getFirst().resolvedAt()).isNotNull();
    assertThat(bench.types("incident.opened")).hasSize(1);
    assertThat(bench.types("incident.alert-added")).hasSize(2);
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
