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
  static Steps one(long millis) {
    return new Steps(millis, 1, 1, millis);
  }

  static Steps between(long start, long end, long interval) {
    return new Steps(
        start, interval, end < start ? 0 : Math.toIntExact((end - start) / interval + 1), end);
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
