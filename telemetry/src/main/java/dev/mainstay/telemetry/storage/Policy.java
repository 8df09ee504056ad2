package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.Retention;
import java.time.Duration;
import java.util.Arrays;

/**
 * How long the samples of one service are kept, or of all that belong to none, and how far thinning
 * them out within the tiers has come. What it changes, it changes for {@link Policies}.
 */
final class Policy {
  private static final int NUMBERS = 7;

  private final String name;
  private volatile Retention said;
  private volatile Retention kept;
  private volatile boolean stated;

  // Guarded by the lock of the store's upkeep.
  private Bounds done = Bounds.NONE;
  private Bounds due = Bounds.NONE;
  private long lowered = Long.MAX_VALUE;
  private long[] saved = {};

  private volatile long untilMillis;

  Policy(String name, Retention said) {
    this.name = name;
    this.said = said;
    this.kept = said;
  }

  /** As {@link #numbers} gave it. */
  static Policy of(String name, long[] numbers) {
    var policy =
        new Policy(
            name,
            new Retention(
                Duration.ofMillis(numbers[0]),
                Duration.ofMillis(numbers[1]),
                Duration.ofMillis(numbers[2])));
    policy.done = new Bounds(numbers[3], numbers[4], numbers[5]);
    policy.untilMillis = numbers[6];
    policy.saved = numbers;
    return policy;
  }

  String name() {
    return name;
  }

  static boolean isOne(long[] numbers) {
    return numbers.length == NUMBERS;
  }

  /** What a restart must know. */
  long[] numbers() {
    return new long[] {
      said.raw().toMillis(),
      said.fiveMinutes().toMillis(),
      said.longTerm().toMillis(),
      done.raw(),
      done.fiveMinutes(),
      done.longTerm(),
      untilMillis
    };
  }

  /** Whether a restart would not know all. */
  boolean isUnsaved() {
    return !Arrays.equals(numbers(), saved);
  }

  void saved() {
    saved = numbers();
  }

  void state(Retention retention) {
    said = retention;
    kept = retention;
    stated = true;
  }

  /** Nobody says any more how long: as it was, or as the others when these are kept longer. */
  void fallBackTo(Retention others) {
    stated = false;
    kept = said.longest(others);
  }

  boolean isStated() {
    return stated;
  }

  Retention kept() {
    return kept;
  }

  Bounds done() {
    return done;
  }

  Bounds due() {
    return due;
  }

  /** Before here chunks may have been thinned out; Unix milliseconds. */
  long untilMillis() {
    return untilMillis;
  }

  /** Something is about to be thinned out, as far as tiers that keep longer leave it to be done. */
  boolean begin(Retention tiers, long now) {
    done = done.atMost(Bounds.of(kept, now));
    due = Bounds.within(tiers, kept, now);
    lowered = Long.MAX_VALUE;
    untilMillis = done.atLeast(due).latestMillis();
    return due.passes(done);
  }

  /** It is done, but for what came meanwhile. */
  void end() {
    done = done.atLeast(due).atMost(lowered);
  }

  /** What is from this time on has to be looked at again, as far as it was looked at. */
  void lower(long millis) {
    long day = Math.floorDiv(millis, HeadSeries.DAY);
    lowered = Math.min(lowered, day);
    done = done.atMost(day);
  }
}
