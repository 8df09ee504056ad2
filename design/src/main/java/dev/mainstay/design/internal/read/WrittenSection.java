package dev.mainstay.design.internal.read;

import dev.mainstay.design.internal.yaml.Node;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mapping in a file. Each key is asked for once; {@link #end} then reports the keys that nobody
 * asked for. A wrong or missing value is reported and replaced by a placeholder, so that reading
 * goes on to the next problem.
 */
final class WrittenSection implements Section {
  private final Reading reading;
  private final String design;
  private final String path;
  private final List<Node.Entry> entries;
  private final Place place;
  private final Set<String> known = new LinkedHashSet<>();

  WrittenSection(
      Reading reading, String design, String path, List<Node.Entry> entries, Place place) {
    this.reading = reading;
    this.design = design;
    this.path = path;
    this.entries = entries;
    this.place = place;
  }

  @Override
  public Reading reading() {
    return reading;
  }

  @Override
  public String design() {
    return design;
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public boolean has(String key) {
    known.add(key);
    return entry(key).isPresent();
  }

  @Override
  public Place placeOf(String key) {
    return entry(key).map(Node.Entry::place).orElse(place);
  }

  @Override
  public Place itemPlace(String key, int index) {
    return entry(key)
        .map(Node.Entry::value)
        .filter(node -> node instanceof Node.Sequence list && index < list.items().size())
        .map(node -> ((Node.Sequence) node).items().get(index).place())
        .orElseGet(() -> placeOf(key));
  }

  @Override
  public Section inner(String key) {
    return entry(key)
        .map(entry ->
            new WrittenSection(
                reading,
                design,
                at(key),
                entry.value() instanceof Node.Mapping mapping ? mapping.entries() : List.of(),
                keyPlace(key)))
        .orElseGet(() -> new WrittenSection(reading, design, at(key), List.of(), place));
  }

  @Override
  public Optional<Node> node(String key) {
    known.add(key);
    Optional<Node.Entry> entry = entry(key);
    entry.ifPresent(found -> {
      String path = at(key);
      reading.written(design, path, found.place());
      reading.value(design, path, found.value());
    });
    return entry.map(Node.Entry::value);
  }

  @Override
  public <T> Optional<T> value(String key, Form<T> form) {
    Optional<T> value = node(key).flatMap(node -> scalar(key, node, placeOf(key), form));
    value.ifPresent(found -> effective(key, found));
    return value;
  }

  @Override
  public <T> T or(String key, Form<T> form, T absent) {
    Optional<T> value = value(key, form);
    if (value.isEmpty()) {
      effective(key, absent);
    }
    return value.orElse(absent);
  }

  /** The path is only made for somebody who wants it: it is asked for at every value. */
  private void effective(String key, Object value) {
    if (reading.effective != null) {
      reading.effective(design, at(key), value);
    }
  }

  @Override
  public <T> T required(String key, Form<T> form, T placeholder) {
    if (!has(key)) {
      missing(key, form.expected());
      return placeholder;
    }
    return value(key, form).orElse(placeholder);
  }

  @Override
  public void missing(String key, String expected) {
    reading.missing(label(), key, place, expected);
  }

  @Override
  public <T> Optional<List<T>> values(String key, Form<T> form) {
    return node(key)
        .flatMap(node -> {
          if (!(node instanceof Node.Sequence list)) {
            wrongKind(key, node, "a list such as [" + example(form) + "]");
            return Optional.empty();
          }
          List<T> values = new ArrayList<>();
          for (int i = 0; i < list.items().size(); i++) {
            Node item = list.items().get(i);
            reading.written(design, at(key) + "/" + i, item.place());
            reading.value(design, at(key) + "/" + i, item);
            int index = i;
            scalar(key, item, item.place(), form)
                .ifPresent(value -> {
                  values.add(value);
                  reading.effective(design, at(key) + "/" + index, value);
                });
          }
          return Optional.of(values);
        });
  }

  @Override
  public Section section(String key) {
    return optionalSection(key)
        .orElseGet(() -> new WrittenSection(reading, design, at(key), List.of(), placeOf(key)));
  }

  @Override
  public Optional<Section> optionalSection(String key) {
    return mapping(key).map(section -> section);
  }

  private Optional<WrittenSection> mapping(String key) {
    return node(key)
        .flatMap(node -> {
          if (node instanceof Node.Mapping mapping) {
            return Optional.of(
                new WrittenSection(reading, design, at(key), mapping.entries(), keyPlace(key)));
          }
          wrongKind(key, node, "a mapping");
          return Optional.empty();
        });
  }

  @Override
  public List<Member> members(String key, Form<String> names) {
    return mapping(key).map(section -> section.membersNamed(names)).orElse(List.of());
  }

  private List<Member> membersNamed(Form<String> names) {
    List<Member> members = new ArrayList<>();
    for (Node.Entry entry : entries) {
      String name = entry.key().text();
      known.add(name);
      if (names.parse(name).isEmpty()) {
        wrongValue("name", name, entry.key().place(), names);
      }
      reading.written(design, at(name), entry.key().place());
      reading.value(design, at(name), entry.value());
      if (entry.value() instanceof Node.Mapping mapping) {
        members.add(
            new Member(
                name,
                entry.key().place(),
                new WrittenSection(
                    reading, design, at(name), mapping.entries(), entry.key().place())));
      } else {
        wrongKind(name, entry.value(), "a mapping");
      }
    }
    return members;
  }

  @Override
  public Optional<List<Section>> items(String key) {
    return node(key)
        .flatMap(node -> {
          if (!(node instanceof Node.Sequence list)) {
            wrongKind(key, node, "a list of mappings");
            return Optional.empty();
          }
          List<Section> items = new ArrayList<>();
          for (int i = 0; i < list.items().size(); i++) {
            Node item = list.items().get(i);
            String itemPath = at(key) + "/" + i;
            reading.written(design, itemPath, item.place());
            if (item instanceof Node.Mapping mapping) {
              items.add(
                  new WrittenSection(reading, design, itemPath, mapping.entries(), item.place()));
            } else {
              reading.error(
                  "MS-F006",
                  "%s: %s (expected: a mapping)".formatted(key, item.kind()),
                  item.place(),
                  "write `- { … }`");
            }
          }
          return Optional.of(items);
        });
  }

  @Override
  public <T> List<T> requiredValues(String key, Form<T> form, int least, String expected) {
    if (!has(key)) {
      missing(key, expected);
      return List.of();
    }
    Optional<List<T>> values = values(key, form);
    if (node(key)
        .filter(node -> node instanceof Node.Sequence list && list.items().size() < least)
        .isPresent()) {
      reading.error(
          "MS-F007",
          "%s: an empty list (expected: %s)".formatted(key, expected),
          placeOf(key),
          "write `%s: [%s]`".formatted(key, example(form)));
    }
    return values.orElse(List.of());
  }

  @Override
  public Optional<Section> requiredSection(String key, String expected) {
    if (!has(key)) {
      missing(key, expected);
    }
    return optionalSection(key);
  }

  @Override
  public Optional<List<Section>> requiredItems(String key, String expected) {
    if (!has(key)) {
      missing(key, expected);
    }
    return items(key);
  }

  @Override
  public <T> Map<String, T> named(String key, Form<String> names, Form<T> form) {
    Map<String, T> values = new LinkedHashMap<>();
    mapping(key)
        .ifPresent(section -> {
          for (Node.Entry entry : section.entries()) {
            String name = entry.key().text();
            if (names.parse(name).isEmpty()) {
              section.wrongValue(key, name, entry.key().place(), names);
            }
            section.value(name, form).ifPresent(value -> values.put(name, value));
          }
        });
    return values;
  }

  @Override
  public <T> Optional<T> choice(String key, Choice<T> choice) {
    Optional<Node> node = node(key);
    if (choice.section() != null && node.orElse(null) instanceof Node.Mapping) {
      return optionalSection(key).map(choice.section());
    }
    if (choice.list() != null && node.orElse(null) instanceof Node.Sequence) {
      return listed(key, choice.list());
    }
    if (choice.named() != null && node.orElse(null) instanceof Node.Mapping) {
      return Optional.of(underNames(key, choice.named()));
    }
    if (choice.value() == null) {
      return choice.list() == null ? Optional.empty() : listed(key, choice.list());
    }
    return value(key, choice.value());
  }

  private <E, T> T underNames(String key, Choice.NamedOf<E, T> named) {
    return named.all().apply(named(key, named.names(), named.item()));
  }

  private <E, T> Optional<T> listed(String key, Choice.ListOf<E, T> list) {
    return values(key, list.item()).map(list.all());
  }

  @Override
  public <T> T either(String key, Function<Section, T> with, Function<Section, T> without) {
    return has(key) ? with.apply(this) : without.apply(this);
  }

  @Override
  public boolean excluded(String key, String message, String fix) {
    if (has(key)) {
      node(key);
      reading.error("MS-F008", message, placeOf(key), fix);
    }
    return has(key);
  }

  @Override
  public List<Node.Entry> entries() {
    entries.forEach(entry -> known.add(entry.key().text()));
    return entries;
  }

  @Override
  public void wrongKind(String key, Node node, String expected) {
    reading.error(
        "MS-F006",
        "%s: %s (expected: %s)".formatted(key, shortened(node.kind()), expected),
        placeOf(key),
        "write " + expected + " under `" + key + "`");
  }

  @Override
  public <T> void wrongValue(String key, String text, Place at, Form<T> form) {
    wrongValue(key, text, at, form, null);
  }

  private <T> void wrongValue(
      String key, String text, Place at, Form<T> form, @Nullable Place whole) {
    Optional<String> suggestion = form.suggestion(text);
    Problem.Edit edit =
        suggestion
            .filter(meant -> whole != null && !Forms.isName(form))
            .filter(meant -> form.parse(meant).isPresent() && form.isCertain(text, meant))
            .map(meant -> edit(whole, meant))
            .orElse(null);
    reading.error(
        "MS-F007",
        "%s: %s (expected: %s)"
            .formatted(key, text.isEmpty() ? "''" : shortened(text), form.expected()),
        at,
        suggestion.map(meant -> "write `" + meant + "`").orElse("write " + form.expected()),
        edit);
  }

  private static Problem.@Nullable Edit edit(@Nullable Place place, String replacement) {
    return place == null ? null : new Problem.Edit(place, replacement);
  }

  @Override
  public void end() {
    for (Node.Entry entry : entries) {
      String key = entry.key().text();
      if (known.contains(key)) {
        continue;
      }
      List<String> free = known.stream().filter(name -> entry(name).isEmpty()).toList();
      Problem.Edit edit =
          free.stream()
              .filter(name -> Certainty.sameLetters(name, key))
              .findFirst()
              .map(name -> edit(entry.key().isWhole() ? entry.key().place() : null, name))
              .orElse(null);
      reading.error(
          "MS-F004",
          "unknown key '%s'%s".formatted(shortened(key), label().isEmpty() ? "" : " in " + path),
          entry.key().place(),
          Nearest.of(key, free)
              .or(() -> Nearest.of(key, known))
              .map(near -> "did you mean `" + near + "`?")
              .orElse("known here: " + String.join(", ", known)),
          edit);
    }
  }

  private <T> Optional<T> scalar(String key, Node node, Place at, Form<T> form) {
    if (!(node instanceof Node.Scalar scalar)
        || (scalar.isNothing() && !form.equals(Forms.ANY_TEXT))) {
      reading.error(
          "MS-F006",
          "%s: %s (expected: %s)".formatted(key, shortened(node.kind()), form.expected()),
          at,
          "write " + form.expected());
      return Optional.empty();
    }
    Optional<T> value = form.parse(scalar.text());
    if (value.isEmpty()) {
      wrongValue(key, scalar.text(), at, form, scalar.isWhole() ? scalar.place() : null);
    }
    value.ifPresent(read -> reading.understood(scalar, form, read));
    return value;
  }

  private Place keyPlace(String key) {
    return entry(key).map(entry -> entry.key().place()).orElse(place);
  }

  private Optional<Node.Entry> entry(String key) {
    for (Node.Entry entry : entries) {
      if (entry.key().text().equals(key)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "/" + key;
  }

  private String label() {
    return path.isEmpty() ? "" : path + ": ";
  }

  private static String shortened(String text) {
    String line = text.replace('\n', ' ').replace('\r', ' ');
    return line.length() <= 60 ? line : line.substring(0, 57) + "…";
  }

  private static String example(Form<?> form) {
    String expected = form.expected();
    int such = expected.indexOf("such as ");
    return such < 0 ? "…" : expected.substring(such + "such as ".length());
  }

  @Override
  public boolean isRun(String below) {
    return reading.isRun(design, at(below));
  }
}
