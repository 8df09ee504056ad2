package dev.mainstay.telemetry;

import dev.mainstay.telemetry.SeriesStore.Appended;
import org.jspecify.annotations.Nullable;

/**
 * Samples on their way into a store: choose a series, add its samples, and so on; then commit.
 * Readers may see a sample before it is committed; it is kept for good once {@link #commit} has
 * returned. Not thread-safe; close it after use.
 */
public interface SampleBatch extends AutoCloseable {
  /**
   * Chooses the series that was chosen under this key before.
   *
   * @return false if none was, or if it is gone: choose it by its labels
   */
  boolean choose(SeriesKey key);

  /**
   * Chooses the series with these labels, which begins if need be, and remembers the key for it.
   *
   * @return null, or why there can be no such series: then none is chosen
   */
  @Nullable Refusal choose(@Nullable SeriesKey key, Labels labels);

  /** Adds a sample to the chosen series. */
  Appended add(long millis, double value);

  /** Adds a native histogram to the chosen series. */
  Appended add(long millis, NativeHistogram value);

  /**
   * Waits until everything added is kept for good.
   *
   * @throws StorageException if it cannot be kept
   */
  void commit();

  /** Has everything added kept for good soon, without waiting. */
  void commitSoon();

  @Override
  void close();

  /**
   * Why a series is refused.
   *
   * @param kind {@link Appended#SERIES_LIMIT} or {@link Appended#LABELS}
   * @param reason with the value and what was expected
   */
  record Refusal(Appended kind, String reason) {}
}
