package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning.Toil;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

/** Time that work by hand takes. */
final class Toils {
  private static final double WEEK = 7 * 24;

  private Toils() {}

  /** When each time takes so long. */
  static double hoursPerWeek(Toil toil, Duration takes) {
    return Durations.seconds(takes) / Durations.seconds(toil.every()) * WEEK;
  }
}
