package dev.mainstay.design;

import dev.mainstay.design.Objective.Window;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement of the section {@code objectives} as it is written. Those about requests and
 * counters are measured and stand among the service's {@link Objective}s too; the others are only
 * declared.
 *
 * @param implied the share that {@code good} names: 95 % of {@code p95 < 200ms}, 99.95 % of {@code
 *     errors < 0.05 %}; or null
 * @param slo the share of good events aimed at, or null when it is about throughput
 * @param contract what is promised to customers, or null
 * @param excludes dependencies whose failures do not count
 */
public record Promise(
    String name,
    Good good,
    @Nullable Percentage implied,
    @Nullable Percentage slo,
    @Nullable Contract contract,
    Window over,
    List<String> excludes,
    Report report) {
  public Promise {
    excludes = List.copyOf(excludes);
  }

  /** What is promised. */
  public sealed interface Good {
    /** Requests answered with a status below. */
    record Status(int badFrom) implements Good {}

    /** Requests answered within. */
    record Faster(Duration than) implements Good {}

    /** Events counted by two counters of the service. */
    record Counted(Selector good, Selector total) implements Good {}

    /** Data that was written and is still there; declared only. */
    record Kept() implements Good {}

    /** Events that reach their receivers; declared only. */
    record Delivered() implements Good {}

    /** Requests per second that can be taken; declared only. */
    record Throughput(Rate atLeast) implements Good {}
  }

  /**
   * The promise to customers.
   *
   * @param threshold of a latency, when it differs from the objective's; or null
   */
  public record Contract(Percentage share, @Nullable Duration threshold) {}

  /**
   * What the team says of the current window.
   *
   * @param budget the error budget as declared
   * @param used of the budget
   * @param left the share of the budget that is left
   */
  public record Report(
      @Nullable Duration budget,
      @Nullable Measured measured,
      @Nullable Status status,
      @Nullable Duration used,
      @Nullable Percentage left) {
    public static final Report NONE = new Report(null, null, null, null, null);
  }

  public enum Status {
    MET,
    MISSED
  }

  public sealed interface Measured {
    /** The share of good events. */
    record Share(Percentage good) implements Measured {}

    /** The percentile that the promise is about. */
    record Percentile(Duration duration) implements Measured {}

    record Throughput(Rate rate) implements Measured {}
  }
}
