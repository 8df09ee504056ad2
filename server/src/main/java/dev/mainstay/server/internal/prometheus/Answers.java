package dev.mainstay.server.internal.prometheus;

import dev.mainstay.promql.ValueType;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.query.HistogramBuckets;
import dev.mainstay.telemetry.query.QueryMemory;
import dev.mainstay.telemetry.query.QueryResult;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** Answers in the JSON of Prometheus. */
final class Answers {
  private static final JsonFactory JSON = new JsonFactory();
  private static final long POINT_BYTES = 16;
  private static final long SERIES_BYTES = 100;

  private Answers() {}

  /** What stands under {@code data}. */
  interface Data {
    void write(JsonGenerator json);
  }

  static byte[] success(Data data, Collection<String> warnings, Collection<String> infos) {
    return success(new ByteArrayOutputStream(), data, warnings, infos);
  }

  private static byte[] success(
      ByteArrayOutputStream bytes,
      Data data,
      Collection<String> warnings,
      Collection<String> infos) {
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringProperty("status", "success");
      json.writeName("data");
      data.write(json);
      texts(json, "warnings", warnings);
      texts(json, "infos", infos);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /**
   * A query's result, which holds memory of its share while it is written.
   *
   * @param series those to show of it
   * @param stats whether to tell what it cost
   * @throws dev.mainstay.telemetry.query.QueryException if it is too long
   */
  static byte[] result(
      QueryMemory.Share share,
      QueryResult result,
      List<QueryResult.Points> series,
      boolean stats,
      Collection<String> warnings,
      Collection<String> infos) {
    result.series().forEach(points -> share.hold(POINT_BYTES * points.size() + SERIES_BYTES));
    return success(new Held(share), json -> result(json, result, series, stats), warnings, infos);
  }

  /** Bytes that are there twice when they are copied to have more room, and in the end. */
  private static final class Held extends ByteArrayOutputStream {
    private final QueryMemory.Share share;

    Held(QueryMemory.Share share) {
      this.share = share;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      share.hold(2L * length);
      super.write(bytes, from, length);
    }
  }

  static byte[] error(ApiError error) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringProperty("status", "error");
      json.writeStringProperty("errorType", error.kind().key);
      json.writeStringProperty("error", String.valueOf(error.getMessage()));
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void texts(JsonGenerator json, String name, Collection<String> texts) {
    if (!texts.isEmpty()) {
      json.writeName(name);
      strings(json, texts);
    }
  }

  static void texts(JsonGenerator json, Map<String, String> texts) {
    json.writeStartObject();
    texts.forEach(json::writeStringProperty);
    json.writeEndObject();
  }

  static void strings(JsonGenerator json, Collection<String> texts) {
    json.writeStartArray();
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void result(
      JsonGenerator json, QueryResult result, List<QueryResult.Points> series, boolean stats) {
    json.writeStartObject();
    json.writeStringProperty("resultType", result.type().key());
    json.writeName("result");
    switch (result.type()) {
      case STRING, SCALAR -> single(json, result);
      case VECTOR, MATRIX -> {
        json.writeStartArray();
        series.forEach(points -> points(json, points, result.type() == ValueType.VECTOR));
        json.writeEndArray();
      }
    }
    if (stats) {
      stats(json, result.stats());
    }
    json.writeEndObject();
  }

  private static void single(JsonGenerator json, QueryResult result) {
    QueryResult.Points points = result.series().getFirst();
    json.writeStartArray();
    time(json, points.times()[0]);
    json.writeString(
        result.type() == ValueType.STRING ? result.text() : number(points.values()[0]));
    json.writeEndArray();
  }

  private static void points(JsonGenerator json, QueryResult.Points points, boolean vector) {
    json.writeStartObject();
    json.writeName("metric");
    json.writeStartObject();
    points.labels().values().forEach(json::writeStringProperty);
    json.writeEndObject();
    boolean numbers = false;
    boolean histograms = false;
    for (int i = 0; i < points.size(); i++) {
      numbers |= points.histogram(i) == null;
      histograms |= points.histogram(i) != null;
    }
    if (vector) {
      json.writeName(numbers ? "value" : "histogram");
      point(json, points, 0);
    } else {
      if (numbers) {
        json.writeName("values");
        json.writeStartArray();
        for (int i = 0; i < points.size(); i++) {
          if (points.histogram(i) == null) {
            point(json, points, i);
          }
        }
        json.writeEndArray();
      }
      if (histograms) {
        json.writeName("histograms");
        json.writeStartArray();
        for (int i = 0; i < points.size(); i++) {
          if (points.histogram(i) != null) {
            point(json, points, i);
          }
        }
        json.writeEndArray();
      }
    }
    json.writeEndObject();
  }

  private static void point(JsonGenerator json, QueryResult.Points points, int index) {
    json.writeStartArray();
    time(json, points.times()[index]);
    NativeHistogram histogram = points.histogram(index);
    if (histogram == null) {
      json.writeString(number(points.values()[index]));
    } else {
      histogram(json, histogram);
    }
    json.writeEndArray();
  }

  private static void histogram(JsonGenerator json, NativeHistogram histogram) {
    json.writeStartObject();
    json.writeStringProperty("count", number(histogram.count()));
    json.writeStringProperty("sum", number(histogram.sum()));
    json.writeName("buckets");
    json.writeStartArray();
    for (HistogramBuckets.Bucket bucket : HistogramBuckets.of(histogram)) {
      json.writeStartArray();
      json.writeNumber(bucket.boundaries());
      json.writeString(number(bucket.lower()));
      json.writeString(number(bucket.upper()));
      json.writeString(number(bucket.count()));
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void stats(JsonGenerator json, QueryResult.Stats stats) {
    double seconds = stats.nanos() / 1e9;
    json.writeName("stats");
    json.writeStartObject();
    json.writeName("timings");
    json.writeStartObject();
    json.writeNumberProperty("evalTotalTime", seconds);
    json.writeNumberProperty("resultSortTime", 0.0);
    json.writeNumberProperty("queryPreparationTime", 0.0);
    json.writeNumberProperty("innerEvalTime", seconds);
    json.writeNumberProperty("execQueueTime", 0.0);
    json.writeNumberProperty("execTotalTime", seconds);
    json.writeEndObject();
    json.writeName("samples");
    json.writeStartObject();
    json.writeNumberProperty("totalQueryableSamples", stats.samples());
    json.writeNumberProperty("peakSamples", stats.peakBytes() / 16);
    json.writeEndObject();
    json.writeEndObject();
  }

  /** Seconds with as many decimals as the milliseconds need. */
  private static void time(JsonGenerator json, long millis) {
    if (millis % 1000 == 0) {
      json.writeNumber(millis / 1000);
    } else {
      json.writeNumber(BigDecimal.valueOf(millis, 3).stripTrailingZeros());
    }
  }

  /** As short as it is exact, with an exponent only where it is far from 1. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
    }
    double size = Math.abs(value);
    if (size >= 1e-6 && size < 1e21) {
      return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
    return exponential(value);
  }

  /** As short as it is exact, with an exponent: {@code 1.5e+03}. */
  static String exponential(double value) {
    if (!Double.isFinite(value)) {
      return number(value);
    }
    var exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    String digits = exact.unscaledValue().abs().toString();
    int exponent = value == 0 ? 0 : exact.precision() - exact.scale() - 1;
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }
}
