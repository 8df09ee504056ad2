package dev.mainstay.telemetry;

import dev.mainstay.kernel.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The golden signals of services, read from the series that their instances expose: {@code
 * http_server_requests_total}, {@code http_server_request_duration_seconds_bucket}, {@code
 * http_server_in_flight}.
 *
 * <p>A range ends at the last moment that every live instance has been scraped up to, rounded down
 * to a whole step, so that its last point is as complete as the others. Thread-safe.
 */
public final class Signals {
  private static final Duration MOMENT = Duration.ofMinutes(1);
  private static final int MAX_POINTS = 5_000;
  private static final int CACHED = 64;

  private final SeriesStore store;
  private final Clock clock;
  // The console asks more often than a step passes; an answer holds until the range's end moves.
  private final Map<Range, SortedMap<String, List<Point>>> cache =
      new LinkedHashMap<>(CACHED * 2, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<Range, SortedMap<String, List<Point>>> eldest) {
          return size() > CACHED;
        }
      };

  public Signals(SeriesStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * The last {@code length} of a service, all its versions together; the newest point last.
   *
   * @param step at least a millisecond, and {@code length} at most 5,000 steps
   */
  public List<Point> range(String service, Duration length, Duration step) {
    return ranges(service, length, step, false).getOrDefault("", List.of());
  }

  /** The last {@code length} of each version of a service that ran in it, by version. */
  public SortedMap<String, List<Point>> rangeByVersion(
      String service, Duration length, Duration step) {
    return ranges(service, length, step, true);
  }

  private SortedMap<String, List<Point>> ranges(
      String service, Duration length, Duration step, boolean byVersion) {
    long stepMillis = step.toMillis();
    if (stepMillis < 1 || length.toMillis() / stepMillis > MAX_POINTS || length.isNegative()) {
      throw new IllegalArgumentException(
          "range: " + length + " by " + step + " (expected: at most " + MAX_POINTS + " steps)");
    }
    long end = Math.floorDiv(measuredUntil(service), stepMillis) * stepMillis;
    var range = new Range(service, length.toMillis() / stepMillis, stepMillis, end, byVersion);
    synchronized (cache) {
      var known = cache.get(range);
      if (known != null) {
        return known;
      }
    }
    var computed = compute(range);
    synchronized (cache) {
      cache.put(range, computed);
    }
    return computed;
  }

  /** The last time that every live instance was scraped; now when none was lately. */
  private long measuredUntil(String service) {
    Instant now = clock.now();
    Instant from = now.minus(MOMENT.dividedBy(2));
    long until = now.toEpochMilli();
    for (Series up : store.select(of("up", service), from, now)) {
      if (!up.isStale(up.size() - 1)) {
        until = Math.min(until, up.millis(up.size() - 1));
      }
    }
    return until;
  }

  private NavigableMap<String, List<Point>> compute(Range range) {
    var grid = range.grid();
    Instant from = Instant.ofEpochMilli(grid.start()).minus(Increments.MAX_GAP);
    Instant to = Instant.ofEpochMilli(grid.end());
    var scrapes = new ScrapeTimes(store.select(of("up", range.service), from, to));
    var golden = new TreeMap<String, Golden>();
    var requests = store.select(of("http_server_requests_total", range.service), from, to);
    for (Series series : requests) {
      golden(golden, series, range).requests(series, scrapes);
    }
    String buckets = "http_server_request_duration_seconds_bucket";
    for (Series series : store.select(of(buckets, range.service), from, to)) {
      golden(golden, series, range).bucket(series, scrapes);
    }
    for (Series series : store.select(of("http_server_in_flight", range.service), from, to)) {
      golden(golden, series, range).inFlight(series);
    }
    var points = new TreeMap<String, List<Point>>();
    golden.forEach((version, each) -> points.put(version, each.points()));
    if (points.isEmpty() && !range.byVersion) {
      points.put("", new Golden(grid).points());
    }
    return java.util.Collections.unmodifiableNavigableMap(points);
  }

  private static Golden golden(Map<String, Golden> all, Series series, Range range) {
    String key = range.byVersion ? series.labels().value(TargetLabels.VERSION) : "";
    return all.computeIfAbsent(key, k -> new Golden(range.grid()));
  }

  /** The signals of a service over the last {@code window}, as measured until now. */
  public Point current(String service, Duration window) {
    long end = measuredUntil(service);
    return compute(new Range(service, 1, window.toMillis(), end, false))
        .firstEntry()
        .getValue()
        .getFirst();
  }

  /** The same for each version that has a series now, by version. */
  public SortedMap<String, Point> currentByVersion(String service, Duration window) {
    long end = measuredUntil(service);
    var points = new TreeMap<String, Point>();
    compute(new Range(service, 1, window.toMillis(), end, true))
        .forEach((version, each) -> points.put(version, each.getFirst()));
    return points;
  }

  /** What the service reports of its dependencies, by name; rates over the last minute. */
  public List<DependencySignal> dependencies(String service) {
    Instant now = clock.now();
    var found = new TreeMap<String, DependencySignals>();
    for (Sample sample : store.latest(of("dependency_up", service), now)) {
      dependency(found, sample.labels(), now).up(sample.value());
    }
    for (Sample sample : store.latest(of("dependency_breaker_state", service), now)) {
      dependency(found, sample.labels(), now)
          .breaker(sample.labels().value("state"), sample.value());
    }
    Instant from = now.minus(MOMENT).minus(Increments.MAX_GAP);
    var scrapes = new ScrapeTimes(store.select(of("up", service), from, now));
    for (Series series : store.select(of("dependency_calls_total", service), from, now)) {
      dependency(found, series.labels(), now).calls(series, scrapes);
    }
    String buckets = "dependency_call_duration_seconds_bucket";
    for (Series series : store.select(of(buckets, service), from, now)) {
      dependency(found, series.labels(), now).bucket(series, scrapes);
    }
    var signals = new ArrayList<DependencySignal>();
    found.forEach((name, each) -> {
      DependencySignal signal = each.signal(name);
      if (signal != null) {
        signals.add(signal);
      }
    });
    return signals;
  }

  private static DependencySignals dependency(
      Map<String, DependencySignals> found, Labels labels, Instant now) {
    return found.computeIfAbsent(
        labels.value("dependency"),
        name -> new DependencySignals(new Grid(now.toEpochMilli(), MOMENT.toMillis(), 1)));
  }

  /** The degradation modes that at least one instance is in, by name. */
  public List<String> activeModes(String service) {
    return store.latest(of("degradation_mode_active", service), clock.now()).stream()
        .filter(sample -> sample.value() > 0)
        .map(sample -> sample.labels().value("mode"))
        .distinct()
        .sorted()
        .toList();
  }

  private static List<Matcher> of(String metric, String service) {
    return List.of(Matcher.metric(metric), Matcher.equal(TargetLabels.SERVICE, service));
  }

  private record Range(
      String service, long steps, long stepMillis, long endMillis, boolean byVersion) {
    Grid grid() {
      return new Grid(endMillis, stepMillis, (int) steps);
    }
  }

  /**
   * The signals of one step of time; NaN where nothing was measured.
   *
   * @param at the step's end
   * @param requestRate requests per second
   * @param errorRatio the share of them answered with 500 or above, 0 to 1; NaN without requests
   * @param p50 seconds, estimated within the histogram's bucket; so are the others; NaN without
   *     requests
   * @param inFlight requests being served at the step's end
   */
  public record Point(
      Instant at,
      double requestRate,
      double errorRatio,
      double p50,
      double p95,
      double p99,
      double inFlight) {}

  /**
   * A dependency as the service's instances see it; NaN where nothing was measured.
   *
   * @param up whether every instance reaches it; null when none tells
   * @param breaker the worst state of any instance, {@code open} before {@code half_open} before
   *     {@code closed}; {@code none} without a breaker
   * @param callRate calls per second, rejected ones included
   * @param failureRatio the share of calls that did not succeed, 0 to 1
   * @param p99 seconds
   */
  public record DependencySignal(
      String name,
      @Nullable Boolean up,
      String breaker,
      double callRate,
      double failureRatio,
      double p99) {}
}
