package dev.mainstay.delivery;

import dev.mainstay.kernel.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what each version did with its traffic, second by second. Bounded: half an hour per
 * version, eight versions per service (the one longest without traffic goes first), durations up to
 * a minute with two significant digits. Thread-safe.
 */
public final class TrafficRecorder implements TrafficObserver {
  static final int MOST_POINTS = 1_800;
  static final int MOST_VERSIONS = 8;
  private static final long HIGHEST_MICROS = 60_000_000;

  private final Clock clock;
  private final Map<String, Map<String, Curve>> services = new LinkedHashMap<>();

  public TrafficRecorder(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void observed(Observation o) {
    curve(o.service(), o.version())
        .add(clock.now().getEpochSecond(), o.status() >= 500, o.latencyNanos() / 1_000);
  }

  private Curve curve(String service, String version) {
    synchronized (services) {
      Map<String, Curve> versions = services.computeIfAbsent(service, s -> new LinkedHashMap<>());
      Curve curve = versions.get(version);
      if (curve == null) {
        if (versions.size() >= MOST_VERSIONS) {
          String oldest = null;
          long least = Long.MAX_VALUE;
          for (var entry : versions.entrySet()) {
            if (entry.getValue().last() < least) {
              oldest = entry.getKey();
              least = entry.getValue().last();
            }
          }
          versions.remove(oldest);
        }
        curve = new Curve();
        versions.put(version, curve);
      }
      return curve;
    }
  }

  /** All versions of a service that are remembered, by name of version. */
  public List<VersionTraffic> traffic(String service) {
    Map<String, Curve> versions;
    synchronized (services) {
      versions = new java.util.TreeMap<>(services.getOrDefault(service, Map.of()));
    }
    long now = clock.now().getEpochSecond();
    var result = new ArrayList<VersionTraffic>();
    versions.forEach((version, curve) -> result.add(curve.read(service, version, now)));
    return result;
  }

  private static final class Curve {
    private final ArrayDeque<VersionTraffic.Point> points = new ArrayDeque<>();
    private final Histogram all = new Histogram(HIGHEST_MICROS, 2);
    private final Histogram current = new Histogram(HIGHEST_MICROS, 2);
    private long second = Long.MIN_VALUE;
    private long currentErrors;
    private long requests;
    private long errors;

    synchronized void add(long at, boolean error, long micros) {
      if (at > second) {
        close();
        second = at;
      }
      long bounded = Math.min(HIGHEST_MICROS, Math.max(0, micros));
      current.recordValue(bounded);
      all.recordValue(bounded);
      requests++;
      if (error) {
        errors++;
        currentErrors++;
      }
    }

    private void close() {
      VersionTraffic.Point point = point();
      if (point != null) {
        if (points.size() >= MOST_POINTS) {
          points.removeFirst();
        }
        points.addLast(point);
        current.reset();
        currentErrors = 0;
      }
    }

    private VersionTraffic.@Nullable Point point() {
      long count = current.getTotalCount();
      return count == 0
          ? null
          : new VersionTraffic.Point(
              second, count, currentErrors, seconds(current, 50), seconds(current, 99));
    }

    synchronized long last() {
      return second;
    }

    synchronized VersionTraffic read(String service, String version, long now) {
      if (now > second) {
        close();
      }
      return new VersionTraffic(
          service,
          version,
          requests,
          errors,
          seconds(all, 50),
          seconds(all, 99),
          List.copyOf(points));
    }

    private static double seconds(Histogram histogram, double percentile) {
      return histogram.getTotalCount() == 0
          ? Double.NaN
          : histogram.getValueAtPercentile(percentile) / 1e6;
    }
  }
}
