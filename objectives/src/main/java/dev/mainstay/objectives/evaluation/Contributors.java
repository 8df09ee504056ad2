package dev.mainstay.objectives.evaluation;

import dev.mainstay.telemetry.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds up series by their label values. */
final class Contributors {
  private static final int MOST = 50;
  // Buckets are no parts of the events: each counts what the one before it counts too.
  private static final Set<String> LEFT_OUT = Set.of("__name__", "le");

  private Contributors() {}

  /**
   * The label values with most bad events, the worst first. A label that all series share says
   * nothing and is left out.
   */
  static List<Contributor> of(String part, Map<Labels, Events> bySeries) {
    var sums = new HashMap<String, Map<String, Events>>();
    var names = new HashSet<String>();
    bySeries
        .keySet()
        .forEach(labels -> {
          for (int i = 0; i < labels.size(); i++) {
            names.add(labels.name(i));
          }
        });
    names.removeAll(LEFT_OUT);
    bySeries.forEach((labels, events) -> {
      for (String name : names) {
        sums.computeIfAbsent(name, key -> new HashMap<>())
            .merge(labels.value(name), events, Events::plus);
      }
    });
    var all = new ArrayList<Contributor>();
    sums.forEach((name, values) -> {
      if (values.size() > 1) {
        values.forEach((value, events) -> {
          if (events.bad() > 0) {
            all.add(new Contributor(part, name, value, events.bad(), events.total()));
          }
        });
      }
    });
    all.sort(
        Comparator.comparingDouble(Contributor::bad)
            .reversed()
            .thenComparing(Contributor::label)
            .thenComparing(Contributor::value));
    return all.stream().limit(MOST).toList();
  }
}
