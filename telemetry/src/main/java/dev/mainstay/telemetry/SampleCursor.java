package dev.mainstay.telemetry;

/**
 * Walks over the samples of one series. The end of a series is a sample whose {@link #value} is
 * {@link SeriesStore#STALE} and which is no histogram. Not thread-safe.
 */
public interface SampleCursor {
  /** Moves to the next sample, the first at first; false when there is none. */
  boolean next();

  /** Unix time of the sample in milliseconds, more than the last one's. */
  long timestamp();

  /** The sample's number; of no meaning when it is a histogram. */
  double value();

  /** Whether the sample is a native histogram instead of a number. */
  default boolean isHistogram() {
    return false;
  }

  /**
   * The sample's histogram.
   *
   * @throws IllegalStateException if it is a number
   */
  default NativeHistogram histogram() {
    throw new IllegalStateException("the sample is a number");
  }
}
