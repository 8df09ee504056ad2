package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Promql;
import dev.mainstay.promql.Span;
import dev.mainstay.telemetry.NativeHistogram;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The remarks on a query's answer in the order in which they came up, each text once for a place.
 * Beyond {@link #MOST} of a level no more are taken. Not thread-safe.
 */
final class Remarks {
  /** The most that are held of each level: a query may be about any number of metrics. */
  static final int MOST = 1000;

  private final boolean silent;
  private final Set<Remark> infos = new LinkedHashSet<>();
  private final Set<Remark> warnings = new LinkedHashSet<>();

  /**
   * None as yet.
   *
   * @param silent whether none are taken, as Prometheus made none before 3.0
   */
  Remarks(boolean silent) {
    this.silent = silent;
  }

  void info(Span at, String text) {
    if (!silent && infos.size() < MOST) {
      infos.add(new Remark(Remark.Level.INFO, "PromQL info: " + text, at.start()));
    }
  }

  void warning(Span at, String text) {
    if (!silent && warnings.size() < MOST) {
      warnings.add(new Remark(Remark.Level.WARNING, "PromQL warning: " + text, at.start()));
    }
  }

  /** All of them, warnings first. */
  List<Remark> all() {
    Collection<Remark> all = new LinkedHashSet<>(warnings);
    all.addAll(infos);
    return List.copyOf(all);
  }

  /** What adds or subtracts histograms. */
  enum Operation {
    ADDITION("addition"),
    SUBTRACTION("subtraction"),
    AGGREGATION("aggregation");

    private final String title;

    Operation(String title) {
      this.title = title;
    }
  }

  /** Exponential buckets and such with explicit bounds do not go together. */
  void mixedLayouts(Span at, String metric) {
    warning(
        at,
        "vector contains a mix of histograms with exponential and custom buckets schemas for"
            + " metric name "
            + Promql.quote(metric));
  }

  /** Explicit bounds differed: those that all had are left. */
  void reconciled(Span at, Operation operation) {
    info(at, "mismatched custom buckets were reconciled during " + operation.title);
  }

  /** One histogram says that the counters began anew, another that they did not. */
  void conflictingResets(Span at, Operation operation) {
    warning(at, "conflicting counter resets during histogram " + operation.title);
  }

  /** Tells each of the values that is no quantile. */
  void quantiles(Span at, double... values) {
    double told = 0;
    for (double value : values) {
      if (!(value >= 0 && value <= 1) && Double.compare(value, told) != 0) {
        warning(at, "quantile value should be between 0 and 1, got " + number(value));
        told = value;
      }
    }
  }

  /** Tells a ratio that is beyond the one that is taken instead. */
  void ratio(Span at, double value, double bound) {
    if (Math.abs(value) > Math.abs(bound)) {
      warning(
          at,
          "ratio value should be between -1 and 1, got "
              + number(value)
              + ", capping to "
              + number(bound));
    }
  }

  static boolean differInBounds(NativeHistogram a, NativeHistogram b) {
    return a.hasCustomBounds() && b.hasCustomBounds() && !a.customBounds().equals(b.customBounds());
  }

  static boolean conflictInResets(NativeHistogram a, NativeHistogram b) {
    return a.reset() == NativeHistogram.Reset.RESET && b.reset() == NativeHistogram.Reset.NO_RESET
        || a.reset() == NativeHistogram.Reset.NO_RESET && b.reset() == NativeHistogram.Reset.RESET;
  }

  /** The text, and the metric's name unless it is empty. */
  static String named(String text, String metric) {
    return metric.isEmpty() ? text : text + " for metric name " + Promql.quote(metric);
  }

  /** As {@code %g} writes it in Go. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
    if (value == 0) {
      return sign + "0";
    }
    BigDecimal digits = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      return sign + digits.toPlainString();
    }
    String mantissa = digits.movePointLeft(exponent).toPlainString();
    return sign
        + mantissa
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }
}
