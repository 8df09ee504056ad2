package dev.mainstay.telemetry.config;

import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Nearest;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of one mapping; what is wrong goes to the list of problems, and reading goes on
 * with the default. {@link #close} reports the keys that nobody asked for.
 */
public final class ConfigSection implements AutoCloseable {
  private static final Pattern DURATION =
      Pattern.compile(
          "((?<y>\\d+)y)?((?<w>\\d+)w)?((?<d>\\d+)d)?((?<h>\\d+)h)?((?<m>\\d+)m)?((?<s>\\d+)s)?"
              + "((?<ms>\\d+)ms)?");
  private static final Pattern BYTES = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kKMGTPE]?i?)B");

  private final Node.@Nullable Mapping mapping;
  private final Place place;
  private final String path;
  private final List<Problem> problems;
  private final TreeSet<String> known = new TreeSet<>();

  public ConfigSection(@Nullable Node node, Place otherwise, String path, List<Problem> problems) {
    this.path = path;
    this.problems = problems;
    this.place = node == null ? otherwise : node.place();
    if (node instanceof Node.Mapping found) {
      mapping = found;
    } else {
      mapping = null;
      if (node != null && !(node instanceof Node.Scalar scalar && scalar.isNothing())) {
        problem(
            ConfigCodes.OTHER_KIND,
            node.place(),
            (path.isEmpty() ? "" : path + ": ") + node.kind() + " (expected: a mapping)",
            null);
      }
    }
  }

  public Place place() {
    return place;
  }

  public String path() {
    return path;
  }

  public List<Problem> problems() {
    return problems;
  }

  public void problem(Place at, String message, @Nullable String fix) {
    problem(ConfigCodes.FORM, at, message, fix);
  }

  public void problem(String code, Place at, String message, @Nullable String fix) {
    problems.add(Problem.error(code, message, at, fix));
  }

  public String name(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  public @Nullable Node node(String key) {
    known.add(key);
    Node.Entry entry = mapping == null ? null : mapping.find(key);
    return entry == null || (entry.value() instanceof Node.Scalar scalar && scalar.isNothing())
        ? null
        : entry.value();
  }

  /** Where a key stands, or the section when it is not written. */
  public Place place(String key) {
    Node.Entry entry = mapping == null ? null : mapping.find(key);
    return entry == null ? place : entry.value().place();
  }

  public boolean has(String key) {
    return node(key) != null;
  }

  public ConfigSection section(String key) {
    return new ConfigSection(node(key), place, name(key), problems);
  }

  public <T> List<T> sections(String key, Function<ConfigSection, T> reader) {
    var read = new ArrayList<T>();
    List<Node> items = items(key);
    for (int i = 0; i < items.size(); i++) {
      Node item = items.get(i);
      String at = name(key) + "[" + i + "]";
      try (var section = new ConfigSection(item, item.place(), at, problems)) {
        read.add(reader.apply(section));
      }
    }
    return read;
  }

  private List<Node> items(String key) {
    return switch (node(key)) {
      case null -> List.of();
      case Node.Sequence sequence -> sequence.items();
      case Node other -> {
        problem(
            ConfigCodes.OTHER_KIND,
            other.place(),
            name(key) + ": " + other.kind() + " (expected: a list)",
            null);
        yield List.of();
      }
    };
  }

  public <T> T value(
      String key, T otherwise, String expected, Function<String, @Nullable T> reader) {
    Node node = node(key);
    if (node == null) {
      return otherwise;
    }
    T read = node instanceof Node.Scalar scalar ? reader.apply(scalar.text()) : null;
    if (read == null) {
      problem(node.place(), name(key) + ": " + node.kind() + " (expected: " + expected + ")", null);
      return otherwise;
    }
    return read;
  }

  public @Nullable String text(String key) {
    return has(key) ? text(key, "") : null;
  }

  public String text(String key, String otherwise) {
    known.add(key);
    Node.Entry entry = mapping == null ? null : mapping.find(key);
    if (entry != null && entry.value() instanceof Node.Scalar scalar && !scalar.isNothing()) {
      return scalar.text();
    }
    return value(key, otherwise, "a text", text -> text);
  }

  public boolean bool(String key, boolean otherwise) {
    return value(
        key,
        otherwise,
        "true or false",
        text ->
            switch (text) {
              case "true", "True", "TRUE", "yes", "on" -> true;
              case "false", "False", "FALSE", "no", "off" -> false;
              default -> null;
            });
  }

  public long number(String key, long otherwise) {
    return value(
        key,
        otherwise,
        "a whole number >= 0",
        text -> text.matches("\\d{1,18}") ? Long.valueOf(text) : null);
  }

  public @Nullable Duration duration(String key) {
    return has(key) ? duration(key, Duration.ZERO) : null;
  }

  public Duration duration(String key, Duration otherwise) {
    return value(
        key, otherwise, "a duration such as 15s, 1m30s, 500ms", ConfigSection::parseDuration);
  }

  /** Prometheus' durations; null when it is none. */
  public static @Nullable Duration parseDuration(String text) {
    Matcher match = DURATION.matcher(text);
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    if (text.isEmpty() || text.length() > 40 || !match.matches()) {
      return null;
    }
    try {
      return Duration.ofDays(part(match, "y") * 365 + part(match, "w") * 7 + part(match, "d"))
          .plusHours(part(match, "h"))
          .plusMinutes(part(match, "m"))
          .plusSeconds(part(match, "s"))
          .plusMillis(part(match, "ms"));
    } catch (ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  private static long part(Matcher match, String group) {
    String found = match.group(group);
    return found == null ? 0 : Long.parseLong(found);
  }

  public long bytes(String key, long otherwise) {
    return value(key, otherwise, "bytes such as 8MB, 512KiB", ConfigSection::bytes);
  }

  private static @Nullable Long bytes(String text) {
    if (text.equals("0")) {
      return 0L;
    }
    Matcher match = BYTES.matcher(text);
    if (!match.matches()) {
      return null;
    }
    String unit = match.group(2).toUpperCase(Locale.ROOT);
    int power = unit.isEmpty() ? 0 : "KMGTPE".indexOf(unit.charAt(0)) + 1;
    // As Prometheus reads them: KB is 1024 too.
    double bytes = new BigDecimal(match.group(1)).doubleValue() * Math.pow(1024, power);
    return bytes > Long.MAX_VALUE / 2.0 ? null : (Long) (long) bytes;
  }

  public List<String> texts(String key) {
    var texts = new ArrayList<String>();
    for (Node item : items(key)) {
      if (item instanceof Node.Scalar scalar) {
        texts.add(scalar.text());
      } else {
        problem(
            ConfigCodes.OTHER_KIND,
            item.place(),
            name(key) + ": " + item.kind() + " (expected: a text)",
            null);
      }
    }
    return texts;
  }

  /** Where the items of a list stand. */
  public List<Place> places(String key) {
    return items(key).stream().map(Node::place).toList();
  }

  /** A mapping of free keys. */
  public Map<String, Node> entries(String key) {
    var entries = new LinkedHashMap<String, Node>();
    switch (node(key)) {
      case null -> {}
      case Node.Mapping found ->
          found.entries().forEach(entry -> entries.put(entry.key().text(), entry.value()));
      case Node other ->
          problem(
              ConfigCodes.OTHER_KIND,
              other.place(),
              name(key) + ": " + other.kind() + " (expected: a mapping)",
              null);
    }
    return entries;
  }

  /** A mapping of texts. */
  public Map<String, String> pairs(String key) {
    var pairs = new LinkedHashMap<String, String>();
    entries(key)
        .forEach((name, node) -> {
          if (node instanceof Node.Scalar scalar) {
            pairs.put(name, scalar.isNothing() ? "" : scalar.text());
          } else {
            problem(
                ConfigCodes.OTHER_KIND,
                node.place(),
                name(key) + "." + name + ": " + node.kind() + " (expected: a text)",
                null);
          }
        });
    return pairs;
  }

  /** Takes a key that is understood and means nothing here. */
  public void ignore(String... keys) {
    known.addAll(List.of(keys));
  }

  /** Tells of a key that Prometheus has and Mainstay does not do. */
  public void refuse(String key, String instead) {
    known.add(key);
    Node.Entry entry = mapping == null ? null : mapping.find(key);
    if (entry != null) {
      problem(
          ConfigCodes.NOT_DONE, entry.key().place(), name(key) + ": not done by Mainstay", instead);
    }
  }

  /** Warns of a key that Prometheus has and that has no effect here. */
  public void without(String key, String why, String instead) {
    Node node = node(key);
    if (node != null) {
      String message = name(key) + ": without effect: " + why;
      Problem.Severity warning = Problem.Severity.WARNING;
      problems.add(
          new Problem(
              ConfigCodes.NOT_DONE, warning, message, place(key), List.of(), null, null, instead));
    }
  }

  @Override
  public void close() {
    if (mapping == null) {
      return;
    }
    for (Node.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (!known.contains(key)) {
        problem(
            ConfigCodes.UNKNOWN_KEY,
            entry.key().place(),
            name(key) + ": unknown key",
            Nearest.of(key, known).map(near -> "did you mean " + near + "?").orElse(null));
      }
    }
  }
}
