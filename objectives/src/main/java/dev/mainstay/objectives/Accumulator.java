package dev.mainstay.objectives;

import dev.mainstay.design.Objective;
import dev.mainstay.telemetry.Sample;
import dev.mainstay.telemetry.Scrape;
import dev.mainstay.telemetry.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts the events of one objective and keeps how many there were when: on a grid of 5 s over 6 h
 * for the short windows, and of 5 min over the budget's window, 31 days at least, for the long
 * ones. With 16 bytes a slot that is 70 KB and up to 147 KB (more for windows beyond 31 days),
 * allocated as time reaches them. Guarded by itself.
 */
final class Accumulator {
  static final Duration FINE_SLOT = Duration.ofSeconds(5);
  static final Duration FINE_RETENTION = Duration.ofHours(6);
  static final Duration COARSE_SLOT = Duration.ofMinutes(5);
  static final Duration COARSE_RETENTION = Duration.ofDays(31);
  private static final int FINE_SEGMENT = 60;
  private static final int COARSE_SEGMENT = 48;

  /** A scrape this long after the last one says little about when its events were. */
  private static final Duration SPREAD_BEYOND = Duration.ofSeconds(30);

  /** How long a gone instance is remembered, so that it is not counted twice if it comes back. */
  private static final Duration REMEMBER_GONE = Duration.ofHours(1);

  private final String service;
  private final Indicator indicator;
  private final Instant watchedSince;
  private final Timeline fine;
  private final Timeline coarse;
  private final Map<String, InstanceCounts> instances = new HashMap<>();
  // A process that started before this may have been counted already.
  private Instant countedAfter;
  private Objective objective;
  private boolean exhausted;
  private boolean scraped;
  private boolean changed = true;
  private long fineSaved;
  private long coarseSaved;

  Accumulator(String service, Objective objective, Instant watchedSince) {
    this.service = service;
    this.objective = objective;
    this.watchedSince = watchedSince;
    countedAfter = watchedSince;
    indicator = Indicator.of(objective.sli());
    long begin = watchedSince.toEpochMilli();
    fine = new Timeline("fine", FINE_SLOT, FINE_RETENTION, FINE_SEGMENT, begin);
    coarse = new Timeline("coarse", COARSE_SLOT, retention(objective), COARSE_SEGMENT, begin);
  }

  private static Duration retention(Objective objective) {
    Duration window = objective.over().length();
    return window.compareTo(COARSE_RETENTION) > 0 ? window : COARSE_RETENTION;
  }

  /** The accumulator as it was saved. */
  static Accumulator restored(Objective objective, ObjectiveSnapshot saved, Instant now) {
    var accumulator = new Accumulator(saved.service(), objective, saved.head().watchedSince());
    accumulator.fine.restore(saved.segments());
    accumulator.coarse.restore(saved.segments());
    accumulator.exhausted = saved.head().exhausted();
    saved
        .head()
        .instances()
        .forEach((name, counters) ->
            accumulator.instances.put(name, InstanceCounts.restored(counters, now)));
    return accumulator;
  }

  /** Whether the counts mean the same under {@code other}, and reach back as far as it needs. */
  synchronized boolean fits(Objective other) {
    return Indicator.of(other.sli()).text().equals(indicator.text())
        && retention(other).equals(retention(objective));
  }

  synchronized void use(Objective other) {
    objective = other;
  }

  String service() {
    return service;
  }

  synchronized Objective objective() {
    return objective;
  }

  synchronized void scraped(Scrape scrape, double processStart) {
    if (!scrape.up()) {
      return;
    }
    scraped = true;
    Instant now = scrape.at();
    var instance =
        instances.computeIfAbsent(scrape.target().instance(), name -> new InstanceCounts());
    var growth = instance.take(now, processStart, indicator.read(scrape.samples()), countedAfter);
    if (growth != null) {
      changed = true;
      if (Duration.between(growth.from(), now).compareTo(SPREAD_BEYOND) > 0) {
        long from = growth.from().toEpochMilli();
        fine.addSpread(from, now.toEpochMilli(), growth.events());
        coarse.addSpread(from, now.toEpochMilli(), growth.events());
      } else {
        fine.add(now.toEpochMilli(), growth.events());
        coarse.add(now.toEpochMilli(), growth.events());
      }
    }
    Instant limit = now.minus(REMEMBER_GONE);
    instances
        .values()
        .removeIf(each -> {
          boolean forget = each.goneBefore(limit);
          if (forget && each.lastScrape().isAfter(countedAfter)) {
            countedAfter = each.lastScrape();
          }
          return forget;
        });
  }

  synchronized void gone(Target target, Instant at) {
    var instance = instances.get(target.instance());
    if (instance != null) {
      instance.gone(at);
    }
  }

  synchronized ObjectiveStatus status(Instant now) {
    return new StatusReading(service, objective, watchedSince, now, this::since)
        .status(problem(), whyNothing());
  }

  private Counts since(Instant from, Instant now) {
    boolean recent = Duration.between(from, now).compareTo(FINE_RETENTION) <= 0;
    return (recent ? fine : coarse).since(from.toEpochMilli());
  }

  /** Why the counts cannot be trusted, or null. */
  private @Nullable String problem() {
    for (var instance : new TreeMap<>(instances).entrySet()) {
      String problem = instance.getValue().problem();
      if (problem != null) {
        return instance.getKey() + ": " + problem;
      }
    }
    return null;
  }

  /** Why there is nothing to count, when there is nothing. */
  private String whyNothing() {
    if (!scraped) {
      return "no instance was scraped yet";
    }
    return instances.values().stream().anyMatch(InstanceCounts::present)
        ? "no events within the window"
        : "no instance exposes " + indicator.needs();
  }

  synchronized boolean exhausted() {
    return exhausted;
  }

  synchronized void exhausted(boolean now) {
    exhausted = now;
    changed = true;
  }

  /** A snapshot with what it takes to tell that it was saved. */
  record Saving(ObjectiveSnapshot snapshot, long fineMark, long coarseMark) {}

  /** What changed since the last {@link #saved}; null when nothing did. */
  synchronized @Nullable Saving changes(boolean withExhausted) {
    if (!changed && withExhausted == exhausted) {
      return null;
    }
    changed = false;
    return saving(fineSaved, coarseSaved, withExhausted);
  }

  /** The whole state. */
  synchronized ObjectiveSnapshot snapshot() {
    return saving(0, 0, exhausted).snapshot();
  }

  private Saving saving(long fineSince, long coarseSince, boolean withExhausted) {
    var counters = new HashMap<String, ObjectiveSnapshot.InstanceCounters>();
    instances.forEach((name, instance) -> {
      var saved = instance.saved();
      if (saved != null) {
        counters.put(name, saved);
      }
    });
    var segments = new ArrayList<>(fine.changedSince(fineSince));
    segments.addAll(coarse.changedSince(coarseSince));
    var head = new ObjectiveSnapshot.Head(indicator.text(), watchedSince, withExhausted, counters);
    return new Saving(
        new ObjectiveSnapshot(service, objective.name(), head, segments),
        fine.mark(),
        coarse.mark());
  }

  synchronized void saved(Saving saving) {
    fineSaved = saving.fineMark;
    coarseSaved = saving.coarseMark;
  }

  synchronized void notSaved() {
    changed = true;
  }

  static double processStart(Scrape scrape) {
    for (Sample sample : scrape.samples()) {
      if (sample.labels().metric().equals("process_start_time_seconds")) {
        return sample.value();
      }
    }
    return 0;
  }
}
