package dev.mainstay.objectives.windows;

import dev.mainstay.promql.Dialect;

/** What the growth of a counter within a window is taken to be. */
public enum WindowMode {
  /**
   * What {@code increase()} of Prometheus 3 answers, bit for bit: the growth between the samples
   * after the window's beginning, extrapolated to its edges.
   */
  PROMQL,

  /** The same as of Prometheus 2: a sample exactly at the window's beginning counts too. */
  PROMQL_2,

  /**
   * What was counted, and nothing else: the growth from the last sample at or before the window's
   * beginning to the last one at or before its end. Nothing is extrapolated. What a counter has
   * when it first appears counts when it is known to have begun at zero, and one that began anew
   * and has passed its old value already is not missed when its start is known. Adjoining windows
   * add up. What is no number is not counted.
   */
  EXACT;

  /** How much earlier than a window's beginning its first sample may be, in milliseconds. */
  int closed() {
    return this == PROMQL_2 ? 1 : 0;
  }

  /** Whether a value says anything about a counter. */
  boolean counts(double value) {
    return this != EXACT || !Double.isNaN(value);
  }

  Dialect dialect() {
    return this == PROMQL_2 ? Dialect.PROMETHEUS_2 : Dialect.PROMETHEUS_3;
  }
}
