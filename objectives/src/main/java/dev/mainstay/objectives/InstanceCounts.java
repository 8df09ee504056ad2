package dev.mainstay.objectives;

import dev.mainstay.telemetry.Labels;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns the counters of one instance into events since its last scrape.
 *
 * <p>A counter that fell, or whose process started anew, has counted from zero since. A counter
 * that appears on a known instance began at zero after the last scrape. On an unknown instance
 * counters count from zero when its process started at or after {@code countedAfter}; otherwise
 * what they hold happened, in part, before anyone watched, and the first scrape only sets the base.
 */
final class InstanceCounts {
  private static final Set<String> TARGET_LABELS = Set.of("service", "instance", "version");
  private static final double START_JITTER_SECONDS = 1;
  private static final int MAX_VALUES = 10_000;

  private Map<String, Double> values = new HashMap<>();
  private @Nullable Instant at;
  private double startedSeconds;
  private @Nullable String problem;
  private @Nullable Instant goneAt;
  private boolean present;

  /**
   * Events of one scrape.
   *
   * @param from when they began at the earliest
   */
  record Growth(Instant from, Counts events) {}

  /** As saved, and taken to be gone at {@code now} until it is scraped. */
  static InstanceCounts restored(ObjectiveSnapshot.InstanceCounters saved, Instant now) {
    var counts = new InstanceCounts();
    counts.at = saved.at();
    counts.startedSeconds = saved.startedSeconds();
    counts.values.putAll(saved.values());
    counts.goneAt = now;
    return counts;
  }

  ObjectiveSnapshot.@Nullable InstanceCounters saved() {
    return at == null ? null : new ObjectiveSnapshot.InstanceCounters(at, startedSeconds, values);
  }

  /**
   * Takes in a scrape; null when its counters cannot be used.
   *
   * @param started process start in Unix seconds, 0 when unknown
   */
  @Nullable Growth take(
      Instant now, double started, Indicator.Reading reading, Instant countedAfter) {
    goneAt = null;
    present = !reading.counters().isEmpty();
    problem = reading.problem();
    if (problem != null) {
      return null;
    }
    Instant last = at;
    boolean unknown = last == null;
    boolean restarted = startedSeconds > 0 && started > startedSeconds + START_JITTER_SECONDS;
    Instant processStart = Instant.ofEpochMilli((long) (started * 1000));
    boolean base = unknown && (started <= 0 || processStart.isBefore(countedAfter));
    if (restarted) {
      values.clear();
    }
    double good = 0;
    double total = 0;
    for (Indicator.Counter counter : reading.counters()) {
      if (!Double.isFinite(counter.value())) {
        continue;
      }
      Double before = values.put(key(counter.labels()), counter.value());
      double increment =
          before != null && counter.value() >= before
              ? counter.value() - before
              : base ? 0 : counter.value();
      good += counter.good() ? increment : 0;
      total += counter.total() ? increment : 0;
    }
    if (values.size() > MAX_VALUES) {
      keepOnly(reading.counters());
    }
    at = now;
    startedSeconds = started;
    Instant from = last != null ? last : base ? now : processStart;
    return new Growth(from, new Counts(good, total));
  }

  private void keepOnly(List<Indicator.Counter> counters) {
    var keys = counters.stream().map(each -> key(each.labels())).collect(Collectors.toSet());
    values.keySet().retainAll(keys);
  }

  private static String key(Labels labels) {
    var key = new StringBuilder();
    labels
        .values()
        .forEach((name, value) -> {
          if (!TARGET_LABELS.contains(name)) {
            key.append(name).append('\u0001').append(value).append('\u0002');
          }
        });
    return key.toString();
  }

  void gone(Instant when) {
    goneAt = when;
    problem = null;
    present = false;
  }

  /** Whether the instance has been gone since before {@code limit}. */
  boolean goneBefore(Instant limit) {
    return goneAt != null && goneAt.isBefore(limit);
  }

  Instant lastScrape() {
    return at == null ? Instant.MIN : at;
  }

  /** Whether its last scrape had counters of the indicator. */
  boolean present() {
    return present;
  }

  @Nullable String problem() {
    return problem;
  }
}
