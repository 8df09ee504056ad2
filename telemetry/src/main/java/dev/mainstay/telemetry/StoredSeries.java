package dev.mainstay.telemetry;

/** One series of a {@link SampleReader}. */
public interface StoredSeries {
  /** The stamp of who does not know in which order samples come. */
  long NO_STAMP = 0;

  Labels labels();

  /**
   * Stays as it is while all that is added comes after what the series has; otherwise it becomes
   * one that it never was. Asked before samples are read, it tells the next time whether there is
   * anything new but after them. Known across restarts, as far as nothing came late.
   *
   * @return {@link #NO_STAMP} when nobody knows
   */
  default long orderStamp() {
    return NO_STAMP;
  }

  /**
   * The samples within the range, from old to new, each call with a cursor of its own.
   *
   * @param fromMillis Unix time, included
   * @param toMillis Unix time, included
   */
  SampleCursor samples(long fromMillis, long toMillis);

  /**
   * The samples within the range, as {@link #samples}, of which some between {@code coreFrom} and
   * {@code coreTo} may be left out when that saves reading them: numbers that are no less than what
   * comes before them and no more than what comes after. So the first, the last, the least, the
   * greatest and both around each fall are there.
   *
   * @param coreFrom Unix time, included; with {@code coreTo} within the range, or after it
   */
  default SampleOutline outline(long fromMillis, long toMillis, long coreFrom, long coreTo) {
    return new SampleOutline(samples(fromMillis, toMillis), 0);
  }
}
