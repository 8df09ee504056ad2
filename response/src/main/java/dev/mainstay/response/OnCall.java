package dev.mainstay.response;

import dev.mainstay.design.Organisation.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose turn it is in a rotation. Turns are half-open: at the instant of a hand-over the new person
 * is on call. Before the rotation begins, its first person is.
 */
public final class OnCall {
  private final Rotation rotation;

  /**
   * @throws IllegalArgumentException when nobody takes part or a turn has no length
   */
  public OnCall(Rotation rotation) {
    if (rotation.people().isEmpty()) {
      throw new IllegalArgumentException("rotation: nobody (expected: at least one person)");
    }
    if (!rotation.every().isPositive()) {
      throw new IllegalArgumentException("rotation: " + rotation.every() + " (expected: > 0s)");
    }
    this.rotation = rotation;
  }

  /**
   * A person's time on call.
   *
   * @param from inclusive
   * @param until exclusive
   */
  public record Turn(String person, Instant from, Instant until) {}

  /** Who is on call at {@code instant}. */
  public String at(Instant instant) {
    return person(Math.max(0, indexAt(instant)));
  }

  /** Who takes over from the one on call at {@code instant}: the same one when alone. */
  public String nextAfter(Instant instant) {
    return person(Math.max(0, indexAt(instant)) + 1);
  }

  /** The turn that {@code instant} lies in; before the rotation begins, the first turn. */
  public Turn turnAt(Instant instant) {
    return turn(Math.max(0, indexAt(instant)));
  }

  /** The turn that {@code instant} lies in and those after it. */
  public List<Turn> turnsFrom(Instant instant, int count) {
    long first = Math.max(0, indexAt(instant));
    var turns = new ArrayList<Turn>(count);
    for (int i = 0; i < count; i++) {
      turns.add(turn(first + i));
    }
    return List.copyOf(turns);
  }

  private Turn turn(long index) {
    Instant from = rotation.from().plus(rotation.every().multipliedBy(index));
    return new Turn(person(index), from, from.plus(rotation.every()));
  }

  private String person(long index) {
    return rotation.people().get((int) (index % rotation.people().size()));
  }

  private long indexAt(Instant instant) {
    Duration elapsed = Duration.between(rotation.from(), instant);
    return elapsed.isNegative() ? -1 : elapsed.dividedBy(rotation.every());
  }
}
