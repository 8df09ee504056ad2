package dev.mainstay.telemetry.storage;

/**
 * The times at which samples may be left out, but for a hole in it. All in Unix milliseconds,
 * included.
 *
 * @param holeFrom after {@code holeTo} when there is no hole
 */
record Core(long from, long to, long holeFrom, long holeTo) {
  // Below this, reading the samples costs no more than looking for outlines.
  private static final long WORTH_IT = 6 * 3600_000L;

  /** Nothing may be left out. */
  static final Core NONE = new Core(0, -1, 0, -1);

  static Core between(long from, long to) {
    return new Core(from, to, 0, -1);
  }

  Core until(long end) {
    return new Core(from, Math.min(to, end), holeFrom, holeTo);
  }

  Core without(long first, long last) {
    return new Core(from, to, first, last);
  }

  boolean isWorthIt() {
    return to - from >= WORTH_IT;
  }

  boolean holds(long first, long last) {
    return first >= from && last <= to && (holeFrom > holeTo || last < holeFrom || first > holeTo);
  }
}
