package dev.mainstay.telemetry.query;

import dev.mainstay.promql.AggregationOperator;
import dev.mainstay.promql.Span;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import org.jspecify.annotations.Nullable;

/** The aggregate of one group's numbers at every step, a series after the other. */
abstract class Accumulator {
  final int steps;
  final double[] values;
  final double[] counts;

  private Accumulator(int steps) {
    this.steps = steps;
    this.values = new double[steps];
    this.counts = new double[steps];
  }

  /**
   * Of an operator that needs no parameter.
   *
   * @param operand where remarks on what is aggregated belong
   */
  static Accumulator of(AggregationOperator operator, int steps, Query query, Span operand) {
    return switch (operator) {
      case SUM -> new Sum(steps, query, operand, false);
      case AVG -> query.prometheus2() ? new Mean2(steps) : new Sum(steps, query, operand, true);
      case MIN -> new Extreme(steps, false);
      case MAX -> new Extreme(steps, true);
      case COUNT -> new Count(steps, false);
      case GROUP -> new Count(steps, true);
      case STDDEV -> new Deviation(steps, true, query.prometheus2());
      case STDVAR -> new Deviation(steps, false, query.prometheus2());
      default -> throw new IllegalStateException("does not accumulate: " + operator);
    };
  }

  abstract void add(Column column);

  Column result(Labels labels) {
    var column = new Column(labels, steps);
    for (int step = 0; step < steps; step++) {
      if (counts[step] > 0) {
        column.set(step, result(step));
      }
    }
    return column;
  }

  abstract double result(int step);

  /** Sums and means; of histograms too, but not of both kinds. */
  private static final class Sum extends Accumulator {
    private static final byte ANEW = 1;
    private static final byte ONWARDS = 2;
    private static final byte MIXED_LAYOUTS = 4;

    private final double[] carry;
    private final boolean mean;
    private final Query query;
    private final Span operand;
    private Kahan.@Nullable Mean @Nullable [] overflowed;
    private @Nullable NativeHistogram @Nullable [] histograms;
    private double @Nullable [] histogramCounts;
    // What the histograms of a step say of resets, and whether they go together; bits of them.
    private byte @Nullable [] marks;

    Sum(int steps, Query query, Span operand, boolean mean) {
      super(steps);
      this.carry = new double[steps];
      this.query = query;
      this.operand = operand;
      this.mean = mean;
    }

    @Override
    void add(Column column) {
      if (column.hasHistograms()) {
        addMixed(column);
        return;
      }
      double[] added = column.values();
      boolean compensate = !query.prometheus2();
      for (int step = column.next(0); step < steps; step = column.next(step + 1)) {
        add(step, added[step], compensate);
      }
    }

    private void add(int step, double value, boolean compensate) {
      counts[step]++;
      double sum = values[step];
      double next = counts[step] == 1 ? value : sum + value;
      if (mean && counts[step] > 1 && (Double.isInfinite(next) || isOverflowed(step))) {
        overflow(step, value);
        return;
      }
      if (compensate && counts[step] > 1) {
        carry[step] = Double.isInfinite(next) ? 0 : carry[step] + Kahan.error(sum, value, next);
      }
      values[step] = next;
    }

    private boolean isOverflowed(int step) {
      return overflowed != null && overflowed[step] != null;
    }

    private void overflow(int step, double value) {
      if (overflowed == null) {
        overflowed = new Kahan.Mean[steps];
      }
      Kahan.Mean incremental = overflowed[step];
      if (incremental == null) {
        incremental = new Kahan.Mean(values[step], carry[step], counts[step] - 1);
        overflowed[step] = incremental;
      }
      incremental.add(value);
    }

    private void addMixed(Column column) {
      if (histograms == null || histogramCounts == null || marks == null) {
        histograms = new NativeHistogram[steps];
        histogramCounts = new double[steps];
        marks = new byte[steps];
      }
      for (int step = column.next(0); step < steps; step = column.next(step + 1)) {
        NativeHistogram histogram = column.histogram(step);
        if (histogram == null) {
          add(step, column.value(step), !query.prometheus2());
          continue;
        }
        NativeHistogram before = histograms[step];
        histogramCounts[step]++;
        marks[step] |= mark(histogram);
        if (before == null) {
          histograms[step] = histogram;
        } else if (HistogramMath.areCompatible(before, histogram)) {
          if (Remarks.differInBounds(before, histogram)) {
            query.remarks().reconciled(operand, Remarks.Operation.AGGREGATION);
          }
          histograms[step] = HistogramMath.add(before, histogram, query.prometheus2());
        } else {
          // Neither kind is the sum of both: the step has no result.
          marks[step] |= MIXED_LAYOUTS;
          query.remarks().mixedLayouts(operand, column.label(Labels.NAME));
        }
      }
    }

    private static byte mark(NativeHistogram histogram) {
      return switch (histogram.reset()) {
        case RESET -> ANEW;
        case NO_RESET -> ONWARDS;
        case UNKNOWN, GAUGE -> 0;
      };
    }

    @Override
    Column result(Labels labels) {
      Column column = super.result(labels);
      if (histograms == null || histogramCounts == null || marks == null) {
        return column;
      }
      for (int step = 0; step < steps; step++) {
        NativeHistogram histogram = histograms[step];
        if (histogram != null && counts[step] > 0) {
          column.clear(step);
          query
              .remarks()
              .warning(operand, "encountered a mix of histograms and floats for aggregation");
        } else if (histogram != null && (marks[step] & MIXED_LAYOUTS) == 0) {
          if (marks[step] == (ANEW | ONWARDS)) {
            query.remarks().conflictingResets(operand, Remarks.Operation.AGGREGATION);
          }
          column.set(
              step, mean ? HistogramMath.divide(histogram, histogramCounts[step]) : histogram);
        }
      }
      return column;
    }

    @Override
    double result(int step) {
      if (isOverflowed(step) && overflowed != null) {
        return java.util.Objects.requireNonNull(overflowed[step]).mean();
      }
      double sum = values[step];
      if (mean) {
        return Double.isInfinite(sum) ? sum : sum / counts[step] + carry[step] / counts[step];
      }
      return Double.isInfinite(sum) ? sum : sum + carry[step];
    }
  }

  /** The mean as Prometheus 2.42 has it: incremental and without compensation. */
  private static final class Mean2 extends Accumulator {
    Mean2(int steps) {
      super(steps);
    }

    @Override
    void add(Column column) {
      column.dropHistograms();
      for (int step = column.next(0); step < steps; step = column.next(step + 1)) {
        double value = column.value(step);
        double count = ++counts[step];
        double mean = values[step];
        if (count == 1) {
          values[step] = value;
        } else if (!Double.isInfinite(mean)
            || !(Double.isInfinite(value) && mean > 0 == value > 0)
                && (Double.isInfinite(value) || Double.isNaN(value))) {
          values[step] = mean + (value / count - mean / count);
        }
      }
    }

    @Override
    double result(int step) {
      return values[step];
    }
  }

  private static final class Extreme extends Accumulator {
    private final boolean greatest;

    Extreme(int steps, boolean greatest) {
      super(steps);
      this.greatest = greatest;
    }

    @Override
    void add(Column column) {
      column.dropHistograms();
      double[] added = column.values();
      for (int step = column.next(0); step < steps; step = column.next(step + 1)) {
        double value = added[step];
        double best = values[step];
        boolean better = greatest ? best < value : best > value;
        if (counts[step]++ == 0 || better || Double.isNaN(best)) {
          values[step] = value;
        }
      }
    }

    @Override
    double result(int step) {
      return values[step];
    }
  }

  private static final class Count extends Accumulator {
    private final boolean one;

    Count(int steps, boolean one) {
      super(steps);
      this.one = one;
    }

    @Override
    void add(Column column) {
      for (int step = column.next(0); step < steps; step = column.next(step + 1)) {
        counts[step]++;
      }
    }

    @Override
    double result(int step) {
      return one ? 1 : counts[step];
    }
  }

  /** Welford's recurrence for the variance. */
  private static final class Deviation extends Accumulator {
    private final double[] means;
    private final boolean root;
    private final boolean prometheus2;

    Deviation(int steps, boolean root, boolean prometheus2) {
      super(steps);
      this.means = new double[steps];
      this.root = root;
      this.prometheus2 = prometheus2;
    }

    @Override
    void add(Column column) {
      column.dropHistograms();
      for (int step = column.next(0); step < steps; step = column.next(step + 1)) {
        double value = column.value(step);
        if (++counts[step] == 1) {
          means[step] = value;
          // Before 3.0 a single infinity deviated by 0.
          values[step] = !prometheus2 && !Double.isFinite(value) ? Double.NaN : 0;
          continue;
        }
        double delta = value - means[step];
        means[step] += delta / counts[step];
        values[step] += delta * (value - means[step]);
      }
    }

    @Override
    double result(int step) {
      double variance = values[step] / counts[step];
      return root ? Math.sqrt(variance) : variance;
    }
  }
}
