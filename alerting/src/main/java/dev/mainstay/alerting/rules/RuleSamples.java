package dev.mainstay.alerting.rules;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SeriesStore;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what rules give into the store. */
final class RuleSamples {
  private final SeriesStore store;

  RuleSamples(SeriesStore store) {
    this.store = store;
  }

  /**
   * A series' value.
   *
   * @param histogram instead of the value, or null
   */
  record Result(Labels labels, double value, @Nullable NativeHistogram histogram) {}

  /**
   * Adds the results and ends the series that are gone; readers see them at once, and they are kept
   * for good soon after.
   *
   * @return what the store refused first, or null
   */
  @Nullable String write(List<Result> results, Collection<Labels> gone, long millis) {
    if (results.isEmpty() && gone.isEmpty()) {
      return null;
    }
    String refused = null;
    try (SampleBatch batch = store.batch()) {
      for (Result result : results) {
        String problem = add(batch, result, millis);
        refused = refused == null ? problem : refused;
      }
      for (Labels labels : gone) {
        add(batch, new Result(labels, SeriesStore.STALE, null), millis);
      }
      batch.commitSoon();
    }
    return refused;
  }

  private static @Nullable String add(SampleBatch batch, Result result, long millis) {
    SampleBatch.Refusal refusal = batch.choose(null, result.labels());
    if (refusal != null) {
      return refusal.reason();
    }
    NativeHistogram histogram = result.histogram();
    SeriesStore.Appended appended =
        histogram == null ? batch.add(millis, result.value()) : batch.add(millis, histogram);
    return switch (appended) {
      case STORED, DUPLICATE -> null;
      case OUT_OF_ORDER -> result.labels() + ": another sample at or after " + millis;
      case AHEAD -> result.labels() + ": too far in the future";
      case SERIES_LIMIT, LABELS -> result.labels() + ": refused";
    };
  }
}
