package dev.mainstay.telemetry;

import dev.mainstay.kernel.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The golden signals of services, read from the series that their instances expose. */
public final class Signals {

  public Signals(SeriesStore store, Clock clock) {}

  /** The last {@code length} of a service, all its versions together. */
  public List<Point> range(String service, Duration length, Duration step) {
    return List.of();
  }

  /** The last {@code length} of each version of a service that ran in it, by version. */
  public Map<String, List<Point>> rangeByVersion(String service, Duration length, Duration step) {
    return Map.of();
  }

  /** The signals of a service over the last {@code window}. */
  public Point current(String service, Duration window) {
    throw new UnsupportedOperationException();
  }

  /** What the service reports of its dependencies, by name; rates over the last minute. */
  public List<DependencySignal> dependencies(String service) {
    return List.of();
  }

  /** The degradation modes that at least one instance is in, by name. */
  public List<String> activeModes(String service) {
    return List.of();
  }

  /**
   * The signals of one step of time; NaN where nothing was measured.
   *
   * @param at the step's end
   * @param requestRate requests per second
   * @param errorRatio the share of them answered with 500 or above, 0 to 1
   * @param p50 seconds, estimated within the histogram's bucket; so are the others
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
   * @param up whether every instance reaches it
   * @param breaker the worst state of any instance, {@code open} before {@code half_open} before
   *     {@code closed}; {@code none} without a breaker
   * @param callRate calls per second, rejected ones included
   * @param failureRatio the share of calls that did not succeed, 0 to 1
   * @param p99 seconds
   */
  public record DependencySignal(
      String name, boolean up, String breaker, double callRate, double failureRatio, double p99) {}
}
