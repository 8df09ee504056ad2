package dev.mainstay.design;

/** Who may call it, with what, and how its data and secrets are kept. */
public record Security() {
  /** Nothing is written about it. */
  public static final Security NONE = new Security();
}
