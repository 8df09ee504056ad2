package dev.mainstay.telemetry.ingest.otlp;

import dev.mainstay.telemetry.ingest.MalformedException;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.At;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.Buckets;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.Kind;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.Metric;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.Point;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.Resource;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.Temporality;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Reads an ExportMetricsServiceRequest from JSON: names in camel case, 64-bit numbers as text. */
final class OtlpJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNode NONE = MissingNode.getInstance();

  private OtlpJson() {}

  static OtlpRequest read(byte[] body) throws MalformedException {
    JsonNode root;
    try {
      root = MAPPER.readTree(body);
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw new MalformedException(
          at == null
              ? "metrics request: not JSON: " + e.getOriginalMessage()
              : "metrics request, line "
                  + at.getLineNr()
                  + ", column "
                  + at.getColumnNr()
                  + ": not JSON: "
                  + e.getOriginalMessage());
    }
    if (!root.isObject()) {
      throw new MalformedException("metrics request: not an object");
    }
    var resources = new ArrayList<Resource>();
    int at = 0;
    for (JsonNode resource : list(root, "resourceMetrics", "")) {
      resources.add(resource(resource, "resourceMetrics/" + at++));
    }
    return new OtlpRequest(resources);
  }

  private static Resource resource(JsonNode node, String path) throws MalformedException {
    var metrics = new ArrayList<Metric>();
    int at = 0;
    for (JsonNode scope : list(node, "scopeMetrics", path)) {
      String inner = path + "/scopeMetrics/" + at++;
      int metricAt = 0;
      for (JsonNode metric : list(scope, "metrics", inner)) {
        metrics.add(metric(metric, inner + "/metrics/" + metricAt++));
      }
    }
    return new Resource(attributes(get(node, "resource"), path + "/resource"), metrics);
  }

  private static JsonNode get(JsonNode node, String name) {
    JsonNode found = node.get(name);
    return found == null ? NONE : found;
  }

  private static Iterable<JsonNode> list(JsonNode node, String name, String path)
      throws MalformedException {
    JsonNode found = get(node, name);
    if (found.isMissingNode() || found.isNull()) {
      return List.of();
    }
    if (!found.isArray()) {
      throw problem(path + "/" + name, "not a list");
    }
    return found;
  }

  private static MalformedException problem(String path, String reason) {
    return new MalformedException("metrics request, " + path + ": " + reason);
  }

  private static Map<String, String> attributes(JsonNode node, String path)
      throws MalformedException {
    var attributes = new TreeMap<String, String>();
    for (JsonNode attribute : list(node, "attributes", path)) {
      attributes.put(text(get(attribute, "key")), value(get(attribute, "value"), path, false));
    }
    return attributes;
  }

  private static String text(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? node.asString() : "";
  }

  private static String value(JsonNode node, String path, boolean inside)
      throws MalformedException {
    if (isSaid(get(node, "stringValue"))) {
      return OtlpValues.text(text(get(node, "stringValue")), inside);
    }
    for (String kind : List.of("boolValue", "intValue")) {
      if (isSaid(get(node, kind))) {
        return text(get(node, kind));
      }
    }
    if (isSaid(get(node, "doubleValue"))) {
      return OtlpValues.number(number(get(node, "doubleValue"), 0, path + "/doubleValue"), inside);
    }
    if (isSaid(get(node, "bytesValue"))) {
      return OtlpValues.bytes(bytes(text(get(node, "bytesValue")), path), inside);
    }
    if (get(node, "arrayValue").isObject()) {
      var parts = new ArrayList<String>();
      for (JsonNode each : list(get(node, "arrayValue"), "values", path + "/arrayValue")) {
        parts.add(value(each, path, true));
      }
      return OtlpValues.list(parts);
    }
    if (get(node, "kvlistValue").isObject()) {
      var parts = new TreeMap<String, String>();
      for (JsonNode each : list(get(node, "kvlistValue"), "values", path + "/kvlistValue")) {
        parts.put(text(get(each, "key")), value(get(each, "value"), path, true));
      }
      return OtlpValues.map(parts);
    }
    return OtlpValues.nothing(inside);
  }

  private static boolean isSaid(JsonNode node) {
    return node.isValueNode() && !node.isNull() && !node.isMissingNode();
  }

  /** Protobuf's JSON takes both alphabets of base64. */
  private static byte[] bytes(String text, String path) throws MalformedException {
    try {
      return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw problem(path, "bytesValue (expected: base64)");
    }
  }

  private static Metric metric(JsonNode node, String path) throws MalformedException {
    Kind kind = Kind.GAUGE;
    JsonNode data = NONE;
    Map<String, Kind> kinds =
        Map.of(
            "gauge", Kind.GAUGE,
            "sum", Kind.SUM,
            "histogram", Kind.HISTOGRAM,
            "exponentialHistogram", Kind.EXPONENTIAL_HISTOGRAM,
            "summary", Kind.SUMMARY);
    for (var each : kinds.entrySet()) {
      if (get(node, each.getKey()).isObject()) {
        kind = each.getValue();
        data = get(node, each.getKey());
      }
    }
    var points = new ArrayList<Point>();
    int at = 0;
    for (JsonNode point : list(data, "dataPoints", path)) {
      points.add(point(kind, point, path + "/dataPoints/" + at++));
    }
    return new Metric(
        text(get(node, "name")),
        text(get(node, "unit")),
        text(get(node, "description")),
        kind,
        temporality(get(data, "aggregationTemporality")),
        get(data, "isMonotonic").asBoolean(false),
        points);
  }

  private static Temporality temporality(JsonNode node) {
    return switch (text(node)) {
      case "1", "AGGREGATION_TEMPORALITY_DELTA" -> Temporality.DELTA;
      case "2", "AGGREGATION_TEMPORALITY_CUMULATIVE" -> Temporality.CUMULATIVE;
      default -> Temporality.UNSPECIFIED;
    };
  }

  private static Point point(Kind kind, JsonNode node, String path) throws MalformedException {
    var at =
        new At(
            attributes(node, path),
            whole(node, "timeUnixNano", path),
            (whole(node, "flags", path) & 1) != 0,
            exemplars(node, path));
    return switch (kind) {
      case GAUGE, SUM ->
          new OtlpRequest.NumberPoint(
              at,
              get(node, "asInt").isMissingNode()
                  ? number(get(node, "asDouble"), 0, path + "/asDouble")
                  : (double) whole(node, "asInt", path));
      case HISTOGRAM ->
          new OtlpRequest.HistogramPoint(
              at,
              whole(node, "count", path),
              number(get(node, "sum"), Double.NaN, path + "/sum"),
              longs(node, "bucketCounts", path),
              doubles(node, "explicitBounds", path));
      case EXPONENTIAL_HISTOGRAM ->
          new OtlpRequest.ExponentialPoint(
              at,
              whole(node, "count", path),
              number(get(node, "sum"), Double.NaN, path + "/sum"),
              (int) whole(node, "scale", path),
              whole(node, "zeroCount", path),
              number(get(node, "zeroThreshold"), 0, path + "/zeroThreshold"),
              buckets(get(node, "positive"), path + "/positive"),
              buckets(get(node, "negative"), path + "/negative"));
      case SUMMARY -> summary(at, node, path);
    };
  }

  private static List<OtlpRequest.Exemplar> exemplars(JsonNode node, String path)
      throws MalformedException {
    var exemplars = new ArrayList<OtlpRequest.Exemplar>();
    for (JsonNode each : list(node, "exemplars", path)) {
      String inner = path + "/exemplars/" + exemplars.size();
      var attributes = new TreeMap<String, String>();
      for (JsonNode attribute : list(each, "filteredAttributes", inner)) {
        attributes.put(text(get(attribute, "key")), value(get(attribute, "value"), inner, false));
      }
      exemplars.add(
          new OtlpRequest.Exemplar(
              attributes,
              whole(each, "timeUnixNano", inner),
              get(each, "asInt").isMissingNode()
                  ? number(get(each, "asDouble"), 0, inner + "/asDouble")
                  : (double) whole(each, "asInt", inner),
              text(get(each, "traceId")).toLowerCase(Locale.ROOT),
              text(get(each, "spanId")).toLowerCase(Locale.ROOT)));
    }
    return exemplars;
  }

  private static Point summary(At at, JsonNode node, String path) throws MalformedException {
    var quantiles = new ArrayList<Double>();
    var values = new ArrayList<Double>();
    for (JsonNode each : list(node, "quantileValues", path)) {
      quantiles.add(number(get(each, "quantile"), 0, path + "/quantileValues"));
      values.add(number(get(each, "value"), 0, path + "/quantileValues"));
    }
    return new OtlpRequest.SummaryPoint(
        at,
        whole(node, "count", path),
        number(get(node, "sum"), 0, path + "/sum"),
        quantiles.stream().mapToDouble(Double::doubleValue).toArray(),
        values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static Buckets buckets(JsonNode node, String path) throws MalformedException {
    return new Buckets((int) whole(node, "offset", path), longs(node, "bucketCounts", path));
  }

  private static long[] longs(JsonNode node, String name, String path) throws MalformedException {
    var found = new ArrayList<Long>();
    for (JsonNode each : list(node, name, path)) {
      found.add(whole(each, path + "/" + name));
    }
    return found.stream().mapToLong(Long::longValue).toArray();
  }

  private static double[] doubles(JsonNode node, String name, String path)
      throws MalformedException {
    var found = new ArrayList<Double>();
    for (JsonNode each : list(node, name, path)) {
      found.add(number(each, 0, path + "/" + name));
    }
    return found.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static long whole(JsonNode node, String name, String path) throws MalformedException {
    return whole(get(node, name), path + "/" + name);
  }

  private static long whole(JsonNode node, String path) throws MalformedException {
    if (node.isMissingNode() || node.isNull()) {
      return 0;
    }
    try {
      return node.isString() ? Long.parseLong(node.asString().strip()) : node.asLong();
    } catch (NumberFormatException | JacksonException e) {
      throw problem(path, node + " (expected: a whole number)");
    }
  }

  private static double number(JsonNode node, double absent, String path)
      throws MalformedException {
    if (node.isMissingNode() || node.isNull()) {
      return absent;
    }
    try {
      // NaN and the infinities are texts in protobuf's JSON.
      return node.isString() ? Double.parseDouble(node.asString().strip()) : node.asDouble();
    } catch (NumberFormatException | JacksonException e) {
      throw problem(path, node + " (expected: a number)");
    }
  }
}
