package dev.mainstay.telemetry.remote;

import dev.mainstay.promql.ValueType;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.query.HistogramBuckets;
import dev.mainstay.telemetry.query.HistogramRecovery;
import dev.mainstay.telemetry.query.QueryException;
import dev.mainstay.telemetry.query.QueryException.Reason;
import dev.mainstay.telemetry.query.QueryResult;
import dev.mainstay.telemetry.query.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads an answer of Prometheus' HTTP API, token by token: it may hold millions of samples. */
final class RemoteAnswer {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser json;
  private String status = "";
  private String errorType = "";
  private String error = "";
  private String type = "";
  private String text = "";
  private final List<String> warnings = new ArrayList<>();
  private final List<String> infos = new ArrayList<>();
  private final List<QueryResult.Points> series = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private long unknownHistograms;

  private RemoteAnswer(JsonParser json) {
    this.json = json;
  }

  static QueryResult query(String name, int httpStatus, byte[] body, long nanos) {
    return read(name, httpStatus, body, answer -> answer.result(name, nanos));
  }

  /** An answer whose data are a list of texts. */
  static List<String> texts(String name, int httpStatus, byte[] body) {
    return read(
        name,
        httpStatus,
        body,
        answer -> {
          answer.refuse(name);
          return List.copyOf(answer.texts);
        });
  }

  private static <T> T read(
      String name, int httpStatus, byte[] body, Function<RemoteAnswer, T> result) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      var answer = new RemoteAnswer(json);
      answer.envelope();
      return result.apply(answer);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new QueryException(
          httpStatus == 200 ? Reason.EXECUTION : Reason.UNAVAILABLE,
          "%s answered %d with something that is not Prometheus' answer (expected: JSON with status and data)"
              .formatted(name, httpStatus));
    }
  }

  private void envelope() {
    require(json.nextToken() == JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "status" -> status = json.getString();
        case "errorType" -> errorType = json.getString();
        case "error" -> error = json.getString();
        case "warnings" -> texts(warnings);
        case "infos" -> texts(infos);
        case "data" -> data();
        default -> json.skipChildren();
      }
    }
  }

  private void texts(List<String> into) {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        require(json.currentToken() == JsonToken.VALUE_STRING);
        into.add(json.getString());
      }
    }
  }

  private void data() {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      texts(texts);
      return;
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "resultType" -> type = json.getString();
        case "result" -> values();
        default -> json.skipChildren();
      }
    }
  }

  /** A list of series, or the one point of a scalar or text. */
  private void values() {
    require(json.currentToken() == JsonToken.START_ARRAY);
    JsonToken token = json.nextToken();
    if (token == JsonToken.START_OBJECT) {
      while (json.currentToken() == JsonToken.START_OBJECT) {
        oneSeries();
        json.nextToken();
      }
    } else if (token != JsonToken.END_ARRAY) {
      var points = new RemotePoints();
      long millis = millis();
      require(json.nextToken() == JsonToken.VALUE_STRING);
      text = json.getString();
      points.add(millis, type.equals("string") ? 0 : number(text));
      series.add(points.of(new Labels(Map.of())));
      require(json.nextToken() == JsonToken.END_ARRAY);
    }
  }

  private void oneSeries() {
    Map<String, String> labels = new TreeMap<>();
    var points = new RemotePoints();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "metric" -> {
          while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            labels.put(name, json.getString());
          }
        }
        case "value" -> point(points);
        case "values" -> {
          while (json.nextToken() == JsonToken.START_ARRAY) {
            point(points);
          }
        }
        case "histogram" -> histogramPoint(points);
        case "histograms" -> {
          while (json.nextToken() == JsonToken.START_ARRAY) {
            histogramPoint(points);
          }
        }
        default -> json.skipChildren();
      }
    }
    series.add(points.of(new Labels(labels)));
  }

  private void histogramPoint(RemotePoints points) {
    json.nextToken();
    long millis = millis();
    require(json.nextToken() == JsonToken.START_OBJECT);
    double count = 0;
    double sum = 0;
    var buckets = new ArrayList<HistogramBuckets.Bucket>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "count" -> count = number(json.getString());
        case "sum" -> sum = number(json.getString());
        case "buckets" -> {
          while (json.nextToken() == JsonToken.START_ARRAY) {
            require(json.nextToken() == JsonToken.VALUE_NUMBER_INT);
            buckets.add(
                new HistogramBuckets.Bucket(
                    json.getIntValue(), nextNumber(), nextNumber(), nextNumber()));
            require(json.nextToken() == JsonToken.END_ARRAY);
          }
        }
        default -> json.skipChildren();
      }
    }
    require(json.nextToken() == JsonToken.END_ARRAY);
    NativeHistogram histogram = HistogramRecovery.histogram(count, sum, buckets);
    if (histogram == null) {
      unknownHistograms++;
    } else {
      points.add(millis, histogram);
    }
  }

  private double nextNumber() {
    require(json.nextToken() == JsonToken.VALUE_STRING);
    return number(json.getString());
  }

  private void point(RemotePoints points) {
    json.nextToken();
    long millis = millis();
    require(json.nextToken() == JsonToken.VALUE_STRING);
    points.add(millis, number(json.getString()));
    require(json.nextToken() == JsonToken.END_ARRAY);
  }

  private long millis() {
    require(json.currentToken().isNumeric());
    return Math.round(json.getDoubleValue() * 1000);
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static void require(boolean asExpected) {
    if (!asExpected) {
      throw new IllegalArgumentException("not Prometheus' answer");
    }
  }

  private void refuse(String name) {
    if (!status.equals("success")) {
      require(!error.isEmpty());
      Reason reason =
          switch (errorType) {
            case "timeout" -> Reason.TIMEOUT;
            case "canceled" -> Reason.CANCELED;
            case "unavailable" -> Reason.UNAVAILABLE;
            default -> Reason.EXECUTION;
          };
      throw new QueryException(reason, name + ": " + error);
    }
  }

  /** What the store told, in whose words a place is that of the query as it was sent. */
  private List<Remark> remarks() {
    var remarks = new ArrayList<Remark>();
    warnings.forEach(text -> remarks.add(remark(Remark.Level.WARNING, text)));
    infos.forEach(text -> remarks.add(remark(Remark.Level.INFO, text)));
    return remarks;
  }

  private static Remark remark(Remark.Level level, String text) {
    return new Remark(level, text, Remark.NOWHERE);
  }

  private QueryResult result(String name, long nanos) {
    refuse(name);
    if (unknownHistograms > 0) {
      warnings.add(
          "%s: %d native histograms are left out, whose buckets are of no known schema"
              .formatted(name, unknownHistograms));
      series.removeIf(points -> points.size() == 0);
    }
    ValueType known = ValueType.valueOf(type.toUpperCase(Locale.ROOT));
    long samples = series.stream().mapToLong(QueryResult.Points::size).sum();
    return new QueryResult(
        known,
        series,
        known == ValueType.STRING ? text : "",
        remarks(),
        new QueryResult.Stats(nanos, samples, 0));
  }
}
