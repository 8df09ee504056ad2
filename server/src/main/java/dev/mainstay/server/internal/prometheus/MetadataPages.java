package dev.mainstay.server.internal.prometheus;

import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.PromqlException;
import dev.mainstay.telemetry.Exemplars;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.MetricMetadata;
import dev.mainstay.telemetry.query.QuerySeries;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** What the targets say of their metrics, and the exemplars that they give. */
public final class MetadataPages {
  private final MetricMetadata metadata;
  private final Exemplars exemplars;
  private final Dialect dialect;

  public MetadataPages(MetricMetadata metadata, Exemplars exemplars, Dialect dialect) {
    this.metadata = metadata;
    this.exemplars = exemplars;
    this.dialect = dialect;
  }

  /** Other than elsewhere, a limit of 0 is one, and only a negative one is none. */
  private static int limit(Parameters parameters) {
    int limit = parameters.whole("limit", -1);
    return limit < 0 ? Integer.MAX_VALUE : limit;
  }

  byte[] metadata(Parameters parameters) {
    int limit = limit(parameters);
    int perMetric = parameters.limit("limit_per_metric");
    String metric = parameters.text("metric");
    Map<String, List<MetricMetadata.Entry>> all = metadata.all();
    return success(json -> {
      json.writeStartObject();
      int written = 0;
      for (Map.Entry<String, List<MetricMetadata.Entry>> each : all.entrySet()) {
        if ((metric == null || metric.equals(each.getKey())) && written < limit) {
          written++;
          json.writeName(each.getKey());
          json.writeStartArray();
          each.getValue().stream()
              .limit(perMetric == 0 ? Long.MAX_VALUE : perMetric)
              .forEach(entry -> {
                json.writeStartObject();
                described(json, entry);
                json.writeEndObject();
              });
          json.writeEndArray();
        }
      }
      json.writeEndObject();
    });
  }

  private static void described(JsonGenerator json, MetricMetadata.Entry entry) {
    json.writeStringProperty("type", entry.type());
    json.writeStringProperty("help", entry.help());
    json.writeStringProperty("unit", entry.unit());
  }

  byte[] targetMetadata(Parameters parameters) {
    int limit = limit(parameters);
    String metric = parameters.text("metric");
    String text = parameters.text("match_target");
    List<Matcher> matchers = text == null ? List.of() : matchers("match_target", text);
    Map<Labels, Map<String, MetricMetadata.Entry>> bySource = metadata.bySource();
    return success(json -> {
      json.writeStartArray();
      int written = 0;
      for (Map.Entry<Labels, Map<String, MetricMetadata.Entry>> source : bySource.entrySet()) {
        if (!matchers.stream()
            .allMatch(matcher -> matcher.matches(source.getKey().value(matcher.name())))) {
          continue;
        }
        for (Map.Entry<String, MetricMetadata.Entry> each : source.getValue().entrySet()) {
          if ((metric != null && !metric.equals(each.getKey())) || written >= limit) {
            continue;
          }
          written++;
          json.writeStartObject();
          json.writeName("target");
          Answers.texts(json, source.getKey().values());
          if (metric == null) {
            json.writeStringProperty("metric", each.getKey());
          }
          described(json, each.getValue());
          json.writeEndObject();
        }
      }
      json.writeEndArray();
    });
  }

  byte[] exemplars(Parameters parameters) {
    var start = parameters.time("start", Parameters.EARLIEST);
    var end = parameters.time("end", Parameters.LATEST);
    if (end.isBefore(start)) {
      throw ApiError.parameter("end", "end timestamp must not be before start time");
    }
    var selectors = new ArrayList<List<Matcher>>();
    String query = parameters.text("query");
    try {
      collect(Promql.parse(query == null ? "" : query, dialect), selectors);
    } catch (PromqlException e) {
      throw ApiError.parameter("query", String.valueOf(e.getMessage()));
    }
    Map<Labels, List<Exemplars.Exemplar>> found =
        exemplars.find(selectors, start.toEpochMilli(), end.toEpochMilli());
    return success(json -> {
      json.writeStartArray();
      found.forEach((series, each) -> {
        json.writeStartObject();
        json.writeName("seriesLabels");
        Answers.texts(json, series.values());
        json.writeName("exemplars");
        json.writeStartArray();
        each.forEach(exemplar -> exemplar(json, exemplar));
        json.writeEndArray();
        json.writeEndObject();
      });
      json.writeEndArray();
    });
  }

  private static void exemplar(JsonGenerator json, Exemplars.Exemplar exemplar) {
    json.writeStartObject();
    json.writeName("labels");
    Answers.texts(json, exemplar.labels().values());
    json.writeStringProperty("value", Answers.number(exemplar.value()));
    json.writeName("timestamp");
    json.writeNumber(BigDecimal.valueOf(exemplar.millis(), 3));
    json.writeEndObject();
  }

  private static void collect(Expr expr, List<List<Matcher>> into) {
    if (expr instanceof Expr.VectorSelector selector) {
      into.add(QuerySeries.matchers(selector));
    }
    expr.children().forEach(child -> collect(child, into));
  }

  private List<Matcher> matchers(String name, String text) {
    try {
      return QuerySeries.matchers(Promql.parseSelector(text, dialect));
    } catch (PromqlException e) {
      throw ApiError.parameter(name, String.valueOf(e.getMessage()));
    }
  }

  private static byte[] success(Answers.Data data) {
    return Answers.success(data, List.of(), List.of());
  }
}
