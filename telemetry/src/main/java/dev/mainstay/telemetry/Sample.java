package dev.mainstay.telemetry;

/** One measured value of one series. */
public record Sample(Labels labels, double value) {
  public Sample(String metric, double value, String... pairs) {
    this(Labels.of(metric, pairs), value);
  }
}
