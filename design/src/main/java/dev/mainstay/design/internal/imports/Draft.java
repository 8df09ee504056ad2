package dev.mainstay.design.internal.imports;

import dev.mainstay.design.internal.exports.YamlText;
import dev.mainstay.design.internal.exports.Yml;
import dev.mainstay.kernel.Place;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A design under construction: sections are added from several files. */
public final class Draft {
  private static final List<String> ORDER =
      List.of("instances", "health", "objectives", "alerts", "delivery");

  private final String name;
  private final TreeSet<String> files = new TreeSet<>();
  private final Yml sections = Yml.of();
  private final TreeMap<String, String> runbooks = new TreeMap<>();
  private final Map<String, Place> places = new HashMap<>();
  private final TreeSet<String> inexact = new TreeSet<>();
  private @Nullable Place first;
  private String summary = "";

  Draft(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** Stubs of the runbooks that it names, by name. */
  public Map<String, String> runbooks() {
    return Collections.unmodifiableMap(runbooks);
  }

  void from(Foreign source) {
    files.add(source.place().file());
    if (first == null) {
      first = source.place();
    }
  }

  void summary(String text) {
    if (summary.isEmpty() && !text.isBlank()) {
      summary = text.replaceAll("\\s+", " ").strip();
    }
  }

  /** The section of that path, made when it is not there. */
  Yml section(String... path) {
    Yml at = sections;
    for (String key : path) {
      at = (Yml) at.computeIfAbsent(key, k -> Yml.of());
    }
    return at;
  }

  /** Where the first file speaks of it. */
  Place first() {
    return Objects.requireNonNull(first, "a draft comes from a file");
  }

  /** Keeps where the value at the path stands: {@code objectives/availability/slo}. */
  void written(String path, Foreign source) {
    places.putIfAbsent(path, source.place());
  }

  /** The place of the value at the path, or of the nearest section around it. */
  Place placeOf(String path) {
    for (String at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
      Place place = places.get(at);
      if (place != null) {
        return place;
      }
    }
    return first();
  }

  /** What stands at the path is not counted from what the file names. */
  void inexact(String path) {
    inexact.add(path);
  }

  Set<String> inexact() {
    return Collections.unmodifiableSet(inexact);
  }

  /** A name that no other entry of the section has. */
  String free(String section, String wanted) {
    Yml entries = section(section);
    String base = Drafts.named(wanted);
    String found = base;
    for (int i = 2; entries.containsKey(found); i++) {
      String suffix = "-" + i;
      found = base.substring(0, Math.min(base.length(), 63 - suffix.length())) + suffix;
    }
    return found;
  }

  void runbook(String runbook, String text) {
    runbooks.putIfAbsent(runbook, text);
  }

  public String text() {
    Yml design =
        Yml.of("apiVersion", "mainstay/v1")
            .with("kind", "Service")
            .with("name", name)
            .with("summary", summary.isEmpty() ? "Imported; say what it does for whom" : summary);
    for (String key : ORDER) {
      Object section = sections.get(key);
      if (section instanceof Yml yml && !yml.isEmpty()) {
        design.with(key, yml);
      }
    }
    return "# Imported from "
        + String.join(", ", files).replaceAll("[\\p{Cntrl}]", " ")
        + "\n"
        + YamlText.of(design);
  }
}
