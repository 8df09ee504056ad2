package dev.mainstay.promql;

import static dev.mainstay.promql.Function.ANY_NUMBER;
import static dev.mainstay.promql.Function.Availability.ALWAYS;
import static dev.mainstay.promql.Function.Availability.EXPERIMENTAL;
import static dev.mainstay.promql.Function.Availability.PROMETHEUS_2;
import static dev.mainstay.promql.ValueType.MATRIX;
import static dev.mainstay.promql.ValueType.SCALAR;
import static dev.mainstay.promql.ValueType.STRING;
import static dev.mainstay.promql.ValueType.VECTOR;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of functions: a line is a function. */
public final class Functions {
  private static final Map<String, Function> ALL = new LinkedHashMap<>();

  static {
    // Ranges of counters
    define("rate", VECTOR, MATRIX);
    define("increase", VECTOR, MATRIX);
    define("irate", VECTOR, MATRIX);
    define("resets", VECTOR, MATRIX);
    // Ranges of gauges
    define("delta", VECTOR, MATRIX);
    define("idelta", VECTOR, MATRIX);
    define("deriv", VECTOR, MATRIX);
    define("predict_linear", VECTOR, MATRIX, SCALAR);
    define("changes", VECTOR, MATRIX);
    define(EXPERIMENTAL, "double_exponential_smoothing", VECTOR, MATRIX, SCALAR, SCALAR);
    define(PROMETHEUS_2, "holt_winters", VECTOR, MATRIX, SCALAR, SCALAR);
    // Over time
    define("avg_over_time", VECTOR, MATRIX);
    define("min_over_time", VECTOR, MATRIX);
    define("max_over_time", VECTOR, MATRIX);
    define("sum_over_time", VECTOR, MATRIX);
    define("count_over_time", VECTOR, MATRIX);
    define("quantile_over_time", VECTOR, SCALAR, MATRIX);
    define("stddev_over_time", VECTOR, MATRIX);
    define("stdvar_over_time", VECTOR, MATRIX);
    define("last_over_time", VECTOR, MATRIX);
    define("present_over_time", VECTOR, MATRIX);
    define("absent_over_time", VECTOR, MATRIX);
    define(EXPERIMENTAL, "first_over_time", VECTOR, MATRIX);
    define(EXPERIMENTAL, "mad_over_time", VECTOR, MATRIX);
    define(EXPERIMENTAL, "ts_of_min_over_time", VECTOR, MATRIX);
    define(EXPERIMENTAL, "ts_of_max_over_time", VECTOR, MATRIX);
    define(EXPERIMENTAL, "ts_of_first_over_time", VECTOR, MATRIX);
    define(EXPERIMENTAL, "ts_of_last_over_time", VECTOR, MATRIX);
    // Numbers
    define("abs", VECTOR, VECTOR);
    define("ceil", VECTOR, VECTOR);
    define("floor", VECTOR, VECTOR);
    optional("round", 1, VECTOR, VECTOR, SCALAR);
    define("sgn", VECTOR, VECTOR);
    define("sqrt", VECTOR, VECTOR);
    define("exp", VECTOR, VECTOR);
    define("ln", VECTOR, VECTOR);
    define("log2", VECTOR, VECTOR);
    define("log10", VECTOR, VECTOR);
    define("clamp", VECTOR, VECTOR, SCALAR, SCALAR);
    define("clamp_min", VECTOR, VECTOR, SCALAR);
    define("clamp_max", VECTOR, VECTOR, SCALAR);
    define(EXPERIMENTAL, "min_of", SCALAR, SCALAR, SCALAR);
    define(EXPERIMENTAL, "max_of", SCALAR, SCALAR, SCALAR);
    // Angles
    define("sin", VECTOR, VECTOR);
    define("cos", VECTOR, VECTOR);
    define("tan", VECTOR, VECTOR);
    define("asin", VECTOR, VECTOR);
    define("acos", VECTOR, VECTOR);
    define("atan", VECTOR, VECTOR);
    define("sinh", VECTOR, VECTOR);
    define("cosh", VECTOR, VECTOR);
    define("tanh", VECTOR, VECTOR);
    define("asinh", VECTOR, VECTOR);
    define("acosh", VECTOR, VECTOR);
    define("atanh", VECTOR, VECTOR);
    define("deg", VECTOR, VECTOR);
    define("rad", VECTOR, VECTOR);
    define("pi", SCALAR);
    // Time
    define("time", SCALAR);
    define("timestamp", VECTOR, VECTOR);
    optional("minute", 1, VECTOR, VECTOR);
    optional("hour", 1, VECTOR, VECTOR);
    optional("day_of_week", 1, VECTOR, VECTOR);
    optional("day_of_month", 1, VECTOR, VECTOR);
    optional("day_of_year", 1, VECTOR, VECTOR);
    optional("days_in_month", 1, VECTOR, VECTOR);
    optional("month", 1, VECTOR, VECTOR);
    optional("year", 1, VECTOR, VECTOR);
    define(EXPERIMENTAL, "start", SCALAR);
    define(EXPERIMENTAL, "end", SCALAR);
    define(EXPERIMENTAL, "range", SCALAR);
    define(EXPERIMENTAL, "step", SCALAR);
    // Histograms
    define("histogram_quantile", VECTOR, SCALAR, VECTOR);
    define("histogram_fraction", VECTOR, SCALAR, SCALAR, VECTOR);
    define("histogram_count", VECTOR, VECTOR);
    define("histogram_sum", VECTOR, VECTOR);
    define("histogram_avg", VECTOR, VECTOR);
    define("histogram_stddev", VECTOR, VECTOR);
    define("histogram_stdvar", VECTOR, VECTOR);
    optional(EXPERIMENTAL, "histogram_quantiles", 9, VECTOR, VECTOR, STRING, SCALAR, SCALAR);
    // Labels and presence
    define("absent", VECTOR, VECTOR);
    define("label_replace", VECTOR, VECTOR, STRING, STRING, STRING, STRING);
    optional("label_join", ANY_NUMBER, VECTOR, VECTOR, STRING, STRING, STRING);
    optional(EXPERIMENTAL, "info", 1, VECTOR, VECTOR, VECTOR);
    // Order and kind
    define("sort", VECTOR, VECTOR);
    define("sort_desc", VECTOR, VECTOR);
    optional(EXPERIMENTAL, "sort_by_label", ANY_NUMBER, VECTOR, VECTOR, STRING);
    optional(EXPERIMENTAL, "sort_by_label_desc", ANY_NUMBER, VECTOR, VECTOR, STRING);
    define("scalar", SCALAR, VECTOR);
    define("vector", VECTOR, SCALAR);
  }

  private Functions() {}

  /** The function of that name in any dialect, or null. */
  public static @Nullable Function named(String name) {
    return ALL.get(name);
  }

  /** Every function of every dialect, in the table's order. */
  public static Collection<Function> all() {
    return List.copyOf(ALL.values());
  }

  private static void define(String name, ValueType returns, ValueType... arguments) {
    define(ALWAYS, name, returns, arguments);
  }

  private static void define(
      Function.Availability where, String name, ValueType returns, ValueType... arguments) {
    optional(where, name, 0, returns, arguments);
  }

  private static void optional(
      String name, int optional, ValueType returns, ValueType... arguments) {
    optional(ALWAYS, name, optional, returns, arguments);
  }

  private static void optional(
      Function.Availability where,
      String name,
      int optional,
      ValueType returns,
      ValueType... arguments) {
    ALL.put(name, new Function(name, List.of(arguments), optional, returns, where));
  }
}
