package dev.mainstay.design;

/** Risks, cost and toil. */
public record Planning() {
  /** Nothing is written about it. */
  public static final Planning NONE = new Planning();
}
