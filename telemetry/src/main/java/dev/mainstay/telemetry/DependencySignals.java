package dev.mainstay.telemetry;

import org.jspecify.annotations.Nullable;

/** Gathers what the instances report of one dependency. */
final class DependencySignals {
  private final Increments calls;
  private final Increments failures;
  private final Histogram durations;
  private @Nullable Boolean up;
  private @Nullable String breaker;

  DependencySignals(Grid grid) {
    calls = new Increments(grid);
    failures = new Increments(grid);
    durations = new Histogram(grid);
  }

  void up(double value) {
    up = value > 0 && !Boolean.FALSE.equals(up);
  }

  void breaker(String state, double active) {
    if (active > 0 && (breaker == null || badness(state) > badness(breaker))) {
      breaker = state;
    }
  }

  private static int badness(String state) {
    return switch (state) {
      case "open" -> 2;
      case "half_open" -> 1;
      default -> 0;
    };
  }

  void calls(Series series, ScrapeTimes scrapes) {
    calls.add(series, scrapes);
    if (!series.labels().value("outcome").equals("success")) {
      failures.add(series, scrapes);
    }
  }

  void bucket(Series series, ScrapeTimes scrapes) {
    durations.add(series, scrapes);
  }

  /** Null when nothing is known of it now: only series of instances that are gone. */
  Signals.@Nullable DependencySignal signal(String name) {
    double rate = calls.rate(0);
    if (up == null && breaker == null && Double.isNaN(rate)) {
      return null;
    }
    return new Signals.DependencySignal(
        name,
        up,
        breaker == null ? "none" : breaker,
        rate,
        rate > 0 ? failures.rateOrZero(0) / rate : Double.NaN,
        durations.quantile(0.99, 0));
  }
}
