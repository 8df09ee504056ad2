package dev.mainstay.design.internal.read;

import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final KeyPath path;
  private final Entries entries;
  private final Place place;

  WrittenSection(
      Reading reading, String design, KeyPath path, List<Node.Entry> entries, Place place) {
    this.reading = reading;
    this.design = design;
    this.path = path;
    this.entries = new Entries(entries);
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
    entries.ask(key);
    return entries.find(key) != null;
  }

  @Override
  public Place placeOf(String key) {
    Node.Entry entry = entries.find(key);
    return entry == null ? place : entry.place();
  }

  @Override
  public Place itemPlace(String key, int index) {
    Node.Entry entry = entries.find(key);
    return entry != null
            && entry.value() instanceof Node.Sequence list
            && index < list.items().size()
        ? list.items().get(index).place()
        : placeOf(key);
  }

  @Override
  public Section inner(String key) {
    Node.Entry entry = entries.find(key);
    return entry != null && entry.value() instanceof Node.Mapping mapping
        ? new WrittenSection(reading, design, path.at(key), mapping.entries(), entry.key().place())
        : empty(key, entry == null ? place : entry.key().place());
  }

  @Override
  public Optional<Node> node(String key) {
    Node.Entry entry = take(key);
    return entry == null ? Optional.empty() : Optional.of(entry.value());
  }

  /** The entry, its place kept; null when the key is absent. */
  private Node.@Nullable Entry take(String key) {
    entries.ask(key);
    Node.Entry entry = entries.find(key);
    if (entry != null) {
      keep(path.at(key), entry.place(), entry.value());
    }
    return entry;
  }

  private void keep(KeyPath at, Place place, Node node) {
    reading.written(design, at.text, place);
    reading.value(design, at.text, node);
  }

  @Override
  public <T> Optional<T> value(String key, Form<T> form) {
    Node.Entry entry = take(key);
    if (entry == null) {
      return Optional.empty();
    }
    Optional<T> value = scalar(key, entry.value(), entry.place(), form);
    if (reading.effective != null && value.isPresent()) {
      effective(key, value.get());
    }
    return value;
  }

  @Override
  public <T> T or(String key, Form<T> form, T absent) {
    Optional<T> value = value(key, form);
    if (value.isPresent()) {
      return value.get();
    }
    effective(key, absent);
    return absent;
  }

  /** The path is only made for somebody who wants it: it is asked for at every value. */
  private void effective(String key, Object value) {
    if (reading.effective != null) {
      reading.effective(design, path.at(key).text, value);
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
    faults().missing(key, place, expected);
  }

  @Override
  public <T> Optional<List<T>> values(String key, Form<T> form) {
    Node.Entry entry = take(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (!(entry.value() instanceof Node.Sequence list)) {
      wrongKind(key, entry.value(), "a list such as [" + Faults.example(form) + "]");
      return Optional.empty();
    }
    List<T> values = new ArrayList<>(list.items().size());
    for (int i = 0; i < list.items().size(); i++) {
      Node item = list.items().get(i);
      KeyPath at = path.at(key).at(i);
      keep(at, item.place(), item);
      scalar(key, item, item.place(), form)
          .ifPresent(value -> {
            values.add(value);
            reading.effective(design, at.text, value);
          });
    }
    return Optional.of(values);
  }

  @Override
  public Section section(String key) {
    WrittenSection section = mapping(key);
    return section == null ? empty(key, placeOf(key)) : section;
  }

  private WrittenSection empty(String key, Place at) {
    return new WrittenSection(reading, design, path.at(key), List.of(), at);
  }

  @Override
  public Optional<Section> optionalSection(String key) {
    return Optional.ofNullable(mapping(key));
  }

  /** Null when the key is absent or something else stands there. */
  private @Nullable WrittenSection mapping(String key) {
    Node.Entry entry = take(key);
    if (entry == null) {
      return null;
    }
    if (entry.value() instanceof Node.Mapping mapping) {
      return new WrittenSection(
          reading, design, path.at(key), mapping.entries(), entry.key().place());
    }
    wrongKind(key, entry.value(), "a mapping");
    return null;
  }

  @Override
  public List<Member> members(String key, Form<String> names) {
    WrittenSection section = mapping(key);
    return section == null ? List.of() : section.membersNamed(names);
  }

  private List<Member> membersNamed(Form<String> names) {
    List<Member> members = new ArrayList<>();
    for (Node.Entry entry : entries.askAll()) {
      String name = entry.key().text();
      Place named = entry.key().place();
      if (names.parse(name).isEmpty()) {
        wrongValue("name", name, named, names);
      }
      KeyPath at = path.at(name);
      keep(at, named, entry.value());
      if (entry.value() instanceof Node.Mapping mapping) {
        var section = new WrittenSection(reading, design, at, mapping.entries(), named);
        members.add(new Member(name, named, section));
      } else {
        wrongKind(name, entry.value(), "a mapping");
      }
    }
    return members;
  }

  @Override
  public Optional<List<Section>> items(String key) {
    Node.Entry entry = take(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (!(entry.value() instanceof Node.Sequence list)) {
      wrongKind(key, entry.value(), "a list of mappings");
      return Optional.empty();
    }
    List<Section> items = new ArrayList<>(list.items().size());
    for (int i = 0; i < list.items().size(); i++) {
      Node item = list.items().get(i);
      KeyPath at = path.at(key).at(i);
      reading.written(design, at.text, item.place());
      if (item instanceof Node.Mapping mapping) {
        items.add(new WrittenSection(reading, design, at, mapping.entries(), item.place()));
      } else {
        faults().notMapping(key, item);
      }
    }
    return Optional.of(items);
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
          "write `%s: [%s]`".formatted(key, Faults.example(form)));
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
    WrittenSection section = mapping(key);
    if (section != null) {
      for (Node.Entry entry : section.entries()) {
        String name = entry.key().text();
        if (names.parse(name).isEmpty()) {
          section.wrongValue(key, name, entry.key().place(), names);
        }
        section.value(name, form).ifPresent(value -> values.put(name, value));
      }
    }
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
    return entries.askAll();
  }

  @Override
  public void wrongKind(String key, Node node, String expected) {
    faults().wrongKind(key, node, placeOf(key), expected);
  }

  @Override
  public <T> void wrongValue(String key, String text, Place at, Form<T> form) {
    faults().wrongValue(key, text, at, form, null);
  }

  @Override
  public void end() {
    entries.end(faults());
  }

  private <T> Optional<T> scalar(String key, Node node, Place at, Form<T> form) {
    if (!(node instanceof Node.Scalar scalar)
        || (scalar.isNothing() && !form.equals(Forms.ANY_TEXT))) {
      faults().notSingle(key, node, at, form);
      return Optional.empty();
    }
    Optional<T> value = form.parse(scalar.text());
    if (value.isEmpty()) {
      faults().wrongValue(key, scalar.text(), at, form, scalar.isWhole() ? scalar.place() : null);
    }
    if (reading.canonical != null && value.isPresent()) {
      reading.understood(scalar, form, value.get());
    }
    return value;
  }

  private Faults faults() {
    return new Faults(reading, path.text);
  }

  @Override
  public boolean isRun(String below) {
    return reading.isRun(design, path.text.isEmpty() ? below : path.text + "/" + below);
  }
}
