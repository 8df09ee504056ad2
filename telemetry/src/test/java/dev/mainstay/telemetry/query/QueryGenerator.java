package dev.mainstay.telemetry.query;

import java.util.List;
import java.util.Random;

/** Queries that Prometheus 2.42 understands, by grammar. */
final class QueryGenerator {
  private static final List<String> COUNTERS = List.of("requests_total", "errors_total");
  private static final List<String> GAUGES =
      List.of("temperature", "memory_bytes", "level", "odd", "build_info", "latency_bucket");
  private static final List<String> MATCHERS =
      List.of(
          "",
          "",
          "",
          "{job=\"api\"}",
          "{job!=\"db\"}",
          "{instance=~\"i[01]\"}",
          "{instance!~\"i0|i2\", job=~\".+\"}",
          "{code=\"200\"}",
          "{code=\"\"}",
          "{job=\"nowhere\"}");
  private static final List<String> LABELS = List.of("job", "instance", "code", "le", "kind");
  private static final List<String> RANGES =
      List.of("15s", "30s", "1m", "90s", "2m", "5m", "7m30s", "20m", "1h");
  private static final List<String> COUNTER_FUNCTIONS =
      List.of("rate", "increase", "irate", "resets");
  private static final List<String> RANGE_FUNCTIONS =
      List.of(
          "delta",
          "idelta",
          "deriv",
          "changes",
          "resets",
          "avg_over_time",
          "min_over_time",
          "max_over_time",
          "sum_over_time",
          "count_over_time",
          "stddev_over_time",
          "stdvar_over_time",
          "last_over_time",
          "present_over_time",
          "absent_over_time",
          "rate",
          "increase");
  private static final List<String> NUMBER_FUNCTIONS =
      List.of(
          "abs",
          "ceil",
          "floor",
          "round",
          "sgn",
          "sqrt",
          "deg",
          "rad",
          "timestamp",
          "absent",
          "sort",
          "sort_desc");

  /**
   * Functions whose last bit no standard fixes. They stand outermost, where a bit is a bit: inside,
   * a difference of nearly equal values would make it as large as one likes.
   */
  private static final List<String> ROUGH_FUNCTIONS =
      List.of(
          "exp", "ln", "log2", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh",
          "tanh", "asinh", "acosh", "atanh");

  private static final List<String> TIME_FUNCTIONS =
      List.of(
          "minute",
          "hour",
          "day_of_week",
          "day_of_month",
          "day_of_year",
          "days_in_month",
          "month",
          "year");
  private static final List<String> AGGREGATIONS =
      List.of("sum", "avg", "min", "max", "count", "group", "stddev", "stdvar");

  private final Random random;
  // How many subqueries the text is inside of.
  private int subqueries;

  QueryGenerator(long seed) {
    random = new Random(seed);
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private boolean chance(int in) {
    return random.nextInt(in) == 0;
  }

  String query() {
    if (chance(25)) {
      return scalar(2);
    }
    String vector = vector(1 + random.nextInt(3));
    return switch (random.nextInt(20)) {
      case 0, 1 -> one(ROUGH_FUNCTIONS) + "(" + vector + ")";
      case 2 -> closed(vector) + " ^ " + one(List.of("2", "0.5", "-1", "3", scalar(1)));
      case 3 -> closed(vector) + " atan2" + matching() + " " + closed(vector(1));
      default -> vector;
    };
  }

  private String selector(List<String> names) {
    return one(names) + one(MATCHERS);
  }

  private String anySelector() {
    if (chance(12)) {
      return "{__name__=~\"requests_total|errors_total\", job=\"api\"}";
    }
    return selector(random.nextBoolean() ? COUNTERS : GAUGES);
  }

  private String modifiers() {
    String text = "";
    if (chance(6)) {
      text += " offset " + (chance(3) ? "-" : "") + one(RANGES);
    }
    // 2.42 takes @ from another time inside some subqueries.
    if (chance(10) && subqueries == 0) {
      text +=
          switch (random.nextInt(3)) {
            case 0 -> " @ start()";
            case 1 -> " @ end()";
            default -> " @ " + (DifferentialData.START / 1000 + random.nextInt(7200));
          };
    }
    return text;
  }

  private String range(boolean counter, int depth) {
    if (depth > 0 && chance(4)) {
      subqueries++;
      String inner = closed(vector(depth - 1));
      subqueries--;
      return inner + "[" + one(RANGES) + ":" + subqueryStep() + "]" + modifiers();
    }
    return (counter ? selector(COUNTERS) : anySelector()) + "[" + one(RANGES) + "]" + modifiers();
  }

  private String subqueryStep() {
    return chance(3) ? "" : one(List.of("10s", "15s", "1m", "2m30s"));
  }

  private static String closed(String expr) {
    return "(" + expr + ")";
  }

  private String vector(int depth) {
    if (depth <= 0) {
      return anySelector() + modifiers();
    }
    return switch (random.nextInt(16)) {
      case 0 -> anySelector() + modifiers();
      case 1, 2 -> one(COUNTER_FUNCTIONS) + "(" + range(true, depth) + ")";
      case 3, 4 -> rangeFunction(depth);
      case 5, 6, 7 -> aggregation(depth);
      case 8, 9 -> numberFunction(depth);
      case 10, 11, 12 -> binary(depth);
      case 13 -> histogram(depth);
      case 14 -> labels(depth);
      default -> (chance(3) ? "-" : "") + closed(vector(depth - 1));
    };
  }

  private String rangeFunction(int depth) {
    return switch (random.nextInt(10)) {
      case 0 -> "quantile_over_time(" + quantile() + ", " + range(false, depth) + ")";
      case 1 -> {
        // Of a range at a fixed time, 2.42 takes the samples of another one from the second step
        // on.
        String range = range(false, depth);
        yield range.contains("@")
            ? "deriv(" + range + ")"
            : "predict_linear(" + range + ", " + random.nextInt(3600) + ")";
      }
      case 2 -> "holt_winters(" + range(false, depth) + ", 0.5, 0.25)";
      default -> one(RANGE_FUNCTIONS) + "(" + range(false, depth) + ")";
    };
  }

  private String quantile() {
    return one(List.of("0", "0.1", "0.5", "0.9", "0.99", "1", "-1", "2", "NaN"));
  }

  private String grouping() {
    return switch (random.nextInt(4)) {
      case 0 -> "";
      case 1 -> " without (" + labelList() + ")";
      default -> " by (" + labelList() + ")";
    };
  }

  private String labelList() {
    String first = one(LABELS);
    return chance(2) ? first : first + ", " + one(LABELS);
  }

  private String aggregation(int depth) {
    String inner = vector(depth - 1);
    return switch (random.nextInt(12)) {
      case 0 -> "topk" + grouping() + "(" + random.nextInt(4) + ", " + inner + ")";
      case 1 -> "bottomk" + grouping() + "(" + random.nextInt(4) + ", " + inner + ")";
      case 2 -> "quantile" + grouping() + "(" + quantile() + ", " + inner + ")";
      case 3 -> "count_values" + grouping() + "(\"value\", round(" + inner + ", 0.25))";
      default -> one(AGGREGATIONS) + grouping() + "(" + inner + ")";
    };
  }

  private String numberFunction(int depth) {
    String inner = vector(depth - 1);
    return switch (random.nextInt(8)) {
      case 0 -> "round(" + inner + ", " + one(List.of("0.1", "5", "0.25")) + ")";
      case 1 -> "clamp(" + inner + ", " + scalar(1) + ", " + scalar(1) + ")";
      case 2 -> "clamp_min(" + inner + ", " + scalar(1) + ")";
      case 3 -> "clamp_max(" + inner + ", " + scalar(1) + ")";
      case 4 ->
          chance(2)
              ? one(TIME_FUNCTIONS) + "()"
              : one(TIME_FUNCTIONS) + "(timestamp(" + anySelector() + ") * 3)";
      default -> one(NUMBER_FUNCTIONS) + "(" + inner + ")";
    };
  }

  private String operator() {
    return one(List.of("+", "-", "*", "/", "%", "==", "!=", ">", "<", ">=", "<="));
  }

  private static boolean isComparison(String operator) {
    return "==!=>=<=".contains(operator);
  }

  private String binary(int depth) {
    String operator = operator();
    String bool = isComparison(operator) && chance(3) ? " bool" : "";
    String left = closed(vector(depth - 1));
    switch (random.nextInt(8)) {
      case 0:
        return left + " " + operator + bool + " " + scalar(1);
      case 1:
        return scalar(1) + " " + operator + bool + " " + left;
      case 2:
        return left
            + " "
            + one(List.of("and", "or", "unless"))
            + matching()
            + " "
            + closed(vector(depth - 1));
      case 3:
        return left + " ^ " + one(List.of("2", "1", "0"));
      case 4:
        String many =
            closed(one(AGGREGATIONS) + " by (job, instance, code) (" + vector(depth - 1) + ")");
        String one = closed(one(AGGREGATIONS) + " by (job) (" + vector(depth - 1) + ")");
        String include = chance(2) ? "" : "(instance)";
        return chance(2)
            ? many + " " + operator + bool + " on (job) group_left" + include + " " + one
            : one + " " + operator + bool + " on (job) group_right" + include + " " + many;
      case 5:
        return "requests_total "
            + operator
            + bool
            + " on (job, instance) group_left errors_total"
            + modifiers();
      case 6:
        String by = " by (" + labelList() + ") (";
        return one(AGGREGATIONS)
            + by
            + vector(depth - 1)
            + ") "
            + operator
            + bool
            + " "
            + one(AGGREGATIONS)
            + by
            + vector(depth - 1)
            + ")";
      default:
        return left + " " + operator + bool + matching() + " " + closed(vector(depth - 1));
    }
  }

  private String matching() {
    return switch (random.nextInt(3)) {
      case 0 -> "";
      case 1 -> " on (" + labelList() + ")";
      default -> " ignoring (" + labelList() + ")";
    };
  }

  private String histogram(int depth) {
    String nativeRate =
        one(List.of("rate", "increase"))
            + "(native_seconds"
            + one(List.of("", "{job=\"api\"}"))
            + "["
            + one(RANGES)
            + "]"
            + modifiers()
            + ")";
    String nativeVector =
        switch (random.nextInt(4)) {
          case 0 -> "native_seconds" + modifiers();
          case 1 -> "sum" + grouping() + "(native_seconds)";
          case 2 -> "sum" + grouping() + "(" + nativeRate + ")";
          default -> nativeRate;
        };
    return switch (random.nextInt(8)) {
      case 0 -> "histogram_count(" + nativeVector + ")";
      case 1 -> "histogram_sum(" + nativeVector + ")";
      case 2 ->
          "histogram_fraction("
              + one(List.of("-1", "0", "0.3"))
              + ", "
              + one(List.of("0.5", "2", "7"))
              + ", "
              + nativeVector
              + ")";
      // The lowest bucket in storage may be an empty one, whose quantile 0 is NaN in 2.42.
      case 3 ->
          "histogram_quantile("
              + one(List.of("0.01", "0.5", "0.9", "1", "-1", "NaN"))
              + ", "
              + nativeVector
              + ")";
      case 4 -> "histogram_quantile(" + quantile() + ", " + vector(depth - 1) + ")";
      case 5 ->
          "histogram_quantile("
              + quantile()
              + ", sum by (job, le) (rate(latency_bucket["
              + one(RANGES)
              + "]"
              + modifiers()
              + ")))";
      case 6 -> "histogram_quantile(" + quantile() + ", latency_bucket" + modifiers() + ")";
      default ->
          "histogram_quantile(" + quantile() + ", rate(latency_bucket[" + one(RANGES) + "]))";
    };
  }

  private String labels(int depth) {
    String inner = vector(depth - 1);
    return switch (random.nextInt(4)) {
      case 0 -> "label_join(" + inner + ", \"both\", \"-\", \"job\", \"instance\")";
      case 1 -> "label_replace(" + inner + ", \"job\", \"\", \"\", \"\")";
      case 2 -> "label_replace(" + inner + ", \"number\", \"n$1-${1}$$\", \"instance\", \"i(.*)\")";
      default -> "label_replace(" + inner + ", \"code\", \"$2\", \"job\", \"(a|d)(.*)\")";
    };
  }

  private String scalar(int depth) {
    if (depth <= 0 || random.nextInt(3) > 0) {
      return one(List.of("0", "1", "2.5", "-3", "1e3", "0x1f", "Inf", "NaN", "time()", "pi()"));
    }
    return switch (random.nextInt(3)) {
      case 0 -> "scalar(" + vector(depth - 1) + ")";
      case 1 ->
          closed(
              scalar(depth - 1)
                  + " "
                  + one(List.of("+", "-", "*", "/", "%"))
                  + " "
                  + scalar(depth - 1));
      default -> closed(scalar(depth - 1) + " > bool " + scalar(depth - 1));
    };
  }
}
