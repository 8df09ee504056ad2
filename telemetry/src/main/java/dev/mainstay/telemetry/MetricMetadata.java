package dev.mainstay.telemetry;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What sources say of their metrics: type, help, unit. Kept as long as the source is; at most
 * {@value #MOST} metrics a source. Thread-safe.
 */
public final class MetricMetadata {
  private static final int MOST = 10_000;

  private final Map<Labels, Map<String, Entry>> bySource = new ConcurrentHashMap<>();

  /** Type ({@code counter} …), help and unit, empty where nothing was said. */
  public record Entry(String type, String help, String unit) {}

  /** What a source says now of its metric families, in place of what it said before. */
  public void put(Labels source, Map<String, Entry> families) {
    if (families.isEmpty()) {
      return;
    }
    if (families.size() <= MOST) {
      bySource.put(source, Map.copyOf(families));
    } else {
      var some = new TreeMap<String, Entry>();
      families.entrySet().stream()
          .limit(MOST)
          .forEach(each -> some.put(each.getKey(), each.getValue()));
      bySource.put(source, Map.copyOf(some));
    }
  }

  /** A source is gone. */
  public void remove(Labels source) {
    bySource.remove(source);
  }

  /** What is said of each metric family, by name; several when sources disagree. */
  public Map<String, List<Entry>> all() {
    var all = new TreeMap<String, Set<Entry>>();
    bySource
        .values()
        .forEach(families ->
            families.forEach(
                (name, entry) -> all.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(entry)));
    var lists = new TreeMap<String, List<Entry>>();
    all.forEach((name, entries) -> lists.put(name, new ArrayList<>(entries)));
    return lists;
  }

  /** What each source says. */
  public Map<Labels, Map<String, Entry>> bySource() {
    return new TreeMap<>(bySource);
  }
}
