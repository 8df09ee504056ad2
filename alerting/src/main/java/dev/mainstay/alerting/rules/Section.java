package dev.mainstay.alerting.rules;

import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Nearest;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.PromqlException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A mapping that is read key by key. What is not of its form is told and read as absent; {@link
 * #rest} tells the keys that nobody asked for.
 */
public final class Section {
  private final Node.Mapping mapping;
  private final Place place;
  private final Consumer<Problem> problems;
  private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();

  private Section(Node.Mapping mapping, Consumer<Problem> problems) {
    this.mapping = mapping;
    this.place =
        mapping.entries().isEmpty() ? mapping.place() : mapping.entries().getFirst().key().place();
    this.problems = problems;
    mapping.entries().forEach(entry -> entries.put(entry.key().text(), entry));
  }

  /** Absent when the node is no mapping, which is told unless nothing stands there. */
  public static Optional<Section> of(Node node, String what, Consumer<Problem> problems) {
    if (node instanceof Node.Mapping mapping) {
      return Optional.of(new Section(mapping, problems));
    }
    if (!isNothing(node)) {
      problems.accept(other(what, node, "a mapping"));
    }
    return Optional.empty();
  }

  /** Of its first key. */
  public Place place() {
    return place;
  }

  /** Where the key's value stands, or the section's place. */
  public Place place(String key) {
    Node.Entry entry = entries.get(key);
    return entry == null ? place : entry.value().place();
  }

  /** Where the key stands, or the section's place. */
  public Place keyPlace(String key) {
    Node.Entry entry = entries.get(key);
    return entry == null ? place : entry.key().place();
  }

  /** Whether anything stands under the key. */
  public boolean has(String key) {
    return get(key).isPresent();
  }

  private Optional<Node> get(String key) {
    asked.add(key);
    return Optional.ofNullable(entries.get(key))
        .map(Node.Entry::value)
        .filter(value -> !isNothing(value));
  }

  public Optional<Node.Scalar> scalar(String key) {
    Optional<Node> node = get(key);
    if (node.isPresent() && !(node.get() instanceof Node.Scalar)) {
      problems.accept(other(key, node.get(), "a single value"));
    }
    return node.filter(Node.Scalar.class::isInstance).map(Node.Scalar.class::cast);
  }

  /** Empty when absent. */
  public String text(String key) {
    return scalar(key).map(Node.Scalar::text).orElse("");
  }

  /** The items of a list. */
  public List<Node> list(String key) {
    Optional<Node> node = get(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.get() instanceof Node.Sequence list) {
      return list.items();
    }
    problems.accept(other(key, node.get(), "a list"));
    return List.of();
  }

  public Optional<Section> section(String key) {
    return get(key).flatMap(node -> of(node, key, problems));
  }

  /** Names with single values, in the order of the text. */
  public Map<String, Node.Entry> texts(String key) {
    Map<String, Node.Entry> texts = new LinkedHashMap<>();
    section(key)
        .ifPresent(section -> {
          for (Node.Entry entry : section.mapping.entries()) {
            if (entry.value() instanceof Node.Scalar) {
              texts.put(entry.key().text(), entry);
            } else {
              problems.accept(other(entry.key().text(), entry.value(), "a text"));
            }
          }
        });
    return texts;
  }

  /** A whole number. */
  public Optional<Long> integer(String key) {
    Optional<Node.Scalar> scalar = scalar(key);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (scalar.get().plain()) {
        return Optional.of(Long.parseLong(scalar.get().text()));
      }
    } catch (NumberFormatException e) {
      // told below
    }
    problems.accept(notOfItsForm(key, scalar.get(), "a whole number without quotes"));
    return Optional.empty();
  }

  public Optional<Boolean> flag(String key) {
    Optional<Node.Scalar> scalar = scalar(key);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    return switch (scalar.get().text()) {
      case "true", "True", "TRUE", "yes", "on" -> Optional.of(true);
      case "false", "False", "FALSE", "no", "off" -> Optional.of(false);
      default -> {
        problems.accept(notOfItsForm(key, scalar.get(), "true or false"));
        yield Optional.empty();
      }
    };
  }

  /** A duration such as {@code 1h30m}. */
  public Optional<Duration> duration(String key) {
    Optional<Node.Scalar> scalar = scalar(key);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    Duration duration = parseDuration(scalar.get().text());
    if (duration == null) {
      problems.accept(notOfItsForm(key, scalar.get(), "a duration such as 30s, 5m, 1h30m or 0"));
    }
    return Optional.ofNullable(duration);
  }

  /** The duration that the text is as Prometheus writes it, or null. */
  public static @Nullable Duration parseDuration(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    if (!text.matches("([0-9]+[a-z]+)+")) {
      return null;
    }
    try {
      return Promql.parse(text, Dialect.PROMETHEUS_3) instanceof Expr.NumberLiteral number
          ? Duration.ofMillis(Math.round(number.value() * 1000))
          : null;
    } catch (PromqlException e) {
      return null;
    }
  }

  /** Tells that a required key is missing. */
  public void missing(String key, String what) {
    problems.accept(
        Problem.error(
            "MS-F005",
            key + ": missing (expected: " + what + ")",
            place,
            "write `" + key + ": …`"));
  }

  /** Tells the keys that nobody asked for. */
  public void rest() {
    for (Node.Entry entry : mapping.entries()) {
      if (!asked.contains(entry.key().text())) {
        problems.accept(
            Problem.error(
                "MS-F004",
                "unknown key " + entry.key().kind(),
                entry.key().place(),
                Nearest.of(entry.key().text(), asked)
                    .map(near -> "did you mean " + near + "?")
                    .orElseGet(() ->
                        "known here: " + String.join(", ", asked.stream().distinct().toList()))));
      }
    }
  }

  public static Problem notOfItsForm(String key, Node.Scalar scalar, String expected) {
    return Problem.error(
        "MS-F007",
        "%s: %s (expected: %s)".formatted(key, scalar.kind(), expected),
        scalar.place(),
        null);
  }

  private static Problem other(String what, Node node, String expected) {
    return Problem.error(
        "MS-F006",
        "%s: %s (expected: %s)".formatted(what, node.kind(), expected),
        node.place(),
        null);
  }

  private static boolean isNothing(Node node) {
    return node instanceof Node.Scalar scalar && scalar.isNothing();
  }
}
