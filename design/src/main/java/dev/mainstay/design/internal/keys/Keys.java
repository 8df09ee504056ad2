package dev.mainstay.design.internal.keys;

import dev.mainstay.design.Service.Criticality;
import dev.mainstay.design.internal.read.Outline;
import dev.mainstay.design.internal.read.Shape;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every key of a kind of document: its shape and default as its reader has them, and its meaning. A
 * path is {@code dependencies.*.timeout}: {@code *} stands for a name, {@code []} for an item.
 */
public final class Keys {
  public static final Keys SERVICE = service();
  public static final Keys ORGANISATION = organisation();

  private final Shape.Mapping root;
  private final Map<String, Map<Criticality, String>> absent;
  private final Map<String, String> descriptions;

  /**
   * A key where it can be written.
   *
   * @param shape null when it has no value of its own
   * @param required in every way of writing its section
   */
  public record Found(String path, @Nullable Shape shape, boolean required) {}

  private Keys(
      Shape.Mapping root,
      Map<String, Map<Criticality, String>> absent,
      Map<String, String> descriptions) {
    this.root = root;
    this.absent = absent;
    this.descriptions = descriptions;
  }

  private static Keys service() {
    Map<String, Map<Criticality, String>> absent = new LinkedHashMap<>();
    Shape.Mapping root = null;
    for (Criticality criticality : Criticality.values()) {
      Outline outline = Outline.service(criticality);
      root = outline.root();
      outline
          .absent()
          .forEach((path, text) ->
              absent
                  .computeIfAbsent(path, name -> new EnumMap<>(Criticality.class))
                  .put(criticality, text));
    }
    if (root == null) {
      throw new IllegalStateException("no criticality");
    }
    return new Keys(root, absent, Descriptions.of("service", root.keys().keySet()));
  }

  private static Keys organisation() {
    Outline outline = Outline.organisation();
    Map<String, Map<Criticality, String>> absent = new LinkedHashMap<>();
    outline
        .absent()
        .forEach((path, text) -> {
          var all = new EnumMap<Criticality, String>(Criticality.class);
          for (Criticality criticality : Criticality.values()) {
            all.put(criticality, text);
          }
          absent.put(path, all);
        });
    Shape.Mapping root = outline.root();
    return new Keys(root, absent, Descriptions.of("organisation", root.keys().keySet()));
  }

  public Shape.Mapping root() {
    return root;
  }

  public Map<String, String> descriptions() {
    return descriptions;
  }

  public Optional<String> description(String path) {
    return Optional.ofNullable(descriptions.get(path));
  }

  /** What holds when the key is absent, the same for every criticality. */
  public Optional<String> absent(String path) {
    var all = absent.getOrDefault(path, Map.of());
    return all.values().stream().distinct().count() == 1
        ? all.values().stream().findFirst()
        : Optional.empty();
  }

  /** What holds when the key is absent, in words; empty when the design then knows nothing. */
  public String absentInWords(String path) {
    return absent(path)
        .orElseGet(() ->
            absent.getOrDefault(path, Map.of()).entrySet().stream()
                .map(entry ->
                    entry.getKey().name().toLowerCase(Locale.ROOT) + " " + entry.getValue())
                .collect(Collectors.joining(", ")));
  }

  /** All keys, each once, a section before what is in it. */
  public List<Found> all() {
    Map<String, Found> found = new LinkedHashMap<>();
    collect("", root, found);
    return List.copyOf(found.values());
  }

  private static void collect(String path, @Nullable Shape shape, Map<String, Found> found) {
    switch (shape) {
      case Shape.Mapping mapping -> {
        for (Shape.Key key : mapping.keys().values()) {
          String at = below(path, key.name());
          boolean required = key.required() || isRequiredInAllWays(mapping, key.name());
          found.putIfAbsent(at, new Found(at, key.shape(), required));
          collect(at, key.shape(), found);
        }
      }
      case Shape.Named named -> collect(below(path, "*"), named.item(), found);
      case Shape.ListOf list -> collect(below(path, "[]"), list.item(), found);
      case Shape.OneOf any -> any.shapes().forEach(one -> collect(path, one, found));
      case Shape.Value ignored -> {}
      case null -> {}
    }
  }

  private static boolean isRequiredInAllWays(Shape.Mapping mapping, String name) {
    return mapping.ways().stream()
        .anyMatch(ways -> isRequired(ways.with(), name) && isRequired(ways.without(), name));
  }

  private static boolean isRequired(Shape.Mapping mapping, String name) {
    Shape.Key key = mapping.keys().get(name);
    return key != null && key.required();
  }

  public static String below(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** What can be written for a value, in words, shapes of several kinds joined by "or". */
  public static String inWords(@Nullable Shape shape) {
    return switch (shape) {
      case null -> "";
      case Shape.Value value -> value.expected();
      case Shape.ListOf list ->
          list.item() instanceof Shape.Mapping
              ? "a list of " + plural(inWords(list.item()))
              : "a list, each " + inWords(list.item());
      case Shape.Named named ->
          named.item() instanceof Shape.Mapping
              ? "mappings, each under " + named.names()
              : "under %s: %s".formatted(named.names(), inWords(named.item()));
      case Shape.Mapping mapping -> "a mapping of " + String.join(", ", mapping.keys().keySet());
      case Shape.OneOf any ->
          any.shapes().stream()
              .filter(one -> any.shapes().getFirst().equals(one) || !isTold(any, one))
              .map(Keys::inWords)
              .collect(Collectors.joining(", or "));
    };
  }

  /** The expectation of a choice's single value names its other ways, too. */
  private static boolean isTold(Shape.OneOf any, Shape one) {
    return any.shapes().getFirst() instanceof Shape.Value && !(one instanceof Shape.Value);
  }

  private static String plural(String words) {
    return words.startsWith("a mapping") ? words.replaceFirst("a mapping", "mappings") : words;
  }
}
