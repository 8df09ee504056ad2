package dev.mainstay.design;

/** What it was tested with, what it stores and caches, and how it grows. */
public record Capacity() {
  /** Nothing is written about it. */
  public static final Capacity NONE = new Capacity();
}
