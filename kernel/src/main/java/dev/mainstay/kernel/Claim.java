package dev.mainstay.kernel;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * A statement of a design that can be proven.
 *
 * @param id stable as long as the design says the same of the same thing: {@code
 *     payment-api/dependencies/redis/degrades}
 * @param service that the statement is about
 * @param statement one sentence, lower case, no full stop
 * @param target what measuring must give
 * @param method how it is proven
 * @param freshFor how long evidence counts, above zero
 */
public record Claim(
    String id, String service, String statement, Target target, Method method, Duration freshFor) {
  public Claim {
    if (id.isBlank() || !freshFor.isPositive()) {
      throw new IllegalArgumentException(
          "claim: '%s' fresh for %s (expected: an id and a time above zero)"
              .formatted(id, freshFor));
    }
  }

  /** How a claim is proven. */
  public enum Method {
    FAULT_DRILL,
    LOAD_TEST,
    RESTORE_TEST,
    FAILOVER_DRILL,
    ROLLBACK_DRILL,
    TEST_PAGE,
    TELEMETRY,
    SYNTHETIC_JOURNEY;

    /** {@code fault drill}. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * What measuring must give.
   *
   * @param value in the unit; finite
   */
  public record Target(Bound bound, double value, Unit unit) {
    public Target {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("target: " + value + " (expected: a finite number)");
      }
    }

    public static Target within(Duration most) {
      return new Target(Bound.AT_MOST, Durations.seconds(most), Unit.SECONDS);
    }

    public static Target atLeast(Percentage share) {
      return new Target(Bound.AT_LEAST, share.asFraction(), Unit.SHARE);
    }

    public static Target atLeast(Rate rate) {
      return new Target(Bound.AT_LEAST, rate.perSecond(), Unit.PER_SECOND);
    }

    /** The bound itself meets the target; what is not a number does not. */
    public boolean isMetBy(double measured) {
      return switch (bound) {
        case AT_LEAST -> measured >= value;
        case AT_MOST -> measured <= value;
      };
    }

    /** A value in the target's unit as people write it: {@code 500ms}, {@code 99.9 %}. */
    public String inWords(double measured) {
      if (!Double.isFinite(measured)) {
        return String.valueOf(measured);
      }
      return switch (unit) {
        case SECONDS -> Durations.format(Duration.ofMillis(Math.round(measured * 1000)));
        case SHARE -> number(measured * 100) + " %";
        case PER_SECOND -> number(measured) + "/s";
        case COUNT -> number(measured);
      };
    }

    private static String number(double value) {
      return new BigDecimal(value, new MathContext(6)).stripTrailingZeros().toPlainString();
    }

    @Override
    public String toString() {
      return (bound == Bound.AT_MOST ? "at most " : "at least ") + inWords(value);
    }
  }

  /** Which side of the target's value is good. */
  public enum Bound {
    AT_LEAST,
    AT_MOST
  }

  /** What a target's value and what is measured for it count. */
  public enum Unit {
    SECONDS,
    /** 0 to 1. */
    SHARE,
    PER_SECOND,
    COUNT
  }

  /** What is known of a claim. */
  public enum Status {
    /** There is no evidence. */
    UNPROVEN,
    /** The latest evidence meets the target and still counts. */
    HOLDS,
    /** The latest evidence misses the target; that does not get better by waiting. */
    FAILS,
    /** The latest evidence meets the target, but is too old to count. */
    STALE
  }

  /** What the evidence says. */
  public Status status(Collection<Evidence> evidence, Instant now) {
    return latest(evidence, now).map(latest -> judged(latest, now)).orElse(Status.UNPROVEN);
  }

  /**
   * The evidence that counts: the latest, and of several at the same instant one that misses the
   * target; evidence for other claims and from after {@code now} is ignored.
   */
  public Optional<Evidence> latest(Collection<Evidence> evidence, Instant now) {
    return evidence.stream()
        .filter(each -> each.claim().equals(id) && !each.at().isAfter(now))
        .max(
            Comparator.comparing(Evidence::at)
                .thenComparing(each -> !target.isMetBy(each.measured())));
  }

  private Status judged(Evidence latest, Instant now) {
    if (!target.isMetBy(latest.measured())) {
      return Status.FAILS;
    }
    boolean fresh = Duration.between(latest.at(), now).compareTo(freshFor) <= 0;
    return fresh ? Status.HOLDS : Status.STALE;
  }
}
