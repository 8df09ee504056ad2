package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Organisation.Rotation;
import java.time.Duration;
import java.time.Instant;

/** Whose turn it is in a rotation; before it begins, its first person's. */
final class Turns {
  private Turns() {}

  static long index(Rotation rotation, Instant at) {
    Duration elapsed = Duration.between(rotation.from(), at);
    return elapsed.isNegative() ? 0 : elapsed.dividedBy(rotation.every());
  }

  static String personAt(Rotation rotation, Instant at) {
    return rotation.people().get((int) (index(rotation, at) % rotation.people().size()));
  }

  /** When the turn at that instant ends. */
  static Instant end(Rotation rotation, Instant at) {
    return rotation.from().plus(rotation.every().multipliedBy(index(rotation, at) + 1));
  }
}
