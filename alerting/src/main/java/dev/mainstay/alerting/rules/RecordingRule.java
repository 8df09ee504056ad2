package dev.mainstay.alerting.rules;

import dev.mainstay.kernel.Place;
import dev.mainstay.promql.Expr;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps what an expression gives as a metric of its own.
 *
 * @param labels that every recorded series gets, those of the group included
 */
public record RecordingRule(
    String name, String query, Expr expr, SortedMap<String, String> labels, Place place)
    implements Rule {
  public RecordingRule {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  @Override
  public String identity() {
    return "record " + name + labels;
  }
}
