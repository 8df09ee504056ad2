package dev.mainstay.telemetry.ingest.otlp;

import dev.mainstay.telemetry.Exemplars;
import dev.mainstay.telemetry.Exemplars.Exemplar;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.MetricMetadata;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.At;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.Buckets;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.ExponentialPoint;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.HistogramPoint;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.Metric;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.NumberPoint;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.Point;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.Resource;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.SummaryPoint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes series of OTLP's points: the source's service becomes {@code job} and {@code instance}, its
 * other attributes the labels of {@code target_info}; a histogram with bounds becomes buckets, an
 * exponential one a native histogram, a summary its quantiles.
 */
final class OtlpSeries {
  private static final int FINEST = 8;
  private static final int COARSEST = -4;
  private static final double ZERO_THRESHOLD = 1e-128;
  private static final int MOST_BUCKETS = 10_000;

  private final Sink sink;
  private final Map<String, String> base = new TreeMap<>();

  /** Takes what points are made of. */
  interface Sink {
    /**
     * A sample.
     *
     * @param delta whether it tells only what came since the one before
     */
    void number(Labels labels, long millis, double value, boolean delta);

    void histogram(Labels labels, long millis, NativeHistogram value, boolean delta);

    /** An exemplar of a series. */
    void exemplar(Labels labels, Exemplar exemplar);

    /** What a metric means. */
    void metadata(String metric, MetricMetadata.Entry entry);

    /** A point of which nothing can be made. */
    void refused(String reason);

    /** All of a point has been given. */
    void pointEnds();
  }

  OtlpSeries(Sink sink) {
    this.sink = sink;
  }

  void take(Resource resource) {
    base.clear();
    var info = new TreeMap<String, String>();
    Map<String, String> attributes = resource.attributes();
    String service = attributes.getOrDefault("service.name", "");
    String namespace = attributes.getOrDefault("service.namespace", "");
    put(base, "job", namespace.isEmpty() ? service : namespace + "/" + service);
    put(base, "instance", attributes.getOrDefault("service.instance.id", ""));
    attributes.forEach((name, value) -> {
      if (!List.of("service.name", "service.namespace", "service.instance.id").contains(name)) {
        merge(info, name, value);
      }
    });
    long latest = Long.MIN_VALUE;
    for (Metric metric : resource.metrics()) {
      String name = OtlpNames.metric(metric);
      String wrong = wrong(metric, name);
      if (!wrong.isEmpty()) {
        metric
            .points()
            .forEach(_ -> {
              sink.refused(wrong);
              sink.pointEnds();
            });
        continue;
      }
      if (!metric.points().isEmpty()) {
        sink.metadata(
            name, new MetricMetadata.Entry(type(metric), metric.description(), metric.unit()));
      }
      for (Point point : metric.points()) {
        latest = Math.max(latest, millis(point.at()));
        take(name, metric, point);
        sink.pointEnds();
      }
    }
    if (!info.isEmpty() && !base.isEmpty() && latest != Long.MIN_VALUE) {
      info.putAll(base);
      info.put(Labels.NAME, "target_info");
      sink.number(new Labels(info), latest, 1, false);
    }
  }

  /** Why nothing can be made of a metric, or the empty string. */
  private static String wrong(Metric metric, String name) {
    if (metric.name().isEmpty() || name.isEmpty()) {
      return "'" + metric.name() + "': no metric's name (expected: letters or digits in it)";
    }
    if (metric.lacksTemporality()) {
      return metric.name()
          + ": no aggregation temporality of a "
          + metric.kind().text()
          + " (expected: delta or cumulative)";
    }
    return "";
  }

  private static String type(Metric metric) {
    return switch (metric.kind()) {
      case GAUGE -> "gauge";
      case SUM -> metric.monotonic() ? "counter" : "gauge";
      case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> "histogram";
      case SUMMARY -> "summary";
    };
  }

  private static void put(Map<String, String> into, String name, String value) {
    if (!value.isEmpty()) {
      into.put(name, value);
    }
  }

  /** Two attributes that become one name are both kept, as the specification has it. */
  private static void merge(Map<String, String> into, String attribute, String value) {
    String name = OtlpNames.label(attribute);
    if (!name.isEmpty()) {
      into.merge(name, value, (one, other) -> one + ";" + other);
    }
  }

  private static long millis(At at) {
    return Long.divideUnsigned(at.nanos(), 1_000_000);
  }

  private void take(String name, Metric metric, Point point) {
    switch (point) {
      case NumberPoint number -> {
        emit(
            name,
            number.at(),
            number.value(),
            metric.delta() && metric.kind() == OtlpRequest.Kind.SUM);
        number
            .at()
            .exemplars()
            .forEach(
                exemplar -> sink.exemplar(labels(name, number.at(), null, ""), exemplar(exemplar)));
      }
      case HistogramPoint histogram -> take(name, histogram, metric.delta());
      case ExponentialPoint exponential -> take(name, exponential, metric.delta());
      case SummaryPoint summary -> take(name, summary);
    }
  }

  private void take(String name, HistogramPoint point, boolean delta) {
    if (point.counts().length > 0 && point.counts().length != point.bounds().length + 1) {
      sink.refused(
          name
              + ": "
              + point.counts().length
              + " buckets with "
              + point.bounds().length
              + " bounds (expected: one bound less)");
      return;
    }
    long total = 0;
    for (int i = 0; i < point.bounds().length && i < point.counts().length; i++) {
      total += point.counts()[i];
      emit(
          name + "_bucket",
          point.at(),
          (double) total,
          delta,
          "le",
          OtlpNames.number(point.bounds()[i]));
    }
    emit(name + "_bucket", point.at(), (double) point.count(), delta, "le", "+Inf");
    emit(name + "_count", point.at(), (double) point.count(), delta);
    if (!Double.isNaN(point.sum())) {
      emit(name + "_sum", point.at(), point.sum(), delta);
    }
    for (OtlpRequest.Exemplar exemplar : point.at().exemplars()) {
      int bucket = 0;
      while (bucket < point.bounds().length && exemplar.value() > point.bounds()[bucket]) {
        bucket++;
      }
      boolean last = bucket >= point.bounds().length || bucket >= point.counts().length;
      String bound = last ? "+Inf" : OtlpNames.number(point.bounds()[bucket]);
      sink.exemplar(labels(name + "_bucket", point.at(), "le", bound), exemplar(exemplar));
    }
  }

  /** With the other attributes as far as all together are not too long, as Prometheus has it. */
  private static Exemplar exemplar(OtlpRequest.Exemplar from) {
    var ids = new TreeMap<String, String>();
    put(ids, "trace_id", from.trace());
    put(ids, "span_id", from.span());
    var all = new TreeMap<>(ids);
    from.attributes().forEach((name, value) -> merge(all, name, value));
    all.putAll(ids);
    return new Exemplar(
        new Labels(Exemplars.isTooLong(all) ? ids : all),
        from.value(),
        Long.divideUnsigned(from.nanos(), 1_000_000));
  }

  private void take(String name, SummaryPoint point) {
    for (int i = 0; i < point.quantiles().length; i++) {
      String quantile = OtlpNames.number(point.quantiles()[i]);
      emit(name, point.at(), point.values()[i], false, "quantile", quantile);
    }
    emit(name + "_sum", point.at(), point.sum(), false);
    emit(name + "_count", point.at(), (double) point.count(), false);
  }

  private void take(String name, ExponentialPoint point, boolean delta) {
    if (point.scale() < COARSEST) {
      sink.refused(name + ": scale " + point.scale() + " (expected: at least " + COARSEST + ")");
      return;
    }
    if (point.positive().counts().length + point.negative().counts().length > MOST_BUCKETS) {
      sink.refused(name + ": more than " + MOST_BUCKETS + " buckets");
      return;
    }
    if (point.at().none()) {
      emit(name, point.at(), 0, false);
      return;
    }
    int down = Math.max(0, point.scale() - FINEST);
    var histogram =
        new NativeHistogram(
            point.scale() - down,
            point.zeroThreshold() == 0 ? ZERO_THRESHOLD : point.zeroThreshold(),
            (double) point.zeroCount(),
            (double) point.count(),
            Double.isNaN(point.sum()) ? 0 : point.sum(),
            buckets(point.positive(), down),
            buckets(point.negative(), down),
            List.of(),
            NativeHistogram.Reset.UNKNOWN);
    Labels labels = labels(name, point.at(), null, "");
    sink.histogram(labels, millis(point.at()), histogram, delta);
    point.at().exemplars().forEach(exemplar -> sink.exemplar(labels, exemplar(exemplar)));
  }

  /** OTLP's bucket i is Prometheus' i + 1; each step down merges two neighbours. */
  private static NativeHistogram.Buckets buckets(Buckets from, int down) {
    var byIndex = new TreeMap<Integer, Double>();
    for (int i = 0; i < from.counts().length; i++) {
      if (from.counts()[i] != 0) {
        byIndex.merge(((from.offset() + i) >> down) + 1, (double) from.counts()[i], Double::sum);
      }
    }
    return NativeHistogram.Buckets.of(
        byIndex.keySet().stream().mapToInt(Integer::intValue).toArray(),
        byIndex.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  private void emit(String name, At at, double value, boolean delta) {
    emit(name, at, value, delta, null, "");
  }

  private void emit(
      String name, At at, double value, boolean delta, @Nullable String extra, String extraValue) {
    sink.number(
        labels(name, at, extra, extraValue),
        millis(at),
        at.none() ? SeriesStore.STALE : value,
        delta && !at.none());
  }

  private Labels labels(String name, At at, @Nullable String extra, String extraValue) {
    var labels = new TreeMap<String, String>();
    at.attributes().forEach((attribute, value) -> merge(labels, attribute, value));
    labels.putAll(base);
    if (extra != null) {
      labels.put(extra, extraValue);
    }
    labels.put(Labels.NAME, name);
    return new Labels(labels);
  }
}
