package dev.mainstay.telemetry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The youngest exemplars, in memory: so many in all, the oldest go first. Thread-safe.
 *
 * <p>An exemplar names an observation that a series counted, by the trace in which it was made.
 */
public final class Exemplars {
  private static final int LONGEST = 128;

  private final int limit;
  private final ArrayDeque<Kept> order = new ArrayDeque<>();
  private final Map<Labels, ArrayDeque<Exemplar>> bySeries = new HashMap<>();

  /**
   * An exemplar.
   *
   * @param labels such as {@code trace_id}
   */
  public record Exemplar(Labels labels, double value, long millis) {}

  private record Kept(Labels series, Exemplar exemplar) {}

  /** Keeps up to {@code limit} exemplars. */
  public Exemplars(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: >= 1)");
    }
    this.limit = limit;
  }

  /** What became of an exemplar. */
  public enum Added {
    KEPT,
    /** Its series has it already. */
    KNOWN,
    /** Its series has a younger one. */
    LATE,
    /** Its labels have more than {@value #LONGEST} characters, names and values together. */
    TOO_LONG
  }

  /** Takes an exemplar unless its series has it, or a younger one, already. */
  public synchronized Added add(Labels series, Exemplar exemplar) {
    if (isTooLong(exemplar.labels.values())) {
      return Added.TOO_LONG;
    }
    ArrayDeque<Exemplar> known = bySeries.computeIfAbsent(series, s -> new ArrayDeque<>(2));
    Exemplar last = known.peekLast();
    if (last != null && last.labels.equals(exemplar.labels) && last.value == exemplar.value) {
      return Added.KNOWN;
    }
    if (last != null && last.millis > exemplar.millis) {
      return known.contains(exemplar) ? Added.KNOWN : Added.LATE;
    }
    known.add(exemplar);
    order.add(new Kept(series, exemplar));
    if (order.size() > limit) {
      Kept oldest = order.remove();
      ArrayDeque<Exemplar> of = bySeries.get(oldest.series);
      if (of != null) {
        of.removeFirstOccurrence(oldest.exemplar);
        if (of.isEmpty()) {
          bySeries.remove(oldest.series);
        }
      }
    }
    return Added.KEPT;
  }

  /** Whether an exemplar cannot have these labels. */
  public static boolean isTooLong(Map<String, String> labels) {
    int length = 0;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      length += characters(label.getKey()) + characters(label.getValue());
    }
    return length > LONGEST;
  }

  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Those between two times, both included, of the series that satisfy any list of matchers. */
  public synchronized Map<Labels, List<Exemplar>> find(
      List<List<Matcher>> selectors, long fromMillis, long toMillis) {
    var found = new TreeMap<Labels, List<Exemplar>>();
    bySeries.forEach((series, exemplars) -> {
      if (selectors.stream().anyMatch(matchers -> matches(series, matchers))) {
        var within = new ArrayList<Exemplar>();
        for (Exemplar each : exemplars) {
          if (each.millis >= fromMillis && each.millis <= toMillis) {
            within.add(each);
          }
        }
        if (!within.isEmpty()) {
          found.put(series, within);
        }
      }
    });
    return new LinkedHashMap<>(found);
  }

  private static boolean matches(Labels series, List<Matcher> matchers) {
    return matchers.stream().allMatch(matcher -> matcher.matches(series.value(matcher.name())));
  }

  public synchronized int size() {
    return order.size();
  }
}
