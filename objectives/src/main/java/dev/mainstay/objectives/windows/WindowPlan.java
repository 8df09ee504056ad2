package dev.mainstay.objectives.windows;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** Which windows of a series are followed; many series share one. */
public final class WindowPlan {
  final WindowMode mode;
  // All in milliseconds.
  private final long[] lengths;
  final long late;
  final long memory;
  final long fallsKept;

  /**
   * A plan.
   *
   * @param windows lengths in any order; each is asked for by its index
   * @param late how much older than the newest sample of its series a sample may come
   * @param memory how long samples stay in memory; at least {@code late}. Older ones are read from
   *     a store, which has to have them then; without a store the windows reach no further
   */
  public WindowPlan(WindowMode mode, List<Duration> windows, Duration late, Duration memory) {
    this.mode = mode;
    this.lengths = windows.stream().mapToLong(Duration::toMillis).toArray();
    this.late = late.toMillis();
    this.memory = memory.toMillis();
    if (lengths.length == 0 || LongStream.of(lengths).anyMatch(length -> length <= 0)) {
      throw new IllegalArgumentException(
          "windows: " + windows + " (expected: at least one, each >= 1ms)");
    }
    if (late.isNegative() || memory.compareTo(late) < 0) {
      throw new IllegalArgumentException(
          "windows: memory " + memory + " (expected: >= late, which is " + late + " >= 0s)");
    }
    this.fallsKept = LongStream.of(lengths).max().orElseThrow() + this.memory;
  }

  /** Windows whose samples all stay in memory. */
  public static WindowPlan inMemory(WindowMode mode, List<Duration> windows, Duration late) {
    Duration longest = windows.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    return new WindowPlan(mode, windows, late, longest.plus(late.multipliedBy(2)));
  }

  /** How many windows there are. */
  int size() {
    return lengths.length;
  }

  /** How long a window is. */
  long length(int window) {
    return lengths[window];
  }
}
