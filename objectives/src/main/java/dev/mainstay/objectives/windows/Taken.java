package dev.mainstay.objectives.windows;

import java.time.Duration;

/**
 * What became of a sample.
 *
 * @param from Unix milliseconds: answers for times before it are as they were
 * @param until windows that begin after it are as they were; less than {@code from} when nothing
 *     that could have been asked has another answer
 */
public record Taken(Outcome outcome, long from, long until) {
  /** The kinds of ends. */
  public enum Outcome {
    /** After all others; answers for later times that were given before it came have changed. */
    NEW,
    /** Before others. */
    LATE,
    /** The series has this value at this time. */
    DUPLICATE,
    /** The series has another value at this time, which stays. */
    CONFLICT,
    /** Older than late samples may be. */
    TOO_LATE,
    /** A stale marker, or what is no number where that does not count. */
    NOTHING
  }

  static final Taken DUPLICATE = of(Outcome.DUPLICATE);
  static final Taken CONFLICT = of(Outcome.CONFLICT);
  static final Taken TOO_LATE = of(Outcome.TOO_LATE);
  static final Taken NOTHING = of(Outcome.NOTHING);

  private static Taken of(Outcome outcome) {
    return new Taken(outcome, Long.MAX_VALUE, Long.MIN_VALUE);
  }

  static Taken after(long millis) {
    return new Taken(Outcome.NEW, millis, millis);
  }

  static Taken late(long from, long until) {
    return new Taken(Outcome.LATE, from, until);
  }

  /** Whether anything may have another answer than before. */
  public boolean changes() {
    return from <= until;
  }

  /** Whether what was answered at a time for a window that ends then may be different now. */
  public boolean touches(long atMillis, Duration window) {
    return atMillis >= from && atMillis - window.toMillis() <= until;
  }
}
