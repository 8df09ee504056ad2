package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A histogram with a series of cumulative counts per bucket, looked at one step at a time. */
final class ClassicHistogram {
  private static final double SMALL = 1e-12;

  private final Labels labels;
  private final List<Bucket> buckets = new ArrayList<>();
  private boolean sorted;
  // What is there at the step: upper bounds, rising, and the counts up to them.
  private double[] bounds = new double[0];
  private double[] counts = new double[0];
  private int size;
  private boolean raised;

  private record Bucket(double bound, Column column) {}

  ClassicHistogram(Labels labels) {
    this.labels = labels;
  }

  Labels labels() {
    return labels;
  }

  void add(double bound, Column column) {
    buckets.add(new Bucket(bound, column));
    sorted = false;
  }

  /** Takes the buckets of a step; false when there are none. */
  boolean load(int step, boolean prometheus2) {
    if (!sorted) {
      buckets.sort(Comparator.comparingDouble(Bucket::bound));
      bounds = new double[buckets.size()];
      counts = new double[buckets.size()];
      sorted = true;
    }
    size = 0;
    raised = false;
    for (Bucket bucket : buckets) {
      if (bucket.column().has(step) && bucket.column().histogram(step) == null) {
        double count = bucket.column().value(step);
        if (size > 0 && bounds[size - 1] == bucket.bound()) {
          counts[size - 1] += count;
        } else {
          bounds[size] = bucket.bound();
          counts[size++] = count;
        }
      }
    }
    if (size == 0) {
      return false;
    }
    if (prometheus2) {
      raise();
    } else {
      raiseBeyondRounding();
    }
    return true;
  }

  /** No count may be less than one before it. */
  private void raise() {
    double most = counts[0];
    for (int i = 1; i < size; i++) {
      if (counts[i] > most) {
        most = counts[i];
      } else if (counts[i] < most) {
        counts[i] = most;
      }
    }
  }

  /** The same, and small differences in either direction are none. */
  private void raiseBeyondRounding() {
    double most = counts[0];
    for (int i = 1; i < size; i++) {
      boolean close = isClose(counts[i], most);
      if (close || counts[i] < most) {
        raised |= !close;
        counts[i] = most;
      } else if (counts[i] > most) {
        most = counts[i];
      }
    }
  }

  private static boolean isClose(double a, double b) {
    if (a == b) {
      return true;
    }
    double both = Math.abs(a) + Math.abs(b);
    double apart = Math.abs(a - b);
    if (a == 0 || b == 0 || both < Double.MIN_NORMAL) {
      return apart < SMALL * Double.MIN_NORMAL;
    }
    return apart / Math.min(both, Double.MAX_VALUE) < SMALL;
  }

  /** Whether the quantile at the step is one of counts that fell, by more than by rounding. */
  boolean wasRaisedFor(double quantile) {
    return raised
        && quantile >= 0
        && quantile <= 1
        && bounds[size - 1] == Double.POSITIVE_INFINITY
        && counts[size - 1] != 0;
  }

  double quantile(double quantile) {
    if (Double.isNaN(quantile)) {
      return Double.NaN;
    }
    if (quantile < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (quantile > 1) {
      return Double.POSITIVE_INFINITY;
    }
    if (bounds[size - 1] != Double.POSITIVE_INFINITY || size < 2) {
      return Double.NaN;
    }
    double observations = counts[size - 1];
    if (observations == 0) {
      return Double.NaN;
    }
    double rank = quantile * observations;
    int bucket = firstReaching(rank);
    if (bucket == size - 1) {
      return bounds[size - 2];
    }
    if (bucket == 0 && bounds[0] <= 0) {
      return bounds[0];
    }
    double start = 0;
    double within = counts[bucket];
    if (bucket > 0) {
      start = bounds[bucket - 1];
      within -= counts[bucket - 1];
      rank -= counts[bucket - 1];
    }
    return start + (bounds[bucket] - start) * (rank / within);
  }

  /** By bisection, so that counts of NaN lead where they do in Prometheus. */
  private int firstReaching(double rank) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (counts[middle] >= rank) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  double fraction(double from, double to) {
    if (bounds[size - 1] != Double.POSITIVE_INFINITY || size < 2) {
      return Double.NaN;
    }
    double observations = counts[size - 1];
    if (observations == 0 || Double.isNaN(from) || Double.isNaN(to)) {
      return Double.NaN;
    }
    return from >= to ? 0 : (rank(to) - rank(from)) / observations;
  }

  private double rank(double value) {
    double below = 0;
    for (int i = 0; i < size; i++) {
      double start = i > 0 ? bounds[i - 1] : bounds[0] > 0 ? 0 : Double.NEGATIVE_INFINITY;
      if (start >= value) {
        return below;
      }
      if (bounds[i] > value) {
        boolean open = Double.isInfinite(start) || Double.isInfinite(bounds[i]);
        return open ? below : below + (counts[i] - below) * (value - start) / (bounds[i] - start);
      }
      below = counts[i];
    }
    return counts[size - 1];
  }
}
