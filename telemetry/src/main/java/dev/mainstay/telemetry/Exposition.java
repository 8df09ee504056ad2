package dev.mainstay.telemetry;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an instance exposes, in the Prometheus text format 0.0.4.
 *
 * @param samples in the order exposed; no two have the same labels
 * @param types by metric family, as written: {@code counter}, {@code histogram} …
 * @param help by metric family
 */
public record Exposition(
    List<Sample> samples, Map<String, String> types, Map<String, String> help) {
  private static final String[] SUFFIXES = {"_bucket", "_sum", "_count", "_total"};

  public Exposition {
    samples = List.copyOf(samples);
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    help = Collections.unmodifiableMap(new LinkedHashMap<>(help));
  }

  /**
   * Reads the text format strictly, and what OpenMetrics adds to it (units, {@code # EOF}, further
   * types, timestamps in seconds, exemplars) leniently. Timestamps and exemplars are checked for
   * their form and dropped: a sample is as old as its scrape.
   *
   * @throws ExpositionException at the first line that breaks the format
   */
  public static Exposition parse(String text) throws ExpositionException {
    return new ExpositionParser(text).parse();
  }

  /** The text that {@link #parse} reads back as an equal exposition. */
  public String text() {
    var text = new StringBuilder();
    var described = new HashSet<String>();
    for (Sample sample : samples) {
      String family = family(sample.labels().metric());
      if (described.add(family)) {
        describe(family, text);
      }
      text.append(sample.labels()).append(' ').append(number(sample.value())).append('\n');
    }
    var others = new HashSet<>(types.keySet());
    others.addAll(help.keySet());
    others.stream().filter(described::add).sorted().forEach(family -> describe(family, text));
    return text.toString();
  }

  private String family(String metric) {
    if (!types.containsKey(metric) && !help.containsKey(metric)) {
      for (String suffix : SUFFIXES) {
        if (metric.endsWith(suffix)) {
          String family = metric.substring(0, metric.length() - suffix.length());
          if (types.containsKey(family) || help.containsKey(family)) {
            return family;
          }
        }
      }
    }
    return metric;
  }

  private void describe(String family, StringBuilder into) {
    String about = help.get(family);
    if (about != null) {
      into.append("# HELP ")
          .append(family)
          .append(' ')
          .append(about.replace("\\", "\\\\").replace("\n", "\\n"))
          .append('\n');
    }
    String type = types.get(family);
    if (type != null) {
      into.append("# TYPE ").append(family).append(' ').append(type).append('\n');
    }
  }

  /** A value as the format writes it: {@code 12}, {@code 0.5}, {@code NaN}, {@code +Inf}. */
  static String number(double value) {
    if (value == Double.POSITIVE_INFINITY) {
      return "+Inf";
    }
    if (value == Double.NEGATIVE_INFINITY) {
      return "-Inf";
    }
    if (value == Math.rint(value)
        && Math.abs(value) < 1e15
        && 1 / value > Double.NEGATIVE_INFINITY) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }
}
