package dev.mainstay.alerting.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.AlertState;
import dev.mainstay.alerting.AlertState.Phase;
import dev.mainstay.alerting.internal.Verdict.Truth;
import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Alert.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The machine against a reference that looks at the whole history anew for every decision. */
class AlertMachineTest {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final Alert RULE =
      new Alert(
          "database-down",
          new Condition.DependencyFails("postgres"),
          Duration.ZERO,
          Severity.P0,
          "database-down",
          "merchants see failures");

  /**
   * @param at seconds from the start
   */
  record Seen(long at, Truth truth) {}

  @Provide
  Arbitrary<List<Seen>> histories() {
    Arbitrary<Truth> truths =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, Arbitraries.just(Truth.HOLDS)),
            net.jqwik.api.Tuple.of(3, Arbitraries.just(Truth.CLEAR)),
            net.jqwik.api.Tuple.of(2, Arbitraries.just(Truth.UNKNOWN)));
    Arbitrary<Long> steps =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(20, Arbitraries.longs().between(0, 4)),
            net.jqwik.api.Tuple.of(1, Arbitraries.longs().between(880, 910)));
    return Combinators.combine(steps, truths)
        .as(Seen::new)
        .list()
        .ofMaxSize(60)
        .map(AlertMachineTest::cumulated);
  }

  private static List<Seen> cumulated(List<Seen> steps) {
    var history = new ArrayList<Seen>();
    long at = 0;
    for (Seen step : steps) {
      at += step.at();
      history.add(new Seen(at, step.truth()));
    }
    return history;
  }

  @Property
  void agreesWithTheReference(
      @ForAll("histories") List<Seen> history,
      @ForAll @IntRange(min = 0, max = 12) int pending,
      @ForAll @IntRange(min = 1, max = 8) int hold) {
    AlertState state = AlertState.inactive("payment-api", RULE);
    var phases = new ArrayList<Phase>();
    for (Seen seen : history) {
      state =
          AlertMachine.step(
              state,
              new Verdict(seen.truth(), seen.truth().name()),
              START.plusSeconds(seen.at()),
              Duration.ofSeconds(pending),
              Duration.ofSeconds(hold));
      phases.add(state.phase());
      timingFitsPhase(state);
    }
    assertThat(phases).isEqualTo(reference(history, pending, hold));
  }

  private static void timingFitsPhase(AlertState state) {
    AlertState.Timing timing = state.timing();
    assertThat(timing.since() != null).isEqualTo(state.isActive());
    assertThat(timing.firedAt() != null).isEqualTo(state.phase() == Phase.FIRING);
    assertThat(timing.clearSince() == null || timing.unknownSince() == null).isTrue();
  }

  private static List<Phase> reference(List<Seen> history, int pending, int hold) {
    var phases = new ArrayList<Phase>();
    Phase phase = Phase.INACTIVE;
    int rose = 0;
    for (int i = 0; i < history.size(); i++) {
      Seen seen = history.get(i);
      long length = seen.at() - history.get(runStart(history, i, rose)).at();
      switch (phase) {
        case INACTIVE -> {
          if (seen.truth() == Truth.HOLDS) {
            rose = i;
            phase = pending == 0 ? Phase.FIRING : Phase.PENDING;
          }
        }
        case PENDING -> {
          boolean broken =
              seen.truth() == Truth.CLEAR || (seen.truth() == Truth.UNKNOWN && length >= hold);
          if (broken) {
            phase = Phase.INACTIVE;
          } else if (seen.truth() == Truth.HOLDS && seen.at() - history.get(rose).at() >= pending) {
            phase = Phase.FIRING;
          }
        }
        case FIRING -> {
          boolean over =
              (seen.truth() == Truth.CLEAR && length >= hold)
                  || (seen.truth() == Truth.UNKNOWN && length >= 900);
          phase = over ? Phase.INACTIVE : Phase.FIRING;
        }
      }
      phases.add(phase);
    }
    return phases;
  }

  /** Where the run of equal verdicts that {@code i} lies in begins, not before {@code least}. */
  private static int runStart(List<Seen> history, int i, int least) {
    int start = i;
    while (start > least && history.get(start - 1).truth() == history.get(i).truth()) {
      start--;
    }
    return start;
  }
}
