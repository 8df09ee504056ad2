package dev.mainstay.objectives;

/**
 * Events counted.
 *
 * @param good at most {@code total}, but for readings amid an update
 */
record Counts(double good, double total) {
  static final Counts NONE = new Counts(0, 0);

  Counts plus(Counts other) {
    return new Counts(good + other.good, total + other.total);
  }

  Counts minus(Counts other) {
    return new Counts(good - other.good, total - other.total);
  }

  Counts times(double factor) {
    return new Counts(good * factor, total * factor);
  }

  boolean isNone() {
    return good == 0 && total == 0;
  }

  double bad() {
    return Math.max(0, total - good);
  }
}
