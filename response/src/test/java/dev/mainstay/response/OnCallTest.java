package dev.mainstay.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.design.Organisation.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class OnCallTest {
  private static final Instant FROM = Instant.parse("2026-03-02T09:00:00Z");
  private final OnCall weekly =
      new OnCall(new Rotation(List.of("anna", "ben", "carla"), Duration.ofDays(7), FROM));

  @Test
  void handsOverExactlyAtTheBoundary() {
    Instant handOver = FROM.plus(Duration.ofDays(7));
    assertThat(weekly.at(FROM)).isEqualTo("anna");
    assertThat(weekly.at(handOver.minusNanos(1))).isEqualTo("anna");
    assertThat(weekly.at(handOver)).isEqualTo("ben");
    assertThat(weekly.nextAfter(handOver.minusNanos(1))).isEqualTo("ben");
    assertThat(weekly.nextAfter(handOver)).isEqualTo("carla");
    assertThat(weekly.at(FROM.plus(Duration.ofDays(21)))).isEqualTo("anna");
  }

  @Test
  void beforeItBeginsTheFirstPersonIsOnCall() {
    assertThat(weekly.at(FROM.minusNanos(1))).isEqualTo("anna");
    assertThat(weekly.at(FROM.minus(Duration.ofDays(700)))).isEqualTo("anna");
    assertThat(weekly.nextAfter(FROM.minus(Duration.ofDays(700)))).isEqualTo("ben");
    assertThat(weekly.turnAt(FROM.minusSeconds(1)).from()).isEqualTo(FROM);
  }

  @Test
  void oneWhoIsAloneTakesOverFromThemselves() {
    var alone = new OnCall(new Rotation(List.of("anna"), Duration.ofDays(1), FROM));
    assertThat(alone.nextAfter(FROM.plusSeconds(1))).isEqualTo("anna");
  }

  @Test
  void refusesNobodyAndTurnsWithoutLength() {
    assertThatThrownBy(() -> new OnCall(new Rotation(List.of(), Duration.ofDays(1), FROM)))
        .hasMessage("rotation: nobody (expected: at least one person)");
    assertThatThrownBy(() -> new OnCall(new Rotation(List.of("a"), Duration.ZERO, FROM)))
        .hasMessage("rotation: PT0S (expected: > 0s)");
  }

  @Property
  void turnsTileTimeWithoutGapOrOverlap(
      @ForAll @IntRange(min = 1, max = 9) int people,
      @ForAll @LongRange(min = 1, max = 2_000_000) long everySeconds,
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long atSeconds) {
    OnCall rotation = rotation(people, everySeconds);
    Instant at = FROM.plusSeconds(atSeconds);

    List<OnCall.Turn> turns = rotation.turnsFrom(at, 12);

    assertThat(turns.getFirst()).isEqualTo(rotation.turnAt(at));
    assertThat(turns.getFirst().from()).isBeforeOrEqualTo(at);
    assertThat(turns.getFirst().until()).isAfter(at);
    for (int i = 0; i < turns.size(); i++) {
      OnCall.Turn turn = turns.get(i);
      assertThat(Duration.between(turn.from(), turn.until())).hasSeconds(everySeconds);
      assertThat(rotation.at(turn.from())).isEqualTo(turn.person());
      assertThat(rotation.at(turn.until().minusNanos(1))).isEqualTo(turn.person());
      if (i > 0) {
        assertThat(turn.from()).isEqualTo(turns.get(i - 1).until());
        assertThat(turn.person()).isEqualTo(rotation.nextAfter(turns.get(i - 1).from()));
      }
    }
  }

  @Property
  void agreesWithCountingTurnByTurn(
      @ForAll @IntRange(min = 1, max = 9) int people,
      @ForAll @LongRange(min = 1, max = 100) long everySeconds,
      @ForAll @IntRange(min = 0, max = 5_000) int atSeconds) {
    int person = 0;
    for (long handOver = everySeconds; handOver <= atSeconds; handOver += everySeconds) {
      person = (person + 1) % people;
    }

    OnCall rotation = rotation(people, everySeconds);

    assertThat(rotation.at(FROM.plusSeconds(atSeconds))).isEqualTo("p" + person);
    assertThat(rotation.nextAfter(FROM.plusSeconds(atSeconds)))
        .isEqualTo("p" + (person + 1) % people);
  }

  @Property
  void everybodyServesEquallyOverWholeRounds(
      @ForAll @IntRange(min = 1, max = 9) int people,
      @ForAll @IntRange(min = 1, max = 5) int rounds,
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long atSeconds) {
    List<OnCall.Turn> turns =
        rotation(people, 3_600).turnsFrom(FROM.plusSeconds(atSeconds), people * rounds);

    for (int i = 0; i < people; i++) {
      String name = "p" + i;
      assertThat(turns.stream().filter(turn -> turn.person().equals(name)).count())
          .isEqualTo(rounds);
    }
  }

  private static OnCall rotation(int people, long everySeconds) {
    List<String> names = IntStream.range(0, people).mapToObj(i -> "p" + i).toList();
    return new OnCall(new Rotation(names, Duration.ofSeconds(everySeconds), FROM));
  }
}
