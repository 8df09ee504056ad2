package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.Retentions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * What a store should keep, told in the simplest way: all samples in sorted maps, everything looked
 * at every time. Of a series only its service is known, and whether it counts.
 */
final class KeptModel {
  private static final long DAY = HeadSeries.DAY;
  private static final long MINUTES = 5 * 60_000L;
  private static final long HOUR = 3600_000L;

  private final Map<String, Kept> series = new HashMap<>();
  private final Map<String, Retention> remembered = new HashMap<>();
  private Retentions said;

  /** A series' samples by the tier in which they lie. */
  private static final class Kept {
    final String service;
    final boolean counter;
    final List<NavigableMap<Long, Double>> tiers =
        List.of(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    long last;

    Kept(String service, boolean counter) {
      this.service = service;
      this.counter = counter;
    }
  }

  KeptModel(Retentions said) {
    say(said);
  }

  void say(Retentions now) {
    said = now;
    remembered.putAll(now.services());
  }

  void add(String name, String service, boolean counter, long millis, double value) {
    Kept kept = series.computeIfAbsent(name, n -> new Kept(service, counter));
    kept.tiers.getFirst().put(millis, value);
    kept.last = Math.max(kept.last, millis);
  }

  NavigableMap<Long, Double> samples(String name) {
    var all = new TreeMap<Long, Double>();
    Kept kept = series.get(name);
    if (kept != null) {
      kept.tiers.forEach(all::putAll);
    }
    return all;
  }

  private Retention retention(String service) {
    Retention known = remembered.get(service);
    return known == null
        ? said.others()
        : said.services().containsKey(service) ? known : known.longest(said.others());
  }

  Retention longest() {
    Retention longest = said.others();
    for (String service : remembered.keySet()) {
      longest = longest.longest(retention(service));
    }
    return longest;
  }

  void age(long now) {
    Retention longest = longest();
    for (Kept kept : series.values()) {
      tiers(kept, longest, now);
      own(kept, longest, retention(kept.service), now);
    }
    series.values().removeIf(kept -> kept.last < from(retention(kept.service), longest, now));
    remembered
        .keySet()
        .removeIf(service ->
            !said.services().containsKey(service)
                && series.values().stream().noneMatch(kept -> kept.service.equals(service)));
  }

  private static long from(Retention own, Retention tiers, long now) {
    long bound = now - own.longTerm().toMillis();
    return own.longTerm().compareTo(tiers.longTerm()) < 0 ? Math.floorDiv(bound, DAY) * DAY : bound;
  }

  private static void tiers(Kept kept, Retention longest, long now) {
    var raw = kept.tiers.get(0);
    var five = kept.tiers.get(1);
    var hours = kept.tiers.get(2);
    long rawEnd = Math.floorDiv(now - longest.raw().toMillis(), DAY) * DAY;
    thin(raw, DAY, MINUTES, kept.counter, start -> start < rawEnd);
    move(raw, five, rawEnd);
    long wide = 16 * DAY;
    long fiveEnd = Math.floorDiv(now - longest.fiveMinutes().toMillis(), wide) * wide;
    thin(five, wide, HOUR, kept.counter, start -> start < fiveEnd);
    move(five, hours, fiveEnd);
    long widest = 32 * DAY;
    hours.headMap(Math.floorDiv(now - longest.longTerm().toMillis(), widest) * widest).clear();
  }

  private static void move(
      NavigableMap<Long, Double> from, NavigableMap<Long, Double> to, long until) {
    to.putAll(from.headMap(until));
    from.headMap(until).clear();
  }

  private static void own(Kept kept, Retention tiers, Retention own, long now) {
    if (own.longTerm().compareTo(tiers.longTerm()) < 0) {
      long gone = from(own, tiers, now);
      kept.tiers.forEach(tier -> tier.headMap(gone).clear());
    }
    long hours =
        own.fiveMinutes().compareTo(tiers.fiveMinutes()) < 0
            ? Math.floorDiv(now - own.fiveMinutes().toMillis(), DAY) * DAY
            : 0;
    thin(kept.tiers.get(0), DAY, HOUR, kept.counter, start -> start < hours);
    thin(kept.tiers.get(1), DAY, HOUR, kept.counter, start -> start < hours);
    if (own.raw().compareTo(tiers.raw()) < 0) {
      long minutes = Math.floorDiv(now - own.raw().toMillis(), DAY) * DAY;
      thin(
          kept.tiers.get(0),
          DAY,
          MINUTES,
          kept.counter,
          start -> start >= hours && start < minutes);
    }
  }

  /** Thins out the stretches that are chosen by their beginning. */
  private static void thin(
      NavigableMap<Long, Double> all,
      long stretch,
      long step,
      boolean counter,
      LongPredicate chosen) {
    if (all.isEmpty()) {
      return;
    }
    long first = Math.floorDiv(all.firstKey(), stretch) * stretch;
    for (long start = first; start <= all.lastKey(); start += stretch) {
      if (chosen.test(start)) {
        thin(all.subMap(start, start + stretch), step, counter);
        if (all.isEmpty()) {
          return;
        }
      }
    }
  }

  private static void thin(Map<Long, Double> stretch, long step, boolean counter) {
    var times = new ArrayList<>(stretch.keySet());
    var values = new ArrayList<>(stretch.values());
    for (int i = 0; i < times.size(); i++) {
      boolean last = i + 1 == times.size() || times.get(i) / step != times.get(i + 1) / step;
      boolean first = counter && i == 0;
      boolean falls = counter && i + 1 < times.size() && values.get(i + 1) < values.get(i);
      boolean fell = counter && i > 0 && values.get(i) < values.get(i - 1);
      if (!last && !first && !falls && !fell) {
        stretch.remove(times.get(i));
      }
    }
  }
}
