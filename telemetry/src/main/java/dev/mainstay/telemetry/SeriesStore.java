package dev.mainstay.telemetry;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;

/**
 * Keeps series of samples. Thread-safe; a reader sees every sample whose append has returned.
 *
 * <p>A series that ended (its instance is gone, or did not answer) gets one {@link #STALE} sample;
 * after it there is no current value until the next real sample.
 */
public interface SeriesStore extends SampleReader {
  /** Marks the end of a series; the bit pattern that Prometheus uses. */
  double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

  static boolean isStale(double value) {
    return Double.doubleToRawLongBits(value) == 0x7ff0000000000002L;
  }

  /** Begins to add many samples; see {@link SampleBatch}. */
  SampleBatch batch();

  /**
   * Adds a sample to the series with exactly these labels, which begins with its first sample; kept
   * for good soon after.
   */
  Appended append(Labels labels, Instant at, double value);

  /**
   * The samples of every series that satisfies all matchers, from {@code from} to {@code to}, both
   * included; series without a sample in the range are left out. In order of labels' text.
   */
  List<Series> select(List<Matcher> matchers, Instant from, Instant to);

  /**
   * The last sample at or before {@code at} of each selected series, unless it is stale or older
   * than the store's look-back.
   */
  List<Sample> latest(List<Matcher> matchers, Instant at);

  /** The labels of every series that satisfies all matchers. */
  List<Labels> series(List<Matcher> matchers);

  /**
   * The names of labels of all series with samples within a range, both ends included; perhaps of
   * some that ended, but began after it, too.
   */
  SortedSet<String> labelNames(long fromMillis, long toMillis);

  /**
   * The values of a label, of the series that {@link #labelNames} goes by.
   *
   * @throws dev.mainstay.telemetry.query.QueryException if there are more than are handed out
   */
  SortedSet<String> labelValues(String name, long fromMillis, long toMillis);

  /**
   * Removes the samples of every series that satisfies all matchers, from {@code from} to {@code
   * to}, both included.
   *
   * @return how many series had samples in memory or on disk to look through
   */
  int delete(List<Matcher> matchers, Instant from, Instant to);

  /**
   * Where the series come from.
   *
   * @param top how many of each kind are named
   */
  CardinalityReport cardinality(int top);

  Stats stats();

  /** What became of an appended sample. */
  enum Appended {
    STORED,
    /** Its series has the same value at this time; nothing to do. */
    DUPLICATE,
    /** Older than the store takes in, or another value at a time that has one; dropped. */
    OUT_OF_ORDER,
    /** Too far in the future; dropped. */
    AHEAD,
    /** Would begin a series beyond the limit; dropped. */
    SERIES_LIMIT,
    /** Would begin a series with labels that are not taken; dropped. */
    LABELS
  }

  /**
   * What the store holds and what it refused.
   *
   * @param series held in memory now
   * @param resting series to which nothing was added for hours, which need no memory
   * @param seriesLimit so many in memory beyond which no series begins
   * @param samples held now
   * @param chunkBytes memory of the samples, without labels and index
   * @param outOfOrder samples dropped since the start because of their time
   * @param overLimit samples dropped since the start because of the series limit
   * @param refusedLabels samples dropped since the start because of their labels
   * @param ahead samples dropped since the start because they were too far in the future
   * @param appended samples stored since the start
   * @param diskBytes of sealed chunks and log
   */
  record Stats(
      long series,
      long resting,
      long seriesLimit,
      long samples,
      long chunkBytes,
      long outOfOrder,
      long overLimit,
      long refusedLabels,
      long ahead,
      long appended,
      long diskBytes) {}
}
