package dev.mainstay.objectives.evaluation;

import java.time.Duration;
import java.util.List;

/** The questions that are asked again and again as time goes on. */
final class Lanes {
  /** Over which burn rates are told, where the budget's window is longer. */
  static final List<Duration> BURN_WINDOWS =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(3));

  /** The budget's window. */
  static final int BUDGET = BURN_WINDOWS.size();

  /** Slices of time, as they end. */
  static final int SLICE = BUDGET + 1;

  /** Hours, as they end. */
  static final int HOUR = SLICE + 1;

  /** Everything else. */
  static final int ANY = HOUR + 1;

  static final int COUNT = ANY + 1;

  private Lanes() {}
}
