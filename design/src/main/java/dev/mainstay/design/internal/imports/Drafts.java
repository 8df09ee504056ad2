package dev.mainstay.design.internal.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Designs under construction, one per service. */
public final class Drafts {
  private static final int MAX_NAME = 63;

  private final TreeMap<String, Draft> drafts = new TreeMap<>();

  /** The draft of the service of that name, made into a name that a design may have. */
  Draft of(String name) {
    return drafts.computeIfAbsent(named(name), Draft::new);
  }

  public List<Draft> all() {
    return new ArrayList<>(drafts.values());
  }

  /** Kebab-case, beginning with a letter, at most 63 characters. */
  static String named(String text) {
    String name =
        text.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^[^a-z]+|-+$", "");
    if (name.length() > MAX_NAME) {
      name = name.substring(0, MAX_NAME).replaceAll("-+$", "");
    }
    return name.isEmpty() ? "unnamed" : name;
  }
}
