package dev.mainstay.telemetry.ingest.otlp;

import java.util.List;
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
    SUMMARY
  }

  /**
   * A metric and its points.
   *
   * @param delta whether each point tells only what came since the one before
   * @param monotonic whether a sum never falls
   */
  record Metric(
      String name,
      String unit,
      String description,
      Kind kind,
      boolean delta,
      boolean monotonic,
      List<Point> points) {}

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
