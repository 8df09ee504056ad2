package dev.mainstay.telemetry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What sources say of their metrics: type, help, unit. Kept as long as the source is; at most
 * {@value #MOST} metrics a source. Senders have no end that is seen: of all of them together the
 * {@value #MOST} metrics last told of are kept, with up to {@value #MEANINGS} meanings each.
 * Thread-safe.
 */
public final class MetricMetadata {
  private static final int MOST = 10_000;
  private static final int MEANINGS = 4;
  private static final int LONGEST_NAME = 1_024;
  private static final int LONGEST_TEXT = 4_096;

  private final Map<Labels, Map<String, Entry>> bySource = new ConcurrentHashMap<>();
  // Of senders: the one told of longest ago first, of each the meaning told longest ago first.
  private final LinkedHashMap<String, Set<Entry>> sent = new LinkedHashMap<>(16, 0.75f, true);

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

  /** What a sender says of a metric family; longer texts are cut at {@value #LONGEST_TEXT}. */
  public void say(String family, Entry entry) {
    boolean nothing = entry.type().isEmpty() && entry.help().isEmpty() && entry.unit().isEmpty();
    if (nothing || family.isEmpty() || family.length() > LONGEST_NAME) {
      return;
    }
    var bounded = new Entry(cut(entry.type()), cut(entry.help()), cut(entry.unit()));
    synchronized (sent) {
      Set<Entry> meanings = sent.computeIfAbsent(family, f -> new LinkedHashSet<>(2));
      meanings.remove(bounded);
      meanings.add(bounded);
      if (meanings.size() > MEANINGS) {
        meanings.remove(meanings.iterator().next());
      }
      if (sent.size() > MOST) {
        sent.remove(sent.keySet().iterator().next());
      }
    }
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
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
    synchronized (sent) {
      sent.forEach(
          (name, entries) -> all.computeIfAbsent(name, n -> new LinkedHashSet<>()).addAll(entries));
    }
    var lists = new TreeMap<String, List<Entry>>();
    all.forEach((name, entries) -> lists.put(name, new ArrayList<>(entries)));
    return lists;
  }

  /** What each source says. */
  public Map<Labels, Map<String, Entry>> bySource() {
    return new TreeMap<>(bySource);
  }
}
