package dev.mainstay.telemetry;

import dev.mainstay.telemetry.storage.MemoryStore;
import java.time.Duration;

/**
 * A store in memory. Samples older than the retention, counted back from the newest sample, are
 * dropped a chunk at a time; a series without samples ends. At the series limit new series are
 * refused and counted, those that exist go on. A sample takes 2 to 4 bytes in a regularly scraped
 * counter and at most 18 in any series; a series takes about 500 bytes more for labels, index and
 * room.
 */
public final class MemorySeriesStore extends MemoryStore {
  public static final Duration DEFAULT_RETENTION = Duration.ofHours(6);
  public static final int DEFAULT_SERIES_LIMIT = 100_000;

  public MemorySeriesStore() {
    this(DEFAULT_RETENTION, DEFAULT_SERIES_LIMIT);
  }

  /**
   * An empty store that takes samples in order of time only.
   *
   * @param retention &gt; 0
   * @param seriesLimit &ge; 1
   */
  public MemorySeriesStore(Duration retention, int seriesLimit) {
    this(retention, SeriesLimits.of(seriesLimit));
  }

  /**
   * An empty store.
   *
   * @param retention &gt; 0
   */
  public MemorySeriesStore(Duration retention, SeriesLimits limits) {
    super(retention, limits);
  }
}
