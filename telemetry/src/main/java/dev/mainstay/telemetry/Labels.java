package dev.mainstay.telemetry;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a series: label names to values, the metric's name under {@value #NAME}. A label
 * with an empty value is the same as none, as in Prometheus. Immutable.
 */
public final class Labels implements Comparable<Labels> {
  /** The label that holds the metric's name. */
  public static final String NAME = "__name__";

  // name, value, name, value …, in order of names
  private final String[] pairs;
  private int hash;

  private Labels(String[] pairs) {
    this.pairs = pairs;
  }

  /** The labels of a map; those with an empty value are left out. */
  public Labels(Map<String, String> values) {
    this(pairs(new TreeMap<>(values)));
  }

  private static String[] pairs(SortedMap<String, String> values) {
    var pairs = new String[values.size() * 2];
    int size = 0;
    for (Map.Entry<String, String> label : values.entrySet()) {
      if (!label.getValue().isEmpty()) {
        pairs[size++] = label.getKey();
        pairs[size++] = label.getValue();
      }
    }
    return size == pairs.length ? pairs : Arrays.copyOf(pairs, size);
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

  /**
   * Labels in any order, without a detour over a map when they are in order of names already.
   *
   * @param pairs name, value, name, value …
   * @throws IllegalArgumentException if a name comes twice
   */
  public static Labels ofPairs(String... pairs) {
    boolean plain = pairs.length % 2 == 0;
    for (int i = 0; i < pairs.length && plain; i += 2) {
      plain = !pairs[i + 1].isEmpty() && (i == 0 || pairs[i - 2].compareTo(pairs[i]) < 0);
    }
    if (plain) {
      return new Labels(pairs.clone());
    }
    var values = new TreeMap<String, String>();
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      if (values.put(pairs[i], pairs[i + 1]) != null) {
        throw new IllegalArgumentException("second label " + pairs[i]);
      }
    }
    return new Labels(pairs(values));
  }

  /** A copy of these labels as a map, in order of names. */
  public SortedMap<String, String> values() {
    var values = new TreeMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return Collections.unmodifiableSortedMap(values);
  }

  public int size() {
    return pairs.length / 2;
  }

  /** Name of label {@code index} in order of names. */
  public String name(int index) {
    return pairs[index * 2];
  }

  /** Value of label {@code index} in order of names. */
  public String value(int index) {
    return pairs[index * 2 + 1];
  }

  /** The metric's name, or the empty string. */
  public String metric() {
    return value(NAME);
  }

  /** The value of a label, or null when there is none. */
  public @Nullable String get(String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        return pairs[i + 1];
      }
    }
    return null;
  }

  /** The value of a label, or the empty string when there is none. */
  public String value(String name) {
    String value = get(name);
    return value == null ? "" : value;
  }

  /** These labels with one more, or another value for it. */
  public Labels with(String name, String value) {
    var copy = new TreeMap<>(values());
    copy.put(name, value);
    return new Labels(copy);
  }

  /** These labels, as far as they have another name. */
  public Labels without(String name) {
    if (get(name) == null) {
      return this;
    }
    var copy = new TreeMap<>(values());
    copy.remove(name);
    return new Labels(copy);
  }

  /** By the first name that differs, then by its value; fewer labels come first. */
  @Override
  public int compareTo(Labels other) {
    int shared = Math.min(pairs.length, other.pairs.length);
    for (int i = 0; i < shared; i++) {
      int order = pairs[i].compareTo(other.pairs[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(pairs.length, other.pairs.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Labels labels
        && hashCode() == labels.hashCode()
        && Arrays.equals(pairs, labels.pairs);
  }

  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = Arrays.hashCode(pairs);
      hash = known;
    }
    return known;
  }

  /** As the exposition format writes it: {@code up{instance="a"}}. */
  @Override
  public String toString() {
    var text = new StringBuilder(metric());
    char separator = '{';
    for (int i = 0; i < pairs.length; i += 2) {
      if (!pairs[i].equals(NAME)) {
        text.append(separator).append(pairs[i]).append("=\"");
        escape(pairs[i + 1], text);
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
