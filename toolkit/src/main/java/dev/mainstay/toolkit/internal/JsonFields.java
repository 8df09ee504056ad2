package dev.mainstay.toolkit.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A typed, strict view of one JSON object. Every accessor marks its key as known and returns a
 * usable value even after noting a problem, so that reading goes on and finds all of them; {@link
 * #end} notes the unknown keys. A {@code null} value counts as absent.
 */
final class JsonFields {
  private final String prefix;
  private final JsonNode node;
  private final List<String> problems;
  private final Set<String> known = new LinkedHashSet<>();

  JsonFields(String prefix, JsonNode node, List<String> problems) {
    this.prefix = prefix;
    this.node = node;
    this.problems = problems;
  }

  static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  void problem(String key, String value, String expected) {
    problems.add(prefix + key + ": " + value + " (expected: " + expected + ")");
  }

  boolean has(String key) {
    return value(key) != null;
  }

  private @Nullable JsonNode value(String key) {
    known.add(key);
    JsonNode value = node.get(key);
    return value == null || value.isNull() ? null : value;
  }

  private void wrong(String key, @Nullable JsonNode value, String expected) {
    problem(key, value == null ? "missing" : shown(value), expected);
  }

  String string(String key) {
    JsonNode value = value(key);
    if (value == null || !value.isString() || value.stringValue().isBlank()) {
      wrong(key, value, "a non-empty string");
      return "";
    }
    return value.stringValue();
  }

  String path(String key, String absent) {
    if (!has(key)) {
      return absent;
    }
    String path = string(key);
    if (!path.isEmpty() && !path.startsWith("/")) {
      problem(key, "\"" + path + "\"", "a path that starts with /");
    }
    return path;
  }

  boolean bool(String key, boolean absent) {
    JsonNode value = value(key);
    if (value == null) {
      return absent;
    }
    if (!value.isBoolean()) {
      wrong(key, value, "true or false");
      return absent;
    }
    return value.booleanValue();
  }

  int integer(String key, int absent, int min, int max) {
    JsonNode value = value(key);
    if (value == null) {
      return absent;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < min
        || value.intValue() > max) {
      wrong(key, value, "a whole number from " + min + " to " + max);
      return absent;
    }
    return value.intValue();
  }

  double number(String key, double absent, double min, double max) {
    JsonNode value = value(key);
    if (value == null) {
      return absent;
    }
    if (!value.isNumber() || !(value.doubleValue() >= min && value.doubleValue() <= max)) {
      wrong(key, value, "a number from " + min + " to " + max);
      return absent;
    }
    return value.doubleValue();
  }

  /** Milliseconds, more than 0 and at most a day; required when {@code absent} is null. */
  Duration millis(String key, @Nullable Duration absent) {
    JsonNode value = value(key);
    if (value == null && absent != null) {
      return absent;
    }
    if (value == null || !isMillis(value) || value.doubleValue() == 0) {
      wrong(key, value, "milliseconds, > 0 and <= 86400000");
      return Duration.ofMillis(1);
    }
    return duration(value);
  }

  /** Milliseconds, from 0 to a day. */
  Duration millisOrZero(String key, Duration absent) {
    JsonNode value = value(key);
    if (value == null) {
      return absent;
    }
    if (!isMillis(value)) {
      wrong(key, value, "milliseconds, >= 0 and <= 86400000");
      return absent;
    }
    return duration(value);
  }

  private static boolean isMillis(JsonNode value) {
    return value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= 86_400_000;
  }

  private static Duration duration(JsonNode value) {
    return Duration.ofNanos(Math.round(value.doubleValue() * 1e6));
  }

  /** The object under the key; an empty one when absent. */
  JsonFields object(String key) {
    return optional(key)
        .orElseGet(() ->
            new JsonFields(prefix + key + ".", JsonNodeFactory.instance.objectNode(), problems));
  }

  Optional<JsonFields> optional(String key) {
    JsonNode value = value(key);
    if (value != null && !value.isObject()) {
      wrong(key, value, "an object");
      value = null;
    }
    return value == null
        ? Optional.empty()
        : Optional.of(new JsonFields(prefix + key + ".", value, problems));
  }

  <T> List<T> list(String key, Function<JsonFields, T> read) {
    List<T> result = new ArrayList<>();
    int i = 0;
    for (JsonNode item : items(key, "an array of objects")) {
      String at = key + "[" + i++ + "]";
      if (item.isObject()) {
        result.add(read.apply(new JsonFields(prefix + at + ".", item, problems)));
      } else {
        wrong(at, item, "an object");
      }
    }
    return result;
  }

  List<String> strings(String key) {
    List<String> result = new ArrayList<>();
    int i = 0;
    for (JsonNode item : items(key, "an array of strings")) {
      String at = key + "[" + i++ + "]";
      if (item.isString() && !item.stringValue().isBlank()) {
        result.add(item.stringValue());
      } else {
        wrong(at, item, "a non-empty string");
      }
    }
    return result;
  }

  List<Double> positiveNumbers(String key) {
    List<Double> result = new ArrayList<>();
    int i = 0;
    for (JsonNode item : items(key, "an array of numbers")) {
      String at = key + "[" + i++ + "]";
      if (item.isNumber() && item.doubleValue() > 0 && Double.isFinite(item.doubleValue())) {
        result.add(item.doubleValue());
      } else {
        wrong(at, item, "a number > 0");
      }
    }
    return result;
  }

  private Iterable<JsonNode> items(String key, String expected) {
    JsonNode value = value(key);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      wrong(key, value, expected);
      return List.of();
    }
    return value;
  }

  /** Notes every key that no accessor asked for, with the nearest known one. */
  void end() {
    for (String key : node.propertyNames()) {
      if (!known.contains(key)) {
        String nearest =
            known.stream()
                .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
                .filter(candidate -> distance(key, candidate) <= 3)
                .orElse("one of " + String.join(", ", known));
        problem(key, "unknown key", nearest);
      }
    }
  }

  /** Levenshtein's edit distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal : diagonal + 1;
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
