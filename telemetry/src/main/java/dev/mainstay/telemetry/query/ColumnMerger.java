package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.Labels;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Brings together columns that have come to have the same labels. */
final class ColumnMerger {
  static final String SAME_LABELS = "vector cannot contain metrics with the same labelset";

  private final Map<Labels, Column> columns = new LinkedHashMap<>();
  private final boolean mayTakeTurns;

  /**
   * An empty one.
   *
   * @param mayTakeTurns whether columns may have the same labels as long as no step has both
   */
  ColumnMerger(boolean mayTakeTurns) {
    this.mayTakeTurns = mayTakeTurns;
  }

  void add(Column column) {
    Column before = columns.putIfAbsent(column.labels(), column);
    if (before != null) {
      if (!mayTakeTurns || before.overlaps(column)) {
        throw QueryException.execution(SAME_LABELS);
      }
      before.merge(column);
    }
  }

  /** The column of those labels, an empty one at first. */
  Column at(Labels labels, int count) {
    return columns.computeIfAbsent(labels, key -> new Column(key, count));
  }

  Collection<Column> columns() {
    return columns.values();
  }
}
