package dev.mainstay.design;

import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something the service calls, and what happens when it fails.
 *
 * @param required the share of requests that cannot succeed without it: 100 % always, 0 % never
 * @param callsPerRequest mean number of calls per incoming request
 * @param latency as declared or measured, or null when unknown
 * @param availability as promised by it, or null when unknown
 * @param timeout of one attempt
 * @param connectTimeout of making a connection, or null when only the timeout bounds it
 * @param passDeadline whether the called service is told how much time is left
 * @param retry null for a single attempt
 * @param pool connections per instance, or null when it has none
 * @param breaker null for none
 * @param bulkhead calls in flight per instance, or null when unbounded
 * @param fallback the dependency that is asked instead when it fails, or null
 * @param because the rationale, or null
 * @param bounds what it can carry
 */
public record Dependency(
    String name,
    Kind kind,
    Percentage required,
    double callsPerRequest,
    @Nullable Latency latency,
    @Nullable Percentage availability,
    Duration timeout,
    @Nullable Duration connectTimeout,
    boolean passDeadline,
    @Nullable Retry retry,
    @Nullable Pool pool,
    @Nullable Breaker breaker,
    @Nullable Integer bulkhead,
    OnFailure onFailure,
    @Nullable String fallback,
    @Nullable String because,
    Bounds bounds) {

  public enum Kind {
    DATABASE,
    CACHE,
    SERVICE,
    EXTERNAL_API,
    QUEUE,
    STORAGE
  }

  public record Latency(Duration p50, Duration p99) {}

  /**
   * How a failed call is repeated.
   *
   * @param attempts in all, the first included, &ge; 1
   * @param firstWait before the second attempt
   * @param factor that each further wait grows by, &ge; 1
   * @param jitter share of each wait that is random
   * @param within the whole of all attempts and waits, or null when only the deadline bounds it
   * @param key what makes a repeated call harmless, or null
   * @param budget retries allowed per call, as a share
   * @param maxWait that no single wait exceeds, or null
   * @param methods HTTP methods whose calls are repeated, upper case; empty means all
   */
  public record Retry(
      int attempts,
      Duration firstWait,
      double factor,
      Percentage jitter,
      @Nullable Duration within,
      @Nullable String key,
      Percentage budget,
      @Nullable Duration maxWait,
      List<String> methods) {
    public Retry {
      methods = List.copyOf(methods);
    }
  }

  /**
   * Connections to the dependency.
   *
   * @param size connections per instance, &ge; 1
   * @param maxWait for a free one
   */
  public record Pool(int size, Duration maxWait) {}

  /**
   * When calls are refused without being tried.
   *
   * @param failures share of failed calls at which it opens
   * @param of the last so many calls, &ge; 1
   * @param openFor until it lets a probe through
   * @param consecutive whether it was written as so many failures in a row, which is all of the
   *     last so many
   */
  public record Breaker(Percentage failures, int of, Duration openFor, boolean consecutive) {
    /** Failed calls among the last {@link #of} that open it, &ge; 1. */
    public int threshold() {
      return Math.max(1, (int) Math.ceil(failures.asFraction() * of - 1e-9));
    }
  }

  /**
   * What the dependency itself can carry, over all its callers; null when unknown.
   *
   * @param limit calls beyond it are refused: a third party's rate limit
   * @param maxConnections that its server accepts
   * @param capacity calls beyond it make it slow
   */
  public record Bounds(
      @Nullable Rate limit, @Nullable Integer maxConnections, @Nullable Rate capacity) {}

  /** What a caller sees when it fails. */
  public sealed interface OnFailure {
    /**
     * The request fails at once.
     *
     * @param status HTTP status, 400 to 599
     * @param retryAfter told to the caller, or null
     */
    record FailFast(int status, @Nullable Duration retryAfter) implements OnFailure {}

    /**
     * The request goes on with something missing.
     *
     * @param mode a degradation mode of this service
     */
    record Degrade(String mode) implements OnFailure {}
  }
}
