package dev.mainstay.telemetry;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a series: label names to values, the metric's name under {@value #NAME}. A label
 * with an empty value is the same as none, as in Prometheus.
 *
 * @param values sorted by name
 */
public record Labels(SortedMap<String, String> values) implements Comparable<Labels> {
  /** The label that holds the metric's name. */
  public static final String NAME = "__name__";

  public Labels {
    var copy = new TreeMap<>(values);
    copy.values().removeIf(String::isEmpty);
    values = Collections.unmodifiableSortedMap(copy);
  }

  /**
   * Labels of {@code metric}.
   *
   * @param pairs name, value, name, value …
   */
  public static Labels of(String metric, String... pairs) {
    if (pairs.length % 2 != 0) {
      throw new IllegalArgumentException("labels of " + metric + ": a name without a value");
    }
    var values = new TreeMap<String, String>();
    values.put(NAME, metric);
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return new Labels(values);
  }

  /** The metric's name, or the empty string. */
  public String metric() {
    return values.getOrDefault(NAME, "");
  }

  /** The value of a label, or null when there is none. */
  public @Nullable String get(String name) {
    return values.get(name);
  }

  /** The value of a label, or the empty string when there is none. */
  public String value(String name) {
    return values.getOrDefault(name, "");
  }

  /** These labels with one more, or another value for it. */
  public Labels with(String name, String value) {
    var copy = new TreeMap<>(values);
    copy.put(name, value);
    return new Labels(copy);
  }

  /** By the first name that differs, then by its value; fewer labels come first. */
  @Override
  public int compareTo(Labels other) {
    var theirs = other.values.entrySet().iterator();
    for (Map.Entry<String, String> label : values.entrySet()) {
      if (!theirs.hasNext()) {
        return 1;
      }
      Map.Entry<String, String> their = theirs.next();
      int order = label.getKey().compareTo(their.getKey());
      if (order == 0) {
        order = label.getValue().compareTo(their.getValue());
      }
      if (order != 0) {
        return order;
      }
    }
    return theirs.hasNext() ? -1 : 0;
  }

  /** As the exposition format writes it: {@code up{instance="a"}}. */
  @Override
  public String toString() {
    var text = new StringBuilder(metric());
    char separator = '{';
    for (Map.Entry<String, String> label : values.entrySet()) {
      if (!label.getKey().equals(NAME)) {
        text.append(separator).append(label.getKey()).append("=\"");
        escape(label.getValue(), text);
        text.append('"');
        separator = ',';
      }
    }
    return separator == '{' ? text.toString() : text.append('}').toString();
  }

  private static void escape(String value, StringBuilder into) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> into.append("\\\\");
        case '"' -> into.append("\\\"");
        case '\n' -> into.append("\\n");
        default -> into.append(c);
      }
    }
  }
}
