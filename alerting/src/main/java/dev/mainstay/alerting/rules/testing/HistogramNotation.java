package dev.mainstay.alerting.rules.testing;

import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.NativeHistogram.Buckets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Native histograms as tests write them: {@code schema:1 count:3 sum:4.5 z_bucket:1 z_bucket_w:0.1
 * buckets:[1 1] offset:-1 n_buckets:[…] n_offset:… custom_values:[…] counter_reset_hint:gauge}.
 */
final class HistogramNotation {
  private static final Pattern FIELD =
      Pattern.compile("\\s*([a-z_]+)\\s*:\\s*(\\[[^\\]]*\\]|[^\\s\\[\\]]+)\\s*");
  private static final Set<String> KNOWN =
      Set.of(
          "schema",
          "count",
          "sum",
          "z_bucket",
          "z_bucket_w",
          "buckets",
          "offset",
          "n_buckets",
          "n_offset",
          "custom_values",
          "counter_reset_hint");
  private static final int CUSTOM = NativeHistogram.CUSTOM_BOUNDS;

  private final Map<String, String> fields = new HashMap<>();

  private HistogramNotation() {}

  /**
   * What stands between the double braces.
   *
   * @throws IllegalArgumentException if it is no histogram
   */
  static NativeHistogram parse(String text) {
    var notation = new HistogramNotation();
    notation.read(text);
    return notation.histogram();
  }

  private void read(String text) {
    Matcher field = FIELD.matcher(text);
    int at = 0;
    while (at < text.length() && !text.substring(at).isBlank()) {
      if (!field.find(at) || field.start() != at) {
        throw new IllegalArgumentException("not name:value at '" + text.substring(at) + "'");
      }
      if (!KNOWN.contains(field.group(1))) {
        throw new IllegalArgumentException("unknown field " + field.group(1));
      }
      if (fields.put(field.group(1), field.group(2)) != null) {
        throw new IllegalArgumentException("field " + field.group(1) + " twice");
      }
      at = field.end();
    }
  }

  private NativeHistogram histogram() {
    int schema = (int) number("schema", 0);
    if (schema != CUSTOM && (schema < -4 || schema > 8)) {
      throw new IllegalArgumentException("schema " + schema + " (expected: -4 to 8, or -53)");
    }
    return new NativeHistogram(
        schema,
        number("z_bucket_w", 0),
        number("z_bucket", 0),
        number("count", 0),
        number("sum", 0),
        buckets("buckets", "offset"),
        buckets("n_buckets", "n_offset"),
        list("custom_values"),
        reset());
  }

  private NativeHistogram.Reset reset() {
    return switch (fields.getOrDefault("counter_reset_hint", "unknown")) {
      case "unknown" -> NativeHistogram.Reset.UNKNOWN;
      case "reset" -> NativeHistogram.Reset.RESET;
      case "not_reset" -> NativeHistogram.Reset.NO_RESET;
      case "gauge" -> NativeHistogram.Reset.GAUGE;
      default ->
          throw new IllegalArgumentException(
              "counter_reset_hint (expected: unknown, reset, not_reset or gauge)");
    };
  }

  private double number(String name, double absent) {
    String text = fields.get(name);
    return text == null ? absent : SeriesText.number(text);
  }

  private List<Double> list(String name) {
    String text = fields.get(name);
    var list = new ArrayList<Double>();
    if (text != null) {
      String inner = text.replace('[', ' ').replace(']', ' ').replace(',', ' ').strip();
      for (String each : inner.isEmpty() ? new String[0] : inner.split("\\s+")) {
        list.add(SeriesText.number(each));
      }
    }
    return list;
  }

  private Buckets buckets(String name, String offset) {
    List<Double> counts = list(name);
    int first = (int) number(offset, 0);
    int[] indexes = new int[counts.size()];
    double[] values = new double[counts.size()];
    int size = 0;
    for (int i = 0; i < counts.size(); i++) {
      if (counts.get(i) != 0) {
        indexes[size] = first + i;
        values[size++] = counts.get(i);
      }
    }
    return Buckets.of(
        java.util.Arrays.copyOf(indexes, size), java.util.Arrays.copyOf(values, size));
  }
}
