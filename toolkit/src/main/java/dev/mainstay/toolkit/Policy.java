package dev.mainstay.toolkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a service's design says about its running, as compiled by Mainstay ({@code
 * mainstay.policy/v1}). Immutable; values have been validated by the reader: durations are
 * positive, ratios lie in their range, names are unique and references resolve.
 *
 * @param latencyBuckets upper bounds in seconds, added to the default histogram buckets so that an
 *     objective's threshold is a bucket bound
 */
public record Policy(
    String service,
    Http http,
    Health health,
    List<DependencyPolicy> dependencies,
    List<Mode> modes,
    List<Double> latencyBuckets,
    Set<String> redact,
    Shutdown shutdown) {

  /** The only format this toolkit reads. */
  public static final String API_VERSION = "mainstay.policy/v1";

  public Policy {
    dependencies = List.copyOf(dependencies);
    modes = List.copyOf(modes);
    latencyBuckets = List.copyOf(latencyBuckets);
    redact = Set.copyOf(redact);
  }

  /** The named dependency's part, or empty when the design has none of that name. */
  public Optional<DependencyPolicy> dependency(String name) {
    return dependencies.stream().filter(d -> d.name().equals(name)).findFirst();
  }

  /**
   * What callers may expect of the service.
   *
   * @param deadline the longest time a request may take; a caller's {@code Mainstay-Deadline} can
   *     only shorten it
   * @param idempotentMethods methods that a caller may repeat
   */
  public record Http(Duration deadline, Set<String> idempotentMethods) {
    public Http {
      idempotentMethods = Set.copyOf(idempotentMethods);
    }
  }

  /** Where the probes are answered and what readiness depends on. */
  public record Health(String livenessPath, Readiness readiness) {}

  /**
   * When the service is ready.
   *
   * @param every how often each check runs in the background
   * @param timeout a check that takes as long as this has failed
   * @param failures consecutive failed checks after which the service is not ready
   * @param checks names of dependencies whose checks decide readiness
   */
  public record Readiness(
      String path, Duration every, Duration timeout, int failures, List<String> checks) {
    public Readiness {
      checks = List.copyOf(checks);
    }
  }

  /**
   * One dependency.
   *
   * @param required share of requests that cannot be answered without the dependency, 0 to 1
   * @param timeout the longest time one attempt may take
   */
  public record DependencyPolicy(
      String name,
      String kind,
      double required,
      Duration timeout,
      Guards guards,
      OnFailure onFailure) {

    public Optional<Retry> retry() {
      return guards.retry();
    }

    public Optional<BreakerPolicy> breaker() {
      return guards.breaker();
    }

    public OptionalInt bulkhead() {
      return guards.bulkhead();
    }

    public Optional<Pool> pool() {
      return guards.pool();
    }
  }

  /** The optional protections of a dependency; empty means none. */
  public record Guards(
      Optional<Retry> retry,
      Optional<BreakerPolicy> breaker,
      OptionalInt bulkhead,
      Optional<Pool> pool) {
    public static final Guards NONE =
        new Guards(Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty());
  }

  /**
   * Repeating what failed.
   *
   * @param attempts all attempts, the first included
   * @param firstWait before the second attempt; multiplied by {@code factor} for each further one
   * @param jitter share of a wait that is random, 0 to 1; jitter only shortens a wait
   * @param within no attempt starts or runs later than this after the start of the first; a day
   *     when the design leaves it to the deadline
   * @param budget retries allowed per call, as a ratio over time
   * @param maxWait that no single wait exceeds; a day when the design gives none
   */
  public record Retry(
      int attempts,
      Duration firstWait,
      double factor,
      double jitter,
      Duration within,
      double budget,
      Duration maxWait) {
    /** With waits that only {@code within} bounds. */
    public Retry(
        int attempts,
        Duration firstWait,
        double factor,
        double jitter,
        Duration within,
        double budget) {
      this(attempts, firstWait, factor, jitter, within, budget, Duration.ofDays(1));
    }
  }

  /** Opens when {@code ceil(failures × of)} of the last {@code of} calls failed. */
  public record BreakerPolicy(double failures, int of, Duration openFor) {
    /** Failed calls among the last {@link #of} that open the breaker, at least 1. */
    public int threshold() {
      return Math.max(1, (int) Math.ceil(failures * of - 1e-9));
    }
  }

  /** Connections the service should keep, for the service's own pool. */
  public record Pool(int size, Duration maxWait) {}

  /** What a caller gets when the dependency fails it. */
  public sealed interface OnFailure {
    /** An error at once. */
    record FailFast(int status, Optional<Duration> retryAfter) implements OnFailure {}

    /** The caller's fallback, in a degradation mode. */
    record Degrade(String mode) implements OnFailure {}
  }

  /**
   * A degradation mode, active while its dependency is failing.
   *
   * @param header shown to callers in {@code Mainstay-Mode}
   * @param metric shown as {@code degradation_mode_active}
   */
  public record Mode(String name, String dependency, boolean header, boolean metric) {}

  /**
   * How the service ends.
   *
   * @param grace the longest wait for requests in flight when the service ends
   */
  public record Shutdown(Duration grace) {}
}
