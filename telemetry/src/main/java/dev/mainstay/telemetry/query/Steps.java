package dev.mainstay.telemetry.query;

/**
 * The times at which an expression is evaluated.
 *
 * @param start Unix time of the first in milliseconds
 * @param interval milliseconds between two, &ge; 1
 * @param count how many, &ge; 0
 * @param until up to when steps were asked for, at or after the last one; before {@code start} when
 *     there are none
 */
record Steps(long start, long interval, int count, long until) {
  /** More would not fit into memory, one number each. */
  private static final long MOST = 100_000_000;

  static Steps one(long millis) {
    return new Steps(millis, 1, 1, millis);
  }

  static Steps between(long start, long end, long interval) {
    long count = end < start ? 0 : (end - start) / interval + 1;
    if (count > MOST) {
      throw new QueryException(
          QueryException.Reason.LIMIT,
          "query processing would evaluate %d steps (expected: at most %d; a longer step, a shorter range)"
              .formatted(count, MOST));
    }
    return new Steps(start, interval, (int) count, end);
  }

  long at(int step) {
    return start + interval * step;
  }

  long end() {
    return at(Math.max(0, count - 1));
  }

  /** The first step at or after {@code millis}, which may be beyond the last or below 0. */
  long firstFrom(long millis) {
    return -Math.floorDiv(start - millis, interval);
  }

  /** The last step at or before {@code millis}, which may be beyond the last or below 0. */
  long lastUntil(long millis) {
    return Math.floorDiv(millis - start, interval);
  }
}
