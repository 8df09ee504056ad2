package dev.mainstay.design.internal.imports;

import dev.mainstay.design.Import.Remark;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Place;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A value in another tool's file. Remembers what was asked for, so that all that was not can be
 * told; asking for what is not there gives something empty.
 */
public final class Foreign {
  private static final int MAX_TEXT = 60;

  private final Node node;
  private final Consumer<Remark> remarks;
  private final Set<Node> used;

  Foreign(Node node, Consumer<Remark> remarks) {
    this(node, remarks, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private Foreign(Node node, Consumer<Remark> remarks, Set<Node> used) {
    this.node = node;
    this.remarks = remarks;
    this.used = used;
  }

  Node node() {
    return node;
  }

  Place place() {
    return node.place();
  }

  private Optional<Node> child(String key) {
    if (!(node instanceof Node.Mapping mapping)) {
      return Optional.empty();
    }
    return mapping.entries().stream()
        .filter(entry -> entry.key().text().equals(key))
        .map(Node.Entry::value)
        .findFirst();
  }

  public boolean has(String key) {
    return child(key).isPresent();
  }

  /** The value of the key, if it is there and not nothing. */
  Optional<Foreign> get(String key) {
    return child(key)
        .filter(value -> !(value instanceof Node.Scalar scalar && scalar.isNothing()))
        .map(value -> new Foreign(value, remarks, used));
  }

  /** Along several keys. */
  Optional<Foreign> at(String... keys) {
    Optional<Foreign> found = Optional.of(this);
    for (String key : keys) {
      found = found.flatMap(each -> each.get(key));
    }
    return found;
  }

  /** The scalar's text, taken as carried over; empty when it is missing or no scalar. */
  public String text(String... keys) {
    return at(keys).map(Foreign::text).orElse("");
  }

  String text() {
    if (node instanceof Node.Scalar scalar) {
      used.add(node);
      return scalar.text();
    }
    return "";
  }

  /** The text without taking it as carried over. */
  String peek() {
    return node instanceof Node.Scalar scalar ? scalar.text() : "";
  }

  List<Foreign> list(String... keys) {
    return at(keys)
        .filter(found -> found.node instanceof Node.Sequence)
        .map(found ->
            ((Node.Sequence) found.node)
                .items().stream().map(item -> new Foreign(item, remarks, used)).toList())
        .orElse(List.of());
  }

  /** Whether it is a list without items. */
  boolean isEmptyList() {
    return node instanceof Node.Sequence sequence && sequence.items().isEmpty();
  }

  List<Foreign> entries(String... keys) {
    return at(keys)
        .filter(found -> found.node instanceof Node.Mapping)
        .map(found ->
            ((Node.Mapping) found.node)
                .entries().stream()
                    .map(entry -> new Foreign(entry.value(), remarks, used))
                    .toList())
        .orElse(List.of());
  }

  /** A mapping of texts, without taking it as carried over; empty when there is none. */
  Map<String, String> texts(String... keys) {
    var texts = new TreeMap<String, String>();
    at(keys)
        .filter(found -> found.node instanceof Node.Mapping)
        .map(found -> (Node.Mapping) found.node)
        .ifPresent(mapping ->
            mapping
                .entries()
                .forEach(entry -> {
                  if (entry.value() instanceof Node.Scalar scalar) {
                    texts.put(entry.key().text(), scalar.text());
                  }
                }));
    return texts;
  }

  /** It is told with its place and counts as seen. */
  public void leave(String why) {
    remarks.accept(new Remark(place(), why));
    use(node);
  }

  /** It was carried over, but not as it stands. */
  void remark(String text) {
    remarks.accept(new Remark(place(), text));
  }

  /** All below it counts as seen: it says nothing about running a service. */
  void ignore() {
    use(node);
  }

  private void use(Node at) {
    used.add(at);
    switch (at) {
      case Node.Mapping mapping -> mapping.entries().forEach(entry -> use(entry.value()));
      case Node.Sequence sequence -> sequence.items().forEach(this::use);
      case Node.Scalar ignored -> {}
    }
  }

  /** Tells of every part that nobody asked for, each once, at its outermost key. */
  void rest() {
    rest(node, "");
  }

  private void rest(Node at, String path) {
    switch (at) {
      case Node.Mapping mapping ->
          mapping
              .entries()
              .forEach(entry -> {
                String key = path.isEmpty() ? entry.key().text() : path + "." + entry.key().text();
                part(entry.value(), key, entry.place());
              });
      case Node.Sequence sequence -> {
        for (int i = 0; i < sequence.items().size(); i++) {
          Node item = sequence.items().get(i);
          part(item, path + "[" + i + "]", item.place());
        }
      }
      case Node.Scalar ignored -> {}
    }
  }

  private void part(Node value, String path, Place place) {
    if (used.contains(value)) {
      return;
    }
    if (touched(value)) {
      rest(value, path);
    } else {
      String shown =
          value instanceof Node.Scalar scalar && !scalar.text().contains("\n")
              ? ": " + shortened(scalar.text())
              : "";
      remarks.accept(new Remark(place, "not carried over: " + path + shown));
    }
  }

  private boolean touched(Node at) {
    return used.contains(at)
        || switch (at) {
          case Node.Mapping mapping ->
              mapping.entries().stream().anyMatch(entry -> touched(entry.value()));
          case Node.Sequence sequence -> sequence.items().stream().anyMatch(this::touched);
          case Node.Scalar ignored -> false;
        };
  }

  private static String shortened(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }
}
