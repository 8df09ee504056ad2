package dev.mainstay.examples.payments.load;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What the load generator saw of the requests that were due between two instants.
 *
 * @param overall all requests
 * @param outcomes how many ended in each {@link Sample#outcome}
 * @param byVersion the answered ones by release
 * @param byStep all by journey step
 * @param byMode how many answers bore each degradation mode, {@code ""} for none
 */
public record Interval(
    Instant from,
    Instant to,
    Figures overall,
    SortedMap<String, Long> outcomes,
    SortedMap<String, Figures> byVersion,
    Map<Step, Figures> byStep,
    SortedMap<String, Long> byMode) {

  /**
   * Figures of a set of requests; latencies are zero when there are none.
   *
   * @param max the longest latency
   */
  public record Figures(
      long requests, long succeeded, Duration p50, Duration p95, Duration p99, Duration max) {
    /** The share that succeeded, 0 to 1; 1 when there were no requests. */
    public double success() {
      return requests == 0 ? 1 : (double) succeeded / requests;
    }

    /** How many did not succeed. */
    public long failed() {
      return requests - succeeded;
    }
  }

  /** All requests. */
  public long requests() {
    return overall.requests();
  }

  /** The share that succeeded, 0 to 1. */
  public double success() {
    return overall.success();
  }

  /** Requests that ended in an outcome, such as {@code 503}. */
  public long count(String outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  /** Requests that a release answered. */
  public Figures of(String version) {
    return byVersion.getOrDefault(version, new Tally().figures());
  }

  /** Requests of a journey step. */
  public Figures of(Step step) {
    return byStep.getOrDefault(step, new Tally().figures());
  }

  static Interval of(Instant from, Instant to, List<Sample> samples) {
    Tally overall = new Tally();
    SortedMap<String, Long> outcomes = new TreeMap<>();
    SortedMap<String, Tally> versions = new TreeMap<>();
    SortedMap<Step, Tally> steps = new TreeMap<>();
    SortedMap<String, Long> modes = new TreeMap<>();
    for (Sample sample : samples) {
      overall.add(sample);
      outcomes.merge(sample.outcome(), 1L, Long::sum);
      steps.computeIfAbsent(sample.step(), s -> new Tally()).add(sample);
      if (!sample.version().isEmpty()) {
        versions.computeIfAbsent(sample.version(), v -> new Tally()).add(sample);
        modes.merge(sample.mode(), 1L, Long::sum);
      }
    }
    return new Interval(
        from, to, overall.figures(), outcomes, figures(versions), figures(steps), modes);
  }

  private static <K extends Comparable<K>> SortedMap<K, Figures> figures(Map<K, Tally> tallies) {
    SortedMap<K, Figures> figures = new TreeMap<>();
    tallies.forEach((key, tally) -> figures.put(key, tally.figures()));
    return figures;
  }

  private static final class Tally {
    private final Histogram micros = new Histogram(3);
    private long succeeded;

    void add(Sample sample) {
      micros.recordValue(Math.max(0, sample.latency().toNanos() / 1_000));
      if (sample.success()) {
        succeeded++;
      }
    }

    Figures figures() {
      return new Figures(
          micros.getTotalCount(),
          succeeded,
          at(50),
          at(95),
          at(99),
          duration(micros.getMaxValue()));
    }

    private Duration at(double percentile) {
      return duration(micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile));
    }

    private static Duration duration(long micros) {
      return Duration.ofNanos(micros * 1_000);
    }
  }
}
