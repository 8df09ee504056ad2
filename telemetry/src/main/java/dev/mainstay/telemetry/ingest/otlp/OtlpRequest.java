package dev.mainstay.telemetry.ingest.otlp;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An ExportMetricsServiceRequest, as far as series are made of it; of protobuf or of JSON. */
record OtlpRequest(List<Resource> resources) {

  /**
   * What the metrics of one source say.
   *
   * @param attributes of the source, values as text
   */
  record Resource(Map<String, String> attributes, List<Metric> metrics) {}

  enum Kind {
    GAUGE,
    SUM,
    HISTOGRAM,
    EXPONENTIAL_HISTOGRAM,
    SUMMARY;

    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** What the points of sums and histograms count from. */
  enum Temporality {
    /** Not said, or a number that OTLP does not have: what such points mean cannot be known. */
    UNSPECIFIED,
    /** Since the point before. */
    DELTA,
    /** Since a start that they have in common. */
    CUMULATIVE;

    static Temporality of(long number) {
      return number == 1 ? DELTA : number == 2 ? CUMULATIVE : UNSPECIFIED;
    }
  }

  /**
   * A metric and its points.
   *
   * @param monotonic whether a sum never falls
   */
  record Metric(
      String name,
      String unit,
      String description,
      Kind kind,
      Temporality temporality,
      boolean monotonic,
      List<Point> points) {

    /** Whether each point tells only what came since the one before. */
    boolean delta() {
      return temporality == Temporality.DELTA;
    }

    /** Whether points of this kind count from somewhere, and do not say from where. */
    boolean lacksTemporality() {
      return temporality == Temporality.UNSPECIFIED && kind != Kind.GAUGE && kind != Kind.SUMMARY;
    }
  }

  /** One measurement. */
  sealed interface Point {
    At at();
  }

  /**
   * Of what and when.
   *
   * @param nanos Unix time
   * @param none whether there is no measurement: the series ends
   */
  record At(Map<String, String> attributes, long nanos, boolean none, List<Exemplar> exemplars) {}

  /**
   * One of the observations that a point counts.
   *
   * @param attributes that the point does not have
   * @param trace in hexadecimal, empty when there is none
   * @param span in hexadecimal, empty when there is none
   */
  record Exemplar(
      Map<String, String> attributes, long nanos, double value, String trace, String span) {}

  record NumberPoint(At at, double value) implements Point {}

  /**
   * A histogram with bounds.
   *
   * @param sum NaN when it has none
   * @param counts of the buckets, one more than bounds; or none
   */
  record HistogramPoint(At at, long count, double sum, long[] counts, double[] bounds)
      implements Point {}

  /** Buckets of an exponential histogram. */
  record Buckets(int offset, long[] counts) {}

  record ExponentialPoint(
      At at,
      long count,
      double sum,
      int scale,
      long zeroCount,
      double zeroThreshold,
      Buckets positive,
      Buckets negative)
      implements Point {}

  record SummaryPoint(At at, long count, double sum, double[] quantiles, double[] values)
      implements Point {}
}
