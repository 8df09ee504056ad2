package dev.mainstay.telemetry.query;

import java.util.Arrays;

/** Quantiles of numbers, interpolated between neighbours. */
final class Quantiles {
  private Quantiles() {}

  /**
   * The value at rank {@code quantile} (0 to 1) of the values, NaN being the smallest. Sorts the
   * array.
   */
  static double of(double quantile, double[] values) {
    if (values.length == 0 || Double.isNaN(quantile)) {
      return Double.NaN;
    }
    if (quantile < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (quantile > 1) {
      return Double.POSITIVE_INFINITY;
    }
    nanFirst(values);
    double rank = quantile * (values.length - 1);
    double below = Math.floor(rank);
    int lower = (int) Math.max(0, below);
    int upper = Math.min(values.length - 1, lower + 1);
    double weight = rank - below;
    return values[lower] * (1 - weight) + values[upper] * weight;
  }

  private static void nanFirst(double[] values) {
    Arrays.sort(values);
    int nans = 0;
    while (nans < values.length && Double.isNaN(values[values.length - 1 - nans])) {
      nans++;
    }
    if (nans > 0) {
      System.arraycopy(values, 0, values, nans, values.length - nans);
      Arrays.fill(values, 0, nans, Double.NaN);
    }
  }
}
