package dev.mainstay.design;

/** What it tells about itself: metrics, logs, traces, dashboards, synthetic journeys. */
public record Observability() {
  /** Nothing is written about it. */
  public static final Observability NONE = new Observability();
}
