package dev.mainstay.design;

/**
 * What happens when there is more to do than the service can: resource limits, shedding, rate
 * limits.
 */
public record Overload() {
  /** Nothing is written about it. */
  public static final Overload NONE = new Overload();
}
