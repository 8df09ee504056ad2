package dev.mainstay.design.internal.read;

import dev.mainstay.design.internal.yaml.Node;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mapping being read. Each key is asked for once; {@link #end} then reports the keys that nobody
 * asked for. A wrong or missing value is reported and replaced by a placeholder, so that reading
 * goes on to the next problem.
 */
final class Section {
  private final Reading reading;
  private final String design;
  private final String path;
  private final List<Node.Entry> entries;
  private final Place place;
  private final Set<String> known = new LinkedHashSet<>();

  Section(Reading reading, String design, String path, List<Node.Entry> entries, Place place) {
    this.reading = reading;
    this.design = design;
    this.path = path;
    this.entries = entries;
    this.place = place;
  }

  /** One of a mapping's or a list's members. */
  record Member(String name, Place namePlace, Section section) {}

  Reading reading() {
    return reading;
  }

  String design() {
    return design;
  }

  Place place() {
    return place;
  }

  boolean has(String key) {
    known.add(key);
    return entry(key).isPresent();
  }

  /** The value's place, or the section's when the key is absent. */
  Place placeOf(String key) {
    return entry(key).map(Node.Entry::place).orElse(place);
  }

  /** The place of an item of the list under the key. */
  Place itemPlace(String key, int index) {
    return entry(key)
        .map(Node.Entry::value)
        .filter(node -> node instanceof Node.Sequence list && index < list.items().size())
        .map(node -> ((Node.Sequence) node).items().get(index).place())
        .orElseGet(() -> placeOf(key));
  }

  /** A section that was read before, to look up places in it; nothing is reported. */
  Section inner(String key) {
    return entry(key)
        .map(entry ->
            new Section(
                reading,
                design,
                at(key),
                entry.value() instanceof Node.Mapping mapping ? mapping.entries() : List.of(),
                keyPlace(key)))
        .orElseGet(() -> new Section(reading, design, at(key), List.of(), place));
  }

  Optional<Node> node(String key) {
    known.add(key);
    Optional<Node.Entry> entry = entry(key);
    entry.ifPresent(found -> {
      reading.written(design, at(key), found.place());
      reading.value(design, at(key), found.value());
    });
    return entry.map(Node.Entry::value);
  }

  <T> Optional<T> value(String key, Form<T> form) {
    Optional<T> value = node(key).flatMap(node -> scalar(key, node, placeOf(key), form));
    value.ifPresent(found -> reading.effective(design, at(key), found));
    return value;
  }

  <T> T or(String key, Form<T> form, T absent) {
    Optional<T> value = value(key, form);
    if (value.isEmpty()) {
      reading.effective(design, at(key), absent);
    }
    return value.orElse(absent);
  }

  <T> T required(String key, Form<T> form, T placeholder) {
    if (!has(key)) {
      missing(key, form.expected());
      return placeholder;
    }
    return value(key, form).orElse(placeholder);
  }

  void missing(String key, String expected) {
    reading.error("MS-F005", label() + "has no " + key, place, "add `" + key + ": …`, " + expected);
  }

  /** A list of values; a single value is not a list. */
  <T> Optional<List<T>> values(String key, Form<T> form) {
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

  /** The section under the key; an empty one when it is absent or not a mapping. */
  Section section(String key) {
    return optionalSection(key)
        .orElseGet(() -> new Section(reading, design, at(key), List.of(), placeOf(key)));
  }

  Optional<Section> optionalSection(String key) {
    return node(key)
        .flatMap(node -> {
          if (node instanceof Node.Mapping mapping) {
            return Optional.of(
                new Section(reading, design, at(key), mapping.entries(), keyPlace(key)));
          }
          wrongKind(key, node, "a mapping");
          return Optional.empty();
        });
  }

  /** The sections under the key, each under its name. */
  List<Member> members(String key) {
    return members(key, Forms.IDENTIFIER);
  }

  /** The sections under the key, each under a name of that form. */
  List<Member> members(String key, Form<String> names) {
    return optionalSection(key).map(section -> section.members(names)).orElse(List.of());
  }

  private List<Member> members(Form<String> names) {
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
                new Section(reading, design, at(name), mapping.entries(), entry.key().place())));
      } else {
        wrongKind(name, entry.value(), "a mapping");
      }
    }
    return members;
  }

  /** The sections listed under the key. */
  Optional<List<Section>> items(String key) {
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
              items.add(new Section(reading, design, itemPath, mapping.entries(), item.place()));
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

  /** All keys with their values, for sections whose keys are free. */
  List<Node.Entry> entries() {
    entries.forEach(entry -> known.add(entry.key().text()));
    return entries;
  }

  void wrongKind(String key, Node node, String expected) {
    reading.error(
        "MS-F006",
        "%s: %s (expected: %s)".formatted(key, shortened(node.kind()), expected),
        placeOf(key),
        "write " + expected + " under `" + key + "`");
  }

  <T> void wrongValue(String key, String text, Place at, Form<T> form) {
    wrongValue(key, text, at, form, null);
  }

  private <T> void wrongValue(
      String key, String text, Place at, Form<T> form, @Nullable Place whole) {
    Optional<String> suggestion = form.suggestion(text);
    Problem.Edit edit =
        suggestion
            .filter(meant -> whole != null && !form.equals(Forms.IDENTIFIER))
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

  /** Reports the keys that were never asked for. */
  void end() {
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

  <T> Optional<T> scalar(String key, Node node, Place at, Form<T> form) {
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
    return value;
  }

  private Place keyPlace(String key) {
    return entry(key).map(entry -> entry.key().place()).orElse(place);
  }

  private Optional<Node.Entry> entry(String key) {
    return entries.stream().filter(entry -> entry.key().text().equals(key)).findFirst();
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
}
