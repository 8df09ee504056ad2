package dev.mainstay.objectives.windows;

import java.time.Duration;
import java.util.List;

/**
 * Which windows of a series are followed.
 *
 * @param windows lengths in any order; each is asked for by its index
 * @param late how much older than the newest sample of its series a sample may come
 * @param memory how long samples stay in memory; at least {@code late}. Older ones are read from a
 *     store, which has to have them then; without a store the windows reach no further
 */
public record WindowPlan(WindowMode mode, List<Duration> windows, Duration late, Duration memory) {
  public WindowPlan {
    windows = List.copyOf(windows);
    if (windows.isEmpty() || windows.stream().anyMatch(window -> window.toMillis() <= 0)) {
      throw new IllegalArgumentException(
          "windows: " + windows + " (expected: at least one, each >= 1ms)");
    }
    if (late.isNegative() || memory.compareTo(late) < 0) {
      throw new IllegalArgumentException(
          "windows: memory " + memory + " (expected: >= late, which is " + late + " >= 0s)");
    }
  }

  /** Windows whose samples all stay in memory. */
  public static WindowPlan inMemory(WindowMode mode, List<Duration> windows, Duration late) {
    return new WindowPlan(mode, windows, late, longest(windows).plus(late.multipliedBy(2)));
  }

  /** The longest window. */
  public Duration longest() {
    return longest(windows);
  }

  private static Duration longest(List<Duration> windows) {
    Duration longest = Duration.ZERO;
    for (Duration window : windows) {
      longest = window.compareTo(longest) > 0 ? window : longest;
    }
    return longest;
  }
}
