package dev.mainstay.design.internal.graph;

import dev.mainstay.design.DependencyGraph.Edge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The shortest circle through each name that lies on one; each circle once. */
public final class Cycles {
  private Cycles() {}

  public static List<List<String>> of(List<Edge> edges) {
    Map<String, List<String>> next = new HashMap<>();
    Set<String> names = new TreeSet<>();
    for (Edge edge : edges) {
      next.computeIfAbsent(edge.from(), name -> new ArrayList<>()).add(edge.to());
      names.add(edge.from());
    }
    List<List<String>> cycles = new ArrayList<>();
    Set<List<String>> known = new HashSet<>();
    for (String name : onSome(names, next)) {
      List<String> cycle = fromSmallest(shortest(name, next));
      if (!cycle.isEmpty() && known.add(cycle)) {
        cycles.add(cycle);
      }
    }
    return cycles;
  }

  /** Leaves out, again and again, what leads nowhere or is led to by nothing. */
  private static Set<String> onSome(Set<String> names, Map<String, List<String>> next) {
    Set<String> left = new TreeSet<>(names);
    boolean changed = true;
    while (changed) {
      Set<String> reached = new HashSet<>();
      left.forEach(name -> reached.addAll(next.getOrDefault(name, List.of())));
      changed =
          left.removeIf(name ->
              !reached.contains(name)
                  || next.getOrDefault(name, List.of()).stream().noneMatch(left::contains));
    }
    return left;
  }

  private static List<String> shortest(String start, Map<String, List<String>> next) {
    Map<String, String> cameFrom = new HashMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      String name = open.removeFirst();
      for (String to : next.getOrDefault(name, List.of())) {
        if (to.equals(start)) {
          return back(name, start, cameFrom);
        }
        if (!cameFrom.containsKey(to)) {
          cameFrom.put(to, name);
          open.addLast(to);
        }
      }
    }
    return List.of();
  }

  private static List<String> back(String last, String start, Map<String, String> cameFrom) {
    Deque<String> way = new ArrayDeque<>();
    String at = last;
    while (at != null && !at.equals(start)) {
      way.addFirst(at);
      at = cameFrom.get(at);
    }
    way.addFirst(start);
    return List.copyOf(way);
  }

  private static List<String> fromSmallest(List<String> cycle) {
    if (cycle.isEmpty()) {
      return cycle;
    }
    int first = cycle.indexOf(new TreeSet<>(cycle).first());
    List<String> turned = new ArrayList<>(cycle.subList(first, cycle.size()));
    turned.addAll(cycle.subList(0, first));
    return List.copyOf(turned);
  }
}
