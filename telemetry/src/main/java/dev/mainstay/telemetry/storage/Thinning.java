package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SampleCursor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leaves one real sample of each step of time, the last; of a counter also the two samples around
 * each fall, so that what it grew over any number of whole steps is the same as before. Nothing is
 * averaged: every sample that is left was measured.
 *
 * <p>Stretches of time are thinned out one by one, and of a counter the first sample of each is
 * left: it may have fallen since the stretch before. Thinning out again changes nothing.
 */
final class Thinning implements SampleCursor {
  private static final Set<String> COUNTERS = Set.of("_total", "_count", "_sum", "_bucket");

  private final SampleCursor from;
  private final long step;
  private final long stretch;
  private final boolean counter;
  private boolean begun;
  private @Nullable Held held;
  private @Nullable Held next;
  private @Nullable Held current;

  private record Held(long millis, double value, @Nullable NativeHistogram histogram) {
    static Held of(SampleCursor cursor) {
      return cursor.isHistogram()
          ? new Held(cursor.timestamp(), Double.NaN, cursor.histogram())
          : new Held(cursor.timestamp(), cursor.value(), null);
    }
  }

  /**
   * What is left of {@code from}.
   *
   * @param step of which one sample is left, in milliseconds
   * @param stretch a multiple of the step, in milliseconds
   */
  Thinning(SampleCursor from, long step, long stretch, boolean counter) {
    this.from = from;
    this.step = step;
    this.stretch = stretch;
    this.counter = counter;
  }

  /** Whether a metric counts, by the endings that Prometheus and OpenMetrics give counters. */
  static boolean isCounter(String metric) {
    return COUNTERS.stream().anyMatch(metric::endsWith);
  }

  @Override
  public boolean next() {
    if (!begun) {
      begun = true;
      next = read();
    }
    while (next != null) {
      boolean first = counter && (held == null || isApart(held, next, stretch));
      held = next;
      next = read();
      boolean last = next == null || isLast(held, next);
      if (first || last) {
        current = held;
        return true;
      }
    }
    return false;
  }

  private @Nullable Held read() {
    return from.next() ? Held.of(from) : null;
  }

  private boolean lastFell;

  private boolean isLast(Held one, Held other) {
    boolean afterFall = lastFell;
    lastFell = counter && other.value < one.value;
    return afterFall || lastFell || isApart(one, other, step);
  }

  private static boolean isApart(Held one, Held other, long length) {
    return Math.floorDiv(one.millis, length) != Math.floorDiv(other.millis, length);
  }

  private Held current() {
    if (current == null) {
      throw new IllegalStateException("no sample");
    }
    return current;
  }

  @Override
  public long timestamp() {
    return current().millis;
  }

  @Override
  public double value() {
    return current().value;
  }

  @Override
  public boolean isHistogram() {
    return current().histogram != null;
  }

  @Override
  public NativeHistogram histogram() {
    NativeHistogram histogram = current().histogram;
    if (histogram == null) {
      throw new IllegalStateException("the sample is a number");
    }
    return histogram;
  }
}
