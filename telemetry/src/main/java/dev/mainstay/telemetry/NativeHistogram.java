package dev.mainstay.telemetry;

import java.util.Arrays;
import java.util.List;

/**
 * A sparse histogram as Prometheus keeps it, counts as floating-point numbers. Immutable.
 *
 * <p>With an exponential schema <i>s</i> the positive bucket of index <i>i</i> holds the
 * observations in (2<sup>(i-1)/2^s</sup>, 2<sup>i/2^s</sup>], the negative one their mirror image,
 * and the zero bucket those in [-zeroThreshold, zeroThreshold]. With {@link #CUSTOM_BOUNDS} the
 * positive bucket <i>i</i> holds those in (bounds[i-1], bounds[i]], the last one those above all
 * bounds.
 *
 * @param schema -4 to 8, or {@link #CUSTOM_BOUNDS}
 * @param zeroThreshold width of the zero bucket to each side
 * @param zeroCount observations in the zero bucket
 * @param count all observations
 * @param sum of all observations
 * @param positive buckets of positive observations
 * @param negative buckets of negative observations
 * @param customBounds upper bounds, strictly increasing; empty with an exponential schema
 * @param reset what its source said of a counter reset before this sample
 */
public record NativeHistogram(
    int schema,
    double zeroThreshold,
    double zeroCount,
    double count,
    double sum,
    Buckets positive,
    Buckets negative,
    List<Double> customBounds,
    Reset reset) {
  /** The schema of histograms with explicit bounds. */
  public static final int CUSTOM_BOUNDS = -53;

  public NativeHistogram {
    customBounds = List.copyOf(customBounds);
  }

  public boolean hasCustomBounds() {
    return schema == CUSTOM_BOUNDS;
  }

  /** Whether the counters began anew before a sample. */
  public enum Reset {
    UNKNOWN,
    RESET,
    NO_RESET,
    /** It is no counter. */
    GAUGE
  }

  /**
   * A run of neighbouring buckets, as the exchange formats write them.
   *
   * @param offset of the first span: its first index; of a further one: the gap to the last span
   * @param length how many buckets
   */
  public record Span(int offset, int length) {}

  /** The populated buckets of one sign: index and observations, by rising index. Immutable. */
  public static final class Buckets {
    public static final Buckets NONE = new Buckets(new int[0], new double[0]);

    private final int[] indexes;
    private final double[] counts;

    private Buckets(int[] indexes, double[] counts) {
      this.indexes = indexes;
      this.counts = counts;
    }

    /**
     * Buckets of copies of the arrays.
     *
     * @param indexes strictly increasing
     * @param counts observations of each bucket by itself, as many as {@code indexes}
     */
    public static Buckets of(int[] indexes, double[] counts) {
      if (indexes.length != counts.length) {
        throw new IllegalArgumentException(
            "buckets: " + indexes.length + " indexes and " + counts.length + " counts");
      }
      for (int i = 1; i < indexes.length; i++) {
        if (indexes[i] <= indexes[i - 1]) {
          throw new IllegalArgumentException(
              "buckets: index " + indexes[i] + " after " + indexes[i - 1] + " (expected: rising)");
        }
      }
      return indexes.length == 0 ? NONE : new Buckets(indexes.clone(), counts.clone());
    }

    /**
     * Buckets as the exchange formats write them.
     *
     * @param counts observations of each bucket by itself, as many as the spans are long
     */
    public static Buckets ofSpans(List<Span> spans, double[] counts) {
      int[] indexes = new int[counts.length];
      int size = 0;
      int next = 0;
      for (Span span : spans) {
        next += span.offset();
        for (int i = 0; i < span.length() && size < indexes.length; i++) {
          indexes[size++] = next++;
        }
      }
      int length = spans.stream().mapToInt(Span::length).sum();
      if (length != counts.length) {
        throw new IllegalArgumentException(
            "buckets: spans of " + length + " and " + counts.length + " counts");
      }
      return of(indexes, counts);
    }

    public int size() {
      return indexes.length;
    }

    /** The index of the bucket at {@code position}, 0 to {@link #size} - 1. */
    public int index(int position) {
      return indexes[position];
    }

    /** The observations of the bucket at {@code position}, 0 to {@link #size} - 1. */
    public double count(int position) {
      return counts[position];
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
      return other instanceof Buckets buckets
          && Arrays.equals(indexes, buckets.indexes)
          && Arrays.equals(counts, buckets.counts);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(indexes) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
      return Arrays.toString(indexes) + Arrays.toString(counts);
    }
  }
}
