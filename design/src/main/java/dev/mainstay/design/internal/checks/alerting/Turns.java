package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Organisation.Rotation;
import java.time.Duration;
import java.time.Instant;

/** Whose turn it is in a rotation; before it begins, its first person's. */
final class Turns {
  /** Below it nanoseconds fit a {@code long}; the exact arithmetic of durations is slow. */
  private static final Duration CENTURIES = Duration.ofDays(365 * 250);

  private Turns() {}

  static long index(Rotation rotation, Instant at) {
    Duration elapsed = Duration.between(rotation.from(), at);
    if (elapsed.isNegative()) {
      return 0;
    }
    return elapsed.compareTo(CENTURIES) < 0
        ? elapsed.toNanos() / rotation.every().toNanos()
        : elapsed.dividedBy(rotation.every());
  }

  static String personAt(Rotation rotation, Instant at) {
    return rotation.people().get((int) (index(rotation, at) % rotation.people().size()));
  }

  /** After how many changes of one or the other the same people meet in the same order again. */
  static long untilTheyRepeat(Rotation one, Rotation other, Instant at) {
    boolean regular =
        one.every().equals(other.every()) && !at.isBefore(one.from()) && !at.isBefore(other.from());
    return regular ? 2L * one.people().size() * other.people().size() : Long.MAX_VALUE;
  }

  /** When the turn at that instant ends. */
  static Instant end(Rotation rotation, Instant at) {
    long turns = index(rotation, at) + 1;
    Duration every = rotation.every();
    return turns < CENTURIES.toNanos() / every.toNanos()
        ? rotation.from().plusNanos(turns * every.toNanos())
        : rotation.from().plus(every.multipliedBy(turns));
  }
}
