package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.CardinalityReport;
import dev.mainstay.telemetry.Labels;
import java.util.ArrayList;

/** Counts what an index holds. */
final class Cardinality {
  private Cardinality() {}

  /**
   * By metric, label and pair of both.
   *
   * @param series how many there are
   * @param limit of series
   * @param top how many of each are told
   */
  static CardinalityReport report(
      Symbols symbols, Postings postings, int series, int limit, int top) {
    var metrics = new ArrayList<CardinalityReport.Count>();
    var labels = new ArrayList<CardinalityReport.Count>();
    var bytes = new ArrayList<CardinalityReport.Count>();
    var pairs = new ArrayList<CardinalityReport.Count>();
    for (int name : postings.names()) {
      String text = symbols.text(name);
      int[] values = postings.values(name);
      labels.add(new CardinalityReport.Count(text, values.length));
      long length = 0;
      for (int value : values) {
        long count = postings.count(name, value);
        String other = symbols.text(value);
        length += count * other.length();
        if (text.equals(Labels.NAME)) {
          metrics.add(new CardinalityReport.Count(other, count));
        }
        pairs.add(new CardinalityReport.Count(text + "=" + other, count));
      }
      bytes.add(new CardinalityReport.Count(text, length));
    }
    return new CardinalityReport(
        series,
        limit,
        labels.size(),
        pairs.size(),
        CardinalityReport.largest(metrics, top),
        CardinalityReport.largest(labels, top),
        CardinalityReport.largest(bytes, top),
        CardinalityReport.largest(pairs, top));
  }
}
