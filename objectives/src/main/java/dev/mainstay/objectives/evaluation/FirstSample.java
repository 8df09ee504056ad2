package dev.mainstay.objectives.evaluation;

import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.StoredSeries;
import java.util.Collection;

/**
 * Looks for the first sample of several series in ever longer pieces of time, so that not all of a
 * month is read of which the first minute has one.
 */
final class FirstSample {
  /** The first piece, in milliseconds. */
  static final long PIECE = 3_600_000;

  /** How much longer each piece is than the one before. */
  static final int GROWTH = 4;

  private FirstSample() {}

  /** The time of the earliest sample of any of them, or {@code toMillis} when there is none. */
  static long of(Collection<? extends StoredSeries> series, long fromMillis, long toMillis) {
    long earliest = toMillis;
    for (StoredSeries each : series) {
      earliest = of(each, fromMillis, earliest);
    }
    return earliest;
  }

  private static long of(StoredSeries series, long fromMillis, long toMillis) {
    long piece = PIECE;
    for (long from = fromMillis; from < toMillis; from += piece, piece *= GROWTH) {
      // What is left may be less than a piece, and the last piece is as long as it takes.
      long last = toMillis - from <= piece ? toMillis - 1 : from + piece - 1;
      SampleCursor samples = series.samples(from, last);
      if (samples.next()) {
        return samples.timestamp();
      }
      if (last == toMillis - 1) {
        break;
      }
    }
    return toMillis;
  }
}
