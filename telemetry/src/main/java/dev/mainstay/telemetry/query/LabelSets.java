package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.Labels;
import java.util.Collection;
import java.util.TreeMap;

/** What queries do to sets of labels. */
final class LabelSets {
  static final Labels NONE = new Labels(new TreeMap<>());

  private LabelSets() {}

  static Labels withoutName(Labels labels) {
    if (labels.get(Labels.NAME) == null) {
      return labels;
    }
    var rest = new TreeMap<>(labels.values());
    rest.remove(Labels.NAME);
    return new Labels(rest);
  }

  static Labels without(Labels labels, Collection<String> names) {
    var rest = new TreeMap<>(labels.values());
    rest.keySet().removeAll(names);
    return new Labels(rest);
  }

  static Labels only(Column column, Collection<String> names) {
    var kept = new TreeMap<String, String>();
    for (String name : names) {
      kept.put(name, column.label(name));
    }
    return new Labels(kept);
  }
}
