package dev.mainstay.design;

import dev.mainstay.kernel.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The texts that were read, and where each value of a design stands in them. A value is addressed
 * by its design and its path in the file: {@code dependencies/postgres/timeout}; items of a list by
 * index from 0: {@code delivery/strategy/canary/0/weight}.
 */
public final class Sources {
  /** The design that the organisation file's values are kept under. */
  public static final String ORGANISATION = "<organisation>";

  private final List<SourceText> texts;
  private final Map<String, Map<String, Place>> places;
  private final Map<String, Map<String, Place>> values;
  private final Set<String> split;

  /**
   * @param places design to path to place; the empty path is the design's name
   * @param values of the single values that stand on one line, the place of all of their text
   * @param split the services of which parts stand in documents of their own
   */
  public Sources(
      List<SourceText> texts,
      Map<String, Map<String, Place>> places,
      Map<String, Map<String, Place>> values,
      Set<String> split) {
    this.texts = List.copyOf(texts);
    this.places = copy(places);
    this.values = copy(values);
    this.split = Set.copyOf(split);
  }

  /** Texts without designs. */
  public Sources(List<SourceText> texts) {
    this(texts, Map.of(), Map.of(), Set.of());
  }

  private static Map<String, Map<String, Place>> copy(Map<String, Map<String, Place>> places) {
    var copy = new LinkedHashMap<String, Map<String, Place>>();
    places.forEach((design, paths) -> copy.put(design, Map.copyOf(paths)));
    return Collections.unmodifiableMap(copy);
  }

  public List<SourceText> texts() {
    return texts;
  }

  /** Where the value is written; absent when it is a default. */
  public Optional<Place> written(String design, String path) {
    return Optional.ofNullable(places.getOrDefault(design, Map.of()).get(path));
  }

  /** The place of the single value's whole text, which may be replaced; absent for all else. */
  public Optional<Place> value(String design, String path) {
    return Optional.ofNullable(values.getOrDefault(design, Map.of()).get(path));
  }

  public boolean isWritten(String design, String path) {
    return written(design, path).isPresent();
  }

  /** Where the value is written or, for a default, the nearest section around it. */
  public Optional<Place> of(String design, String path) {
    String at = path;
    while (true) {
      var place = written(design, at);
      if (place.isPresent() || at.isEmpty()) {
        return place;
      }
      at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
    }
  }

  /** The designs that anything is written of, {@link #ORGANISATION} among them. */
  public Set<String> designs() {
    return places.keySet();
  }

  /** Whether parts of the service stand in documents of their own. */
  public boolean isSplit(String design) {
    return split.contains(design);
  }

  /** The paths written in the design. */
  public Map<String, Place> paths(String design) {
    return places.getOrDefault(design, Map.of());
  }
}
