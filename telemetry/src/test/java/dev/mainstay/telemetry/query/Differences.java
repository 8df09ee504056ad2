package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.NativeHistogram;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Holds an answer of Mainstay against one of Prometheus. */
final class Differences {
  private static final double TOLERANCE = 1e-12;

  private Differences() {}

  /** The first difference, or null. */
  static @Nullable String between(
      JsonNode theirs, @Nullable QueryResult ours, @Nullable String error) {
    boolean failed = !theirs.path("status").asString().equals("success");
    if (failed || ours == null) {
      return failed == (ours == null)
          ? null
          : "theirs: "
              + (failed ? theirs.path("error").asString() : "answers")
              + "; ours: "
              + error;
    }
    JsonNode data = theirs.path("data");
    Map<String, JsonNode> expected = new HashMap<>();
    if (data.path("resultType").asString().equals("scalar")) {
      return point("scalar", data.path("result"), ours.series().getFirst(), 0);
    }
    for (JsonNode each : data.path("result")) {
      expected.put(labels(each.path("metric")), each);
    }
    Map<String, QueryResult.Points> actual = new HashMap<>();
    ours.series().forEach(points -> actual.put(points.labels().values().toString(), points));
    if (!expected.keySet().equals(actual.keySet())) {
      var missing = new TreeMap<>(expected);
      missing.keySet().removeAll(actual.keySet());
      var extra = new TreeMap<>(actual);
      extra.keySet().removeAll(expected.keySet());
      return "series: missing " + missing.keySet() + ", extra " + extra.keySet();
    }
    for (var entry : expected.entrySet()) {
      String difference =
          series(
              entry.getKey(),
              entry.getValue(),
              java.util.Objects.requireNonNull(actual.get(entry.getKey())));
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  /** Whether two answers of Prometheus to the same query differ. */
  static boolean isUnstable(JsonNode a, JsonNode b) {
    return !bySeries(a).equals(bySeries(b));
  }

  private static Map<String, String> bySeries(JsonNode answer) {
    Map<String, String> series = new HashMap<>();
    for (JsonNode each : answer.path("data").path("result")) {
      series.put(labels(each.path("metric")), each.toString());
    }
    return series;
  }

  private static String labels(JsonNode metric) {
    var sorted = new TreeMap<String, String>();
    metric.properties().forEach(label -> sorted.put(label.getKey(), label.getValue().asString()));
    return sorted.toString();
  }

  private static @Nullable String series(String name, JsonNode theirs, QueryResult.Points ours) {
    Map<Long, JsonNode> expected = new TreeMap<>();
    for (String key : new String[] {"values", "histograms"}) {
      for (JsonNode point : theirs.path(key)) {
        expected.put(Math.round(point.get(0).asDouble() * 1000), point);
      }
    }
    for (String key : new String[] {"value", "histogram"}) {
      if (theirs.has(key)) {
        JsonNode point = theirs.path(key);
        expected.put(Math.round(point.get(0).asDouble() * 1000), point);
      }
    }
    if (expected.size() != ours.size()) {
      return name + ": " + expected.size() + " points, ours " + ours.size();
    }
    for (int i = 0; i < ours.size(); i++) {
      JsonNode point = expected.get(ours.times()[i]);
      if (point == null) {
        return name + ": extra point at " + ours.times()[i];
      }
      String difference = point(name + " at " + ours.times()[i], point, ours, i);
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private static @Nullable String point(
      String name, JsonNode theirs, QueryResult.Points ours, int index) {
    NativeHistogram histogram = ours.histogram(index);
    JsonNode value = theirs.get(1);
    if (value.isObject()) {
      if (histogram == null) {
        return name + ": a histogram, ours " + ours.values()[index];
      }
      return histogram(name, value, histogram);
    }
    if (histogram != null) {
      return name + ": " + value + ", ours a histogram";
    }
    double expected = number(value);
    double actual = ours.values()[index];
    return same(expected, actual) ? null : name + ": " + expected + ", ours " + actual;
  }

  private static @Nullable String histogram(String name, JsonNode theirs, NativeHistogram ours) {
    if (!same(number(theirs.path("count")), ours.count())
        || !same(number(theirs.path("sum")), ours.sum())) {
      return name + ": " + theirs + ", ours " + ours;
    }
    var buckets = HistogramBuckets.of(ours);
    int at = 0;
    for (JsonNode bucket : theirs.path("buckets")) {
      double count = number(bucket.get(3));
      if (count == 0) {
        continue;
      }
      if (at == buckets.size()) {
        return name + ": missing bucket " + bucket;
      }
      HistogramBuckets.Bucket own = buckets.get(at++);
      if (!same(number(bucket.get(1)), own.lower())
          || !same(number(bucket.get(2)), own.upper())
          || !same(count, own.count())) {
        return name + ": bucket " + bucket + ", ours " + own;
      }
    }
    return at == buckets.size() ? null : name + ": extra bucket " + buckets.get(at);
  }

  private static double number(JsonNode text) {
    return switch (text.asString()) {
      case "NaN" -> Double.NaN;
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text.asString());
    };
  }

  static boolean same(double expected, double actual) {
    if (Double.isNaN(expected) || Double.isNaN(actual)) {
      return Double.isNaN(expected) && Double.isNaN(actual);
    }
    return expected == actual
        || Math.abs(expected - actual)
            <= TOLERANCE * Math.max(Math.abs(expected), Math.abs(actual));
  }
}
