package dev.mainstay.telemetry.query;

import java.util.Locale;

/** Lines through the numbers of a range, and smoothing along them. */
final class Regression {
  private Regression() {}

  /** Slope of the least-squares line, per second. */
  static void slope(Window window) {
    Line line = line(window, true);
    if (line != null) {
      window.put(line.slope);
    }
  }

  /** Where the least-squares line is the scalar's seconds after the step. */
  static void predict(Window window) {
    Line line = line(window, false);
    if (line != null) {
      window.put(line.slope * window.scalar(0) + line.intercept);
    }
  }

  private record Line(double slope, double intercept) {}

  /** The line; its zero is the first number's time or the step's. Null with fewer than two. */
  private static @org.jspecify.annotations.Nullable Line line(Window window, boolean fromFirst) {
    Samples samples = window.samples;
    boolean histograms = window.hasHistograms();
    int first = window.from;
    while (histograms && first < window.to && samples.histogram(first) != null) {
      first++;
    }
    if (histograms && first < window.to) {
      window.remarks().ignored();
    }
    if (window.to - first < 2) {
      return null;
    }
    long zero = fromFirst ? samples.time(first) : window.evaluation;
    double initial = samples.value(first);
    boolean constant = true;
    double n = 0;
    var x = new Kahan(true);
    var y = new Kahan(true);
    var xy = new Kahan(true);
    var xx = new Kahan(true);
    for (int i = first; i < window.to; i++) {
      if (histograms && samples.histogram(i) != null) {
        continue;
      }
      double value = samples.value(i);
      constant &= n == 0 || value == initial;
      n++;
      double seconds = (samples.time(i) - zero) / 1e3;
      x.add(seconds);
      y.add(value);
      xy.add(seconds * value);
      xx.add(seconds * seconds);
    }
    if (n < 2) {
      return null;
    }
    if (constant) {
      return Double.isInfinite(initial) ? new Line(Double.NaN, Double.NaN) : new Line(0, initial);
    }
    double sumX = x.sumAndCarry();
    double covariance = xy.sumAndCarry() - sumX * y.sumAndCarry() / n;
    double variance = xx.sumAndCarry() - sumX * sumX / n;
    double slope = covariance / variance;
    return new Line(slope, y.sumAndCarry() / n - slope * sumX / n);
  }

  /** Double exponential smoothing (Holt's linear method), the last smoothed value. */
  static void smooth(Window window) {
    double smoothing = window.scalar(0);
    double trendFactor = window.scalar(1);
    checkFactor("smoothing", "sf", smoothing);
    checkFactor("trend", "tf", trendFactor);
    double[] values = OverTime.numbers(window);
    if (values.length < 2) {
      return;
    }
    double before = 0;
    double smoothed = values[0];
    double trend = values[1] - values[0];
    for (int i = 1; i < values.length; i++) {
      double scaled = smoothing * values[i];
      if (i > 1) {
        trend = trendFactor * (smoothed - before) + (1 - trendFactor) * trend;
      }
      double expected = (1 - smoothing) * (smoothed + trend);
      before = smoothed;
      smoothed = scaled + expected;
    }
    window.put(smoothed);
  }

  private static void checkFactor(String title, String name, double factor) {
    if (factor <= 0 || factor >= 1) {
      throw QueryException.execution(
          String.format(
              Locale.ROOT,
              "invalid %s factor. Expected: 0 < %s < 1, got: %f",
              title,
              name,
              factor));
    }
  }
}
