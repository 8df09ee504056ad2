package dev.mainstay.design;

import dev.mainstay.design.internal.Places;
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
  private final Map<String, Places> places;
  private final Set<String> split;

  /**
   * @param places by design; the empty path is the design's name
   * @param split the services of which parts stand in documents of their own
   */
  public Sources(List<SourceText> texts, Map<String, Places> places, Set<String> split) {
    this.texts = List.copyOf(texts);
    this.places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
    this.split = Set.copyOf(split);
  }

  /** Texts without designs. */
  public Sources(List<SourceText> texts) {
    this(texts, Map.of(), Set.of());
  }

  public List<SourceText> texts() {
    return texts;
  }

  /** Where the value is written; absent when it is a default. */
  public Optional<Place> written(String design, String path) {
    return Optional.ofNullable(places(design).place(path));
  }

  /** The place of the single value's whole text, which may be replaced; absent for all else. */
  public Optional<Place> value(String design, String path) {
    return Optional.ofNullable(places(design).value(path));
  }

  public boolean isWritten(String design, String path) {
    return places(design).place(path) != null;
  }

  /** Where the value is written or, for a default, the nearest section around it. */
  public Optional<Place> of(String design, String path) {
    Places written = places(design);
    String at = path;
    while (true) {
      Place place = written.place(at);
      if (place != null || at.isEmpty()) {
        return Optional.ofNullable(place);
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
    return places(design).byPath();
  }

  private Places places(String design) {
    return places.getOrDefault(design, Places.NONE);
  }
}
