package dev.mainstay.telemetry.query;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of range functions: a line is what a function does. */
final class WindowFunctions {
  private static final Map<String, WindowFunction> ALL = new HashMap<>();

  /** Functions whose result is still the metric itself. */
  private static final Set<String> KEEP_NAME = Set.of("last_over_time", "first_over_time");

  /** Functions to which only the ends, the extremes, the falls and the number of samples matter. */
  private static final Set<String> OF_OUTLINES =
      Set.of(
          "rate",
          "increase",
          "delta",
          "resets",
          "count_over_time",
          "present_over_time",
          "first_over_time",
          "last_over_time",
          "min_over_time",
          "max_over_time");

  static {
    ALL.put("rate", window -> Rates.extrapolated(window, true, true));
    ALL.put("increase", window -> Rates.extrapolated(window, true, false));
    ALL.put("delta", window -> Rates.extrapolated(window, false, false));
    ALL.put("irate", window -> Rates.lastTwo(window, true));
    ALL.put("idelta", window -> Rates.lastTwo(window, false));
    ALL.put("resets", OverTime::resets);
    ALL.put("changes", OverTime::changes);
    ALL.put("deriv", Regression::slope);
    ALL.put("predict_linear", Regression::predict);
    ALL.put("double_exponential_smoothing", Regression::smooth);
    ALL.put("holt_winters", Regression::smooth);
    ALL.put("avg_over_time", OverTime::average);
    ALL.put("sum_over_time", OverTime::sum);
    ALL.put("min_over_time", window -> OverTime.extreme(window, false));
    ALL.put("max_over_time", window -> OverTime.extreme(window, true));
    ALL.put("count_over_time", window -> window.put(window.count()));
    ALL.put("present_over_time", window -> window.put(1));
    ALL.put("last_over_time", window -> OverTime.sample(window, window.to - 1));
    ALL.put("first_over_time", window -> OverTime.sample(window, window.from));
    ALL.put("stddev_over_time", window -> OverTime.deviation(window, true));
    ALL.put("stdvar_over_time", window -> OverTime.deviation(window, false));
    ALL.put("quantile_over_time", OverTime::quantile);
    ALL.put("mad_over_time", OverTime::medianDeviation);
    ALL.put("ts_of_min_over_time", window -> OverTime.timeOfExtreme(window, false));
    ALL.put("ts_of_max_over_time", window -> OverTime.timeOfExtreme(window, true));
    ALL.put("ts_of_first_over_time", window -> OverTime.time(window, window.from));
    ALL.put("ts_of_last_over_time", window -> OverTime.time(window, window.to - 1));
  }

  private WindowFunctions() {}

  static @Nullable WindowFunction named(String name) {
    return ALL.get(name);
  }

  /** Whether the answer is the same when samples between others in time and value are left out. */
  static boolean isOfOutlines(String name) {
    return OF_OUTLINES.contains(name);
  }

  /** Whether of numbers only counters make sense, which names can be told by. */
  static boolean isOfCounters(String name) {
    return name.equals("rate") || name.equals("increase");
  }

  static boolean keepsName(String name) {
    return KEEP_NAME.contains(name);
  }
}
