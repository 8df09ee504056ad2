package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Little's law: calls in flight = arrival rate x time in the system. Exceeded at the median latency
 * it is an error; at the 99th percentile, a warning.
 */
final class CallsInFlight {
  private CallsInFlight() {}

  /**
   * @param path under the dependency
   * @param noun what is limited
   */
  record Limit(String path, String noun, int value) {}

  static void compare(Service service, Dependency dependency, Limit limit, Findings findings) {
    var latency = dependency.latency();
    if (latency == null || !findings.isWritten("traffic/peak")) {
      findings.unknown(
          latency == null ? "dependencies/" + dependency.name() + "/latency" : "traffic/peak");
      return;
    }
    findings.compared();
    DegradationMode mode = dearest(service, dependency);
    if (exceeds(service, dependency, null, latency.p50(), limit)) {
      report(service, dependency, null, latency.p50(), limit, findings);
    } else if (mode != null && exceeds(service, dependency, mode, latency.p50(), limit)) {
      report(service, dependency, mode, latency.p50(), limit, findings);
    } else if (exceeds(service, dependency, null, latency.p99(), limit)) {
      report(service, dependency, null, latency.p99(), limit, findings);
    } else if (mode != null && exceeds(service, dependency, mode, latency.p99(), limit)) {
      report(service, dependency, mode, latency.p99(), limit, findings);
    }
  }

  private static boolean exceeds(
      Service service,
      Dependency dependency,
      @Nullable DegradationMode mode,
      Duration latency,
      Limit limit) {
    return inFlight(service, dependency, mode, latency) > limit.value() * (1 + 1e-12);
  }

  private static double inFlight(
      Service service, Dependency dependency, @Nullable DegradationMode mode, Duration latency) {
    return service.traffic().peak().perSecond()
        / Running.atPeak(service).instances()
        * dependency.callsPerRequest()
        * factor(dependency, mode)
        * Durations.seconds(latency);
  }

  private static double factor(Dependency dependency, @Nullable DegradationMode mode) {
    Double factor = mode == null ? null : mode.costs().calls().get(dependency.name());
    return factor == null ? 1 : factor;
  }

  /** The mode that calls the dependency most, or null when none calls it more than usual. */
  private static @Nullable DegradationMode dearest(Service service, Dependency dependency) {
    DegradationMode dearest = null;
    for (DegradationMode mode : service.degradation()) {
      if (factor(dependency, mode) > factor(dependency, dearest)) {
        dearest = mode;
      }
    }
    return dearest;
  }

  private static void report(
      Service service,
      Dependency dependency,
      @Nullable DegradationMode mode,
      Duration latency,
      Limit limit,
      Findings findings) {
    var known = dependency.latency();
    boolean median = known != null && latency.equals(known.p50());
    double needed = inFlight(service, dependency, mode, latency);
    String path = "dependencies/" + dependency.name();
    String message =
        "%d %s per instance for %s, but %s are needed at peak%s"
            .formatted(
                limit.value(),
                limit.noun(),
                dependency.name(),
                Numbers.of(needed),
                mode == null ? "" : " in mode " + mode.name());
    var finding =
        median
            ? findings.error(path + "/" + limit.path(), message)
            : findings.warning(
                path + "/" + limit.path(),
                message,
                "the dependency is as slow as its 99th percentile for a while");
    finding
        .with("traffic/peak", "the load")
        .with(Running.atPeak(service).path(), "instances that share it")
        .with(path + "/latency/" + (median ? "p50" : "p99"), "time that each call takes");
    if (mode != null) {
      finding.with(
          "degradation/" + mode.name() + "/costs/calls/" + dependency.name(),
          "more calls while in this mode");
    }
    finding
        .sum(
            "%s / %d x %s%s x %s = %s > %d"
                .formatted(
                    service.traffic().peak(),
                    Running.atPeak(service).instances(),
                    Numbers.of(dependency.callsPerRequest()),
                    mode == null ? "" : " x " + Numbers.of(factor(dependency, mode)),
                    Durations.format(latency),
                    Numbers.of(needed),
                    limit.value()))
        .fix("raise it to " + Numbers.of(Math.ceil(needed)) + " or more, or run more instances");
  }
}
