package dev.mainstay.telemetry;

/** One series of a {@link SampleReader}. */
public interface StoredSeries {
  Labels labels();

  /**
   * The samples within the range, from old to new, each call with a cursor of its own.
   *
   * @param fromMillis Unix time, included
   * @param toMillis Unix time, included
   */
  SampleCursor samples(long fromMillis, long toMillis);
}
