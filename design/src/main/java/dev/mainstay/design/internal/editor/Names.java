package dev.mainstay.design.internal.editor;

import dev.mainstay.design.internal.read.Spelling.Target;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Place;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What can be named, and where each of it stands. */
final class Names {
  private static final Map<String, Target> SECTIONS =
      Map.of(
          "dependencies.*", Target.DEPENDENCY,
          "degradation.*", Target.MODE,
          "objectives.*", Target.OBJECTIVE,
          "alerts.*", Target.ALERT,
          "planning.flags.*", Target.FLAG,
          "teams.*", Target.TEAM,
          "costCentres.*", Target.COST_CENTRE,
          "people.*", Target.PERSON);

  private final Map<Target, Map<String, Place>> places = new EnumMap<>(Target.class);

  /** Adds the names that a document gives. */
  void add(Node document) {
    Walk.over(
        document,
        spot -> {
          Target target = spot.isKey() ? SECTIONS.get(spot.path()) : null;
          if (target != null && !spot.node().text().contains(Cursor.WORD)) {
            of(target).putIfAbsent(spot.node().text(), spot.place());
          }
        });
  }

  Map<String, Place> of(Target target) {
    return places.computeIfAbsent(target, key -> new LinkedHashMap<>());
  }
}
