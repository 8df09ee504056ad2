package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.Span;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.query.Remarks.Operation;
import java.util.EnumSet;
import java.util.Set;

/**
 * Remarks on the samples that a range function is given, each kind once for a series. All are about
 * the function's first argument, as in Prometheus: the range, but a quantile when that comes first.
 */
final class RangeRemarks {
  private enum Kind {
    MIXED,
    IGNORED,
    NO_COUNTER,
    NO_GAUGE,
    LAYOUTS,
    RESETS,
    EDGES
  }

  private final Remarks remarks;
  private final Span at;
  private final Set<Kind> told = EnumSet.noneOf(Kind.class);
  private Labels labels = LabelSets.NONE;
  // The last ones that were told.
  private String uncounted = "";
  private double noQuantile;

  RangeRemarks(Remarks remarks, Expr firstArgument) {
    this.remarks = remarks;
    this.at = firstArgument.unwrapped().span();
  }

  /** What comes is about another series. */
  void begin(Labels series) {
    labels = series;
    told.clear();
  }

  private String name() {
    return Promql.quote(labels.value(Labels.NAME));
  }

  /** There are numbers and histograms, so there is no answer. */
  void mixed() {
    if (told.add(Kind.MIXED)) {
      remarks.warning(at, "encountered a mix of histograms and floats for metric name " + name());
    }
  }

  /** The answer is one of the numbers, and there are histograms too. */
  void ignored() {
    if (told.add(Kind.IGNORED)) {
      remarks.info(
          at,
          "ignored histograms in a range containing both floats and histograms for metric name "
              + name());
    }
  }

  void noCounter() {
    if (told.add(Kind.NO_COUNTER)) {
      remarks.warning(at, "this native histogram metric is not a counter: " + name());
    }
  }

  void noGauge() {
    if (told.add(Kind.NO_GAUGE)) {
      remarks.warning(at, "this native histogram metric is not a gauge: " + name());
    }
  }

  void mixedLayouts() {
    if (told.add(Kind.LAYOUTS)) {
      remarks.mixedLayouts(at, labels.value(Labels.NAME));
    }
  }

  /** Tells it when the bounds of two that are added or subtracted differ. */
  void reconciled(NativeHistogram a, NativeHistogram b, Operation operation) {
    if (Remarks.differInBounds(a, b)) {
      remarks.reconciled(at, operation);
    }
  }

  void conflictingResets() {
    if (told.add(Kind.RESETS)) {
      remarks.conflictingResets(at, Operation.AGGREGATION);
    }
  }

  void quantile(double value) {
    if (!(value >= 0 && value <= 1) && Double.compare(value, noQuantile) != 0) {
      noQuantile = value;
      remarks.quantiles(at, value);
    }
  }

  void noEdges() {
    if (told.add(Kind.EDGES)) {
      remarks.info(at, "native histograms are not supported by extended range selectors");
    }
  }

  /** Tells it when the growth of a number is asked for that has no counter's name. */
  void named(Column growth) {
    String name = growth.label(Labels.NAME);
    if (name.isEmpty() || name.equals(uncounted) || isCounter(name) || !growth.holdsNumber()) {
      return;
    }
    uncounted = name;
    remarks.info(
        at,
        "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
            + Promql.quote(name));
  }

  private static boolean isCounter(String name) {
    return name.endsWith("_total")
        || name.endsWith("_sum")
        || name.endsWith("_count")
        || name.endsWith("_bucket");
  }
}
