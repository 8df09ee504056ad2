package dev.mainstay.alerting.rules.template;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of templates: what they are called, whether they are true, how they are written. */
final class Values {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Values() {}

  /** As an action writes it. */
  static String text(@Nullable Object value) {
    return value == null ? "<no value>" : printed(value);
  }

  /** As {@code %v} writes it. */
  static String printed(@Nullable Object value) {
    return switch (value) {
      case null -> "<nil>";
      case Double number -> GoNumbers.shortest(number);
      case Instant time -> time(time);
      case TemplateSample sample ->
          "{" + printed(sample.labels()) + " " + printed(sample.value()) + "}";
      case TemplateData data ->
          "{%s %s %s %s}"
              .formatted(
                  printed(data.labels()),
                  printed(data.externalLabels()),
                  data.externalUrl(),
                  printed(data.value()));
      case List<?> list ->
          list.stream().map(Values::printed).collect(Collectors.joining(" ", "[", "]"));
      case Map<?, ?> map ->
          new TreeMap<Object, Object>(map)
              .entrySet().stream()
                  .map(entry -> entry.getKey() + ":" + printed(entry.getValue()))
                  .collect(Collectors.joining(" ", "map[", "]"));
      default -> value.toString();
    };
  }

  /** As Go writes a time in UTC. */
  static String time(Instant time) {
    String text = TIME.format(time);
    if (time.getNano() != 0) {
      text += "." + "%09d".formatted(time.getNano()).replaceAll("0+$", "");
    }
    return text + " +0000 UTC";
  }

  static boolean isTrue(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean truth -> truth;
      case String text -> !text.isEmpty();
      case Long number -> number != 0;
      case Double number -> number != 0;
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> true;
    };
  }

  /** The name of its type in Go. */
  static String type(@Nullable Object value) {
    return switch (value) {
      case null -> "<nil>";
      case Double number -> "float64";
      case Long number -> "int";
      case Boolean truth -> "bool";
      case String text -> "string";
      case Instant time -> "*time.Time";
      case TemplateSample sample -> "*template.sample";
      case List<?> list -> "template.queryResult";
      case Map<?, ?> map ->
          map.values().stream().allMatch(String.class::isInstance)
              ? "map[string]string"
              : "map[string]interface {}";
      default -> "struct";
    };
  }
}
