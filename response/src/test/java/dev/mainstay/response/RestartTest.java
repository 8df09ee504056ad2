package dev.mainstay.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.alerting.AlertEvents;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.response.Incident.Phase;
import dev.mainstay.response.Page.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The engine is killed and another one goes on with what was durable. */
class RestartTest {
  private static final Duration MS = Duration.ofMillis(1);
  private final ResponseBench bench = new ResponseBench();

  @Test
  void theEscalationGoesOnAtItsAbsoluteDeadline() {
    bench.alertFiresAndIsAnnounced("database-down");
    bench.advance(Duration.ofMinutes(1));
    bench.kill();
    bench.restartAfter(Duration.ofMinutes(3));
    assertThat(bench.receivers()).containsExactly("TRIGGERED anna");

    bench.advance(Duration.ofMinutes(1).minus(ResponseBench.GROUP_WAIT).minus(MS));
    assertThat(bench.receivers()).containsExactly("TRIGGERED anna");
    bench.advance(MS);
    assertThat(bench.receivers()).containsExactly("TRIGGERED anna", "ESCALATED ben");
  }

  @Test
  void aStepThatFellDueMeanwhileIsTakenAtTheStart() {
    bench.alertFiresAndIsAnnounced("database-down");
    bench.kill();
    bench.restartAfter(Duration.ofMinutes(6));

    assertThat(bench.receivers()).containsExactly("TRIGGERED anna", "ESCALATED ben");
    bench.kill();
    bench.restartAfter(Duration.ofMinutes(1));
    assertThat(bench.sent).hasSize(2);
  }

  @Test
  void anAcknowledgementIsNotForgotten() {
    bench.alertFiresAndIsAnnounced("database-down");
    bench.incidents.acknowledge("INC-1", "anna");
    bench.kill();
    bench.restartAfter(Duration.ofHours(1));

    assertThat(bench.incidents.open()).extracting(Incident::commander).containsExactly("anna");
    assertThat(bench.sent).hasSize(1);
  }

  @Test
  void anAlertThatFiredWhileNobodyListenedOpensExactlyOneIncident() {
    bench.kill();
    bench.journal.append(List.of(bench.fired("database-down", Severity.P0)));
    bench.restartAfter(Duration.ofSeconds(30));
    assertThat(bench.incidents.open()).extracting(Incident::id).containsExactly("INC-1");
    assertThat(bench.incident("INC-1").at().openedAt()).isEqualTo(ResponseBench.START);

    bench.kill();
    bench.restartAfter(Duration.ofSeconds(30));
    assertThat(bench.types("incident.opened")).hasSize(1);
  }

  @Test
  void aSaveThatFailsOpensExactlyOneIncidentLater() {
    bench.store.failures = 1;
    bench.fire("database-down", Severity.P0);
    assertThat(bench.incidents.open()).isEmpty();

    bench.advance(Duration.ofSeconds(1));
    assertThat(bench.incidents.open()).hasSize(1);
    assertThat(bench.types("incident.opened")).hasSize(1);
  }

  @Test
  void anEntryThatCouldNotBeHandledIsNotSkippedByAnotherSave() {
    bench.alertFiresAndIsAnnounced("database-down");
    bench.store.failures = 1;
    bench.fire("slow", Severity.P2);
    bench.incidents.note("INC-1", "anna", "looking");
    bench.kill();
    bench.restartAfter(Duration.ofSeconds(1));

    assertThat(bench.incident("INC-1").alerts())
        .extracting(Incident.IncidentAlert::name)
        .containsExactly("database-down", "slow");
  }

  @Test
  void aPageWhoseDeliveryWasNotSavedIsSentAgainUnderTheSameId() {
    bench.fire("database-down", Severity.P0);
    bench.advance(ResponseBench.GROUP_WAIT);
    bench.journal.append(
        List.of(
            AlertEvents.groupNotified(
                ResponseBench.SERVICE, "g", List.of("database-down"), List.of("database-down"))));
    bench.crashBetweenSendAndSave();
    assertThat(bench.sent).hasSize(1);
    assertThat(bench.store.pendingPages()).hasSize(1);

    bench.restartAfter(Duration.ofSeconds(5));

    assertThat(bench.sent).hasSize(2);
    assertThat(bench.sent.get(1)).isEqualTo(bench.sent.get(0));
    assertThat(bench.incidents.pages("INC-1"))
        .extracting(Page::state)
        .containsExactly(State.DELIVERED);
  }

  @Test
  void aRetryGoesOnAfterARestart() {
    bench.problems.add(ChannelException.retryable("busy"));
    bench.alertFiresAndIsAnnounced("database-down");
    assertThat(bench.store.pendingPages()).hasSize(1);
    bench.kill();
    bench.restartAfter(Duration.ofMillis(999));
    assertThat(bench.sent).hasSize(1);
    bench.advance(MS);

    assertThat(bench.sent).hasSize(2);
    assertThat(bench.store.pendingPages()).isEmpty();
  }

  @Test
  void theQuietPeriodEndsAtItsAbsoluteDeadline() {
    bench.alertFiresAndIsAnnounced("database-down");
    bench.resolve("database-down");
    bench.kill();
    bench.restartAfter(Duration.ofSeconds(1));
    bench.advance(Duration.ofSeconds(1).minus(MS));
    assertThat(bench.incident("INC-1").phase()).isEqualTo(Phase.MITIGATED);
    bench.advance(MS);
    assertThat(bench.incident("INC-1").phase()).isEqualTo(Phase.RESOLVED);
  }

  @Test
  void whatCouldNotBeSavedIsNotAcknowledged() {
    bench.alertFiresAndIsAnnounced("database-down");
    bench.store.failures = 1;

    assertThatThrownBy(() -> bench.incidents.acknowledge("INC-1", "anna"))
        .hasMessage("the disk is full");
    assertThat(bench.incident("INC-1").phase()).isEqualTo(Phase.OPEN);
    bench.advance(Duration.ofMinutes(5));
    assertThat(bench.receivers()).containsExactly("TRIGGERED anna", "ESCALATED ben");
  }

  @Test
  void aDeadlineThatCouldNotBeSavedIsMetASecondLater() {
    bench.alertFiresAndIsAnnounced("database-down");
    bench.store.failures = 1;
    bench.advance(Duration.ofMinutes(5).minus(ResponseBench.GROUP_WAIT));
    assertThat(bench.sent).hasSize(1);

    bench.advance(Duration.ofSeconds(1));
    assertThat(bench.receivers()).containsExactly("TRIGGERED anna", "ESCALATED ben");
  }
}
