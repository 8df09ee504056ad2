package dev.mainstay.telemetry;

/**
 * Equal steps of time; step {@code i} reaches from {@code start + i * step} to one step later.
 *
 * @param end of the last step, Unix milliseconds
 * @param step length in milliseconds
 */
record Grid(long end, long step, int steps) {
  long start() {
    return end - step * steps;
  }

  long endOf(int index) {
    return start() + step * (index + 1);
  }
}
