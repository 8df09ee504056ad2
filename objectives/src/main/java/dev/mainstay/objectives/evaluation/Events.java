package dev.mainstay.objectives.evaluation;

/**
 * Events counted; shares of events where an indicator gives shares.
 *
 * @param good between none and {@code total}, but for readings amid an update
 */
public record Events(double good, double total) {
  public static final Events NONE = new Events(0, 0);

  public double bad() {
    return Math.max(0, total - good);
  }

  /** The share of good ones; NaN when there are none at all. */
  public double share() {
    return total > 0 ? 1 - bad() / total : Double.NaN;
  }

  Events plus(Events other) {
    return new Events(good + other.good, total + other.total);
  }

  Events minus(Events other) {
    return new Events(good - other.good, total - other.total);
  }
}
