package dev.mainstay.telemetry;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Where a store's series come from: what to look at when they become too many.
 *
 * @param series in memory, as are all that are counted here
 * @param seriesLimit beyond which none begins
 * @param labelNames different ones
 * @param labelPairs different pairs of a name and a value
 * @param seriesByMetric the metrics with the most series
 * @param valuesByLabel the labels with the most values
 * @param bytesByLabel the labels with the longest values, those of all series together
 * @param seriesByPair the pairs, as {@code name=value}, with the most series
 */
public record CardinalityReport(
    long series,
    long seriesLimit,
    long labelNames,
    long labelPairs,
    List<Count> seriesByMetric,
    List<Count> valuesByLabel,
    List<Count> bytesByLabel,
    List<Count> seriesByPair) {
  public CardinalityReport {
    seriesByMetric = List.copyOf(seriesByMetric);
    valuesByLabel = List.copyOf(valuesByLabel);
    bytesByLabel = List.copyOf(bytesByLabel);
    seriesByPair = List.copyOf(seriesByPair);
  }

  /** How many of something. */
  public record Count(String name, long count) {}

  /** The largest, from most to least; of equal ones the first by name. */
  public static List<Count> largest(Collection<Count> counts, int top) {
    return counts.stream()
        .sorted(Comparator.comparingLong(Count::count).reversed().thenComparing(Count::name))
        .limit(top)
        .toList();
  }
}
