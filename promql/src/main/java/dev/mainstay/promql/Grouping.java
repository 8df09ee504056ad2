package dev.mainstay.promql;

import java.util.List;

/**
 * Which labels the groups of an aggregation have in common.
 *
 * @param without whether {@code labels} are those left out, otherwise those kept
 */
public record Grouping(boolean without, List<String> labels) {
  /** All in one group. */
  public static final Grouping ALL = new Grouping(false, List.of());

  public Grouping {
    labels = List.copyOf(labels);
  }
}
