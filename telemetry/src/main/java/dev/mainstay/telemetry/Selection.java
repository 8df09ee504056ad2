package dev.mainstay.telemetry;

import java.util.List;

/** A question of a {@link SampleReader} that is asked again and again. Thread-safe. */
@FunctionalInterface
public interface Selection {
  /**
   * As {@link SampleReader#select}; where nothing changed, the very list of the time before.
   *
   * @param fromMillis Unix time, included
   * @param toMillis Unix time, included
   */
  List<? extends StoredSeries> select(long fromMillis, long toMillis);
}
