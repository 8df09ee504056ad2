package dev.mainstay.alerting.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.rules.ActiveAlert.State;
import dev.mainstay.alerting.rules.AlertTable.Seen;
import dev.mainstay.telemetry.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AlertTableTest {
  private static final Instant T = Instant.parse("2026-03-02T10:00:00Z");
  private static final Labels X = Labels.of("", "alertname", "X");

  private static Map<Labels, Seen> seen(double value) {
    return Map.of(X, new Seen(value, new TreeMap<>()));
  }

  private static Instant at(int seconds) {
    return T.plusSeconds(seconds);
  }

  private static Optional<State> state(AlertTable table) {
    return table.all().stream().map(ActiveAlert::state).findFirst();
  }

  private static AlertTable table(int pendingFor, int keepFiringFor) {
    return new AlertTable(Duration.ofSeconds(pendingFor), Duration.ofSeconds(keepFiringFor));
  }

  @Test
  void firesOnceItsSeriesWasThereForLongEnough() {
    AlertTable table = table(60, 0);
    table.update(at(0), seen(1));
    assertThat(state(table)).contains(State.PENDING);
    table.update(at(59), seen(1));
    assertThat(state(table)).contains(State.PENDING);
    table.update(at(60), seen(2));
    assertThat(table.active().getFirst())
        .isEqualTo(new ActiveAlert(X, new TreeMap<>(), State.FIRING, 2, T, at(60), null, null));
  }

  @Test
  void firesAtOnceWithoutFor() {
    AlertTable table = table(0, 0);
    table.update(at(0), seen(1));
    assertThat(state(table)).contains(State.FIRING);
  }

  @Test
  void aPendingAlertIsForgottenWithItsSeries() {
    AlertTable table = table(60, 600);
    table.update(at(0), seen(1));
    table.update(at(30), Map.of());
    assertThat(table.all()).isEmpty();
    table.update(at(60), seen(1));
    assertThat(table.active().getFirst().activeAt()).isEqualTo(at(60));
  }

  @Test
  void aFiringAlertIsInactiveWithoutItsSeries() {
    AlertTable table = table(0, 0);
    table.update(at(0), seen(1));
    table.update(at(10), Map.of());
    assertThat(table.active()).isEmpty();
    assertThat(table.all().getFirst().resolvedAt()).isEqualTo(at(10));
    table.update(at(10 + 900), Map.of());
    assertThat(table.all()).hasSize(1);
    table.update(at(10 + 901), Map.of());
    assertThat(table.all()).isEmpty();
  }

  @Test
  void anInactiveAlertBeginsAnew() {
    AlertTable table = table(0, 0);
    table.update(at(0), seen(1));
    table.update(at(10), Map.of());
    table.update(at(20), seen(1));
    assertThat(table.active().getFirst().activeAt()).isEqualTo(at(20));
    assertThat(table.active().getFirst().resolvedAt()).isNull();
  }

  @Test
  void keepsFiringForAsLongAsItShould() {
    AlertTable table = table(0, 60);
    table.update(at(0), seen(1));
    table.update(at(10), Map.of());
    assertThat(table.active().getFirst().keepFiringSince()).isEqualTo(at(10));
    table.update(at(69), Map.of());
    assertThat(state(table)).contains(State.FIRING);
    table.update(at(70), Map.of());
    assertThat(state(table)).contains(State.INACTIVE);
  }

  @Test
  void aSeriesThatComesBackEndsTheKeeping() {
    AlertTable table = table(0, 60);
    table.update(at(0), seen(1));
    table.update(at(10), Map.of());
    table.update(at(50), seen(1));
    assertThat(table.active().getFirst().keepFiringSince()).isNull();
    table.update(at(80), Map.of());
    table.update(at(139), Map.of());
    assertThat(state(table)).contains(State.FIRING);
    table.update(at(140), Map.of());
    assertThat(state(table)).contains(State.INACTIVE);
  }

  /** The history of one series, second by second, decides its alert by itself. */
  @Property
  void theStateFollowsFromTheHistory(
      @ForAll @Size(min = 1, max = 40) List<Boolean> there,
      @ForAll @IntRange(max = 6) int pendingFor,
      @ForAll @IntRange(max = 6) int keepFiringFor) {
    AlertTable table = table(pendingFor, keepFiringFor);
    var states = new ArrayList<State>();
    for (int now = 0; now < there.size(); now++) {
      table.update(at(now), there.get(now) ? seen(now) : Map.of());
      State state = state(table).orElse(State.INACTIVE);
      boolean wasFiring = now > 0 && states.getLast() == State.FIRING;
      assertThat(state)
          .describedAs("at %d of %s", now, there)
          .isEqualTo(expected(there, now, pendingFor, keepFiringFor, wasFiring));
      states.add(state);
    }
  }

  private static State expected(
      List<Boolean> there, int now, int pendingFor, int keepFiringFor, boolean wasFiring) {
    if (there.get(now)) {
      if (wasFiring) {
        return State.FIRING;
      }
      int since = now;
      while (since > 0 && there.get(since - 1)) {
        since--;
      }
      return now - since >= pendingFor ? State.FIRING : State.PENDING;
    }
    int gone = now;
    while (gone > 0 && !there.get(gone - 1)) {
      gone--;
    }
    return wasFiring && now - gone < keepFiringFor ? State.FIRING : State.INACTIVE;
  }
}
