package dev.mainstay.design.internal.diff;

import dev.mainstay.design.DesignDiff;
import dev.mainstay.design.DesignDiff.Change;
import dev.mainstay.design.DesignResult;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Service;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Compares two readings. */
public final class Comparing {
  private final DesignResult before;
  private final DesignResult after;
  private final Map<String, Service> old;
  private final Map<String, Service> now;

  public Comparing(DesignResult before, DesignResult after) {
    this.before = before;
    this.after = after;
    this.old = services(before);
    this.now = services(after);
  }

  public DesignDiff diff() {
    Map<String, Problem> findingsBefore = new FindingKeys(before).byKey();
    Map<String, Problem> findingsAfter = new FindingKeys(after).byKey();
    return new DesignDiff(
        missing(now.keySet(), old.keySet()),
        missing(old.keySet(), now.keySet()),
        changes(Measures::promises),
        changes(Measures::risks),
        without(findingsAfter, findingsBefore.keySet()),
        without(findingsBefore, findingsAfter.keySet()),
        changes(Measures::costs),
        new Values(before.places(), after.places()).changed());
  }

  private static Map<String, Service> services(DesignResult result) {
    Map<String, Service> services = new TreeMap<>();
    result
        .read()
        .map(Designs::services)
        .orElse(List.of())
        .forEach(service -> services.put(service.name(), service));
    return services;
  }

  private static List<String> missing(Collection<String> names, Set<String> there) {
    return names.stream().filter(name -> !there.contains(name)).toList();
  }

  private List<Change> changes(Function<Service, Map<String, String>> measures) {
    List<Change> changes = new ArrayList<>();
    Set<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      Map<String, String> was = of(old.get(name), measures);
      Map<String, String> is = of(now.get(name), measures);
      Set<String> all = new LinkedHashSet<>(was.keySet());
      all.addAll(is.keySet());
      for (String what : all) {
        String one = was.get(what);
        String other = is.get(what);
        if (one == null || !one.equals(other)) {
          changes.add(new Change(name, what, one, other));
        }
      }
    }
    return changes;
  }

  private static Map<String, String> of(
      @org.jspecify.annotations.Nullable Service service,
      Function<Service, Map<String, String>> measures) {
    return service == null ? Map.of() : measures.apply(service);
  }

  private static List<Problem> without(Map<String, Problem> findings, Set<String> others) {
    Map<String, Problem> left = new LinkedHashMap<>(findings);
    left.keySet().removeAll(others);
    return List.copyOf(left.values());
  }
}
