package dev.mainstay.server.internal.prometheus;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Event;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.PromqlException;
import dev.mainstay.telemetry.CardinalityReport;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.StorageException;
import dev.mainstay.telemetry.ingest.MalformedException;
import dev.mainstay.telemetry.ingest.RemoteRead;
import dev.mainstay.telemetry.query.QuerySeries;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;

/**
 * What is stored, as a whole: how much of what, away with it, a copy of it, all of it elsewhere.
 */
public final class StoragePages {
  private static final Logger log = LoggerFactory.getLogger(StoragePages.class);
  private static final int TOP = 10;
  private static final int ANSWER_BYTES = 32 << 20;
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final SeriesStore store;
  private final Consumer<Path> backup;
  private final Path snapshots;
  private final Dialect dialect;
  private final Supplier<Map<String, String>> externalLabels;
  private final Consumer<List<Event>> journal;
  private final Clock clock;

  /**
   * Pages over a store.
   *
   * @param backup copies the store into a folder that does not exist
   * @param snapshots the folder of such copies
   * @param externalLabels of what is federated and read from elsewhere
   */
  public StoragePages(
      SeriesStore store,
      Consumer<Path> backup,
      Path snapshots,
      Dialect dialect,
      Supplier<Map<String, String>> externalLabels,
      Consumer<List<Event>> journal,
      Clock clock) {
    this.store = store;
    this.backup = backup;
    this.snapshots = snapshots;
    this.dialect = dialect;
    this.externalLabels = externalLabels;
    this.journal = journal;
    this.clock = clock;
  }

  byte[] cardinality(Parameters parameters) {
    int limit = parameters.limit();
    CardinalityReport report = store.cardinality(limit == 0 ? TOP : Math.min(limit, 10_000));
    SeriesStore.Stats stats = store.stats();
    return Answers.success(
        json -> {
          json.writeStartObject();
          json.writeName("headStats");
          json.writeStartObject();
          json.writeNumberProperty("numSeries", report.series());
          json.writeNumberProperty("numLabelPairs", report.labelPairs());
          json.writeNumberProperty("numSamples", stats.samples());
          json.writeNumberProperty("seriesLimit", report.seriesLimit());
          json.writeEndObject();
          counts(json, "seriesCountByMetricName", report.seriesByMetric());
          counts(json, "labelValueCountByLabelName", report.valuesByLabel());
          counts(json, "memoryInBytesByLabelName", report.bytesByLabel());
          counts(json, "seriesCountByLabelValuePair", report.seriesByPair());
          json.writeEndObject();
        },
        List.of(),
        List.of());
  }

  private static void counts(JsonGenerator json, String name, List<CardinalityReport.Count> all) {
    json.writeName(name);
    json.writeStartArray();
    for (CardinalityReport.Count each : all) {
      json.writeStartObject();
      json.writeStringProperty("name", each.name());
      json.writeNumberProperty("value", each.count());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  byte[] delete(Parameters parameters) {
    List<List<Matcher>> selectors = selectors(parameters);
    Instant start = parameters.time("start", Instant.EPOCH);
    Instant end = parameters.time("end", Parameters.LATEST);
    if (end.isBefore(start)) {
      throw ApiError.parameter("end", "end timestamp must not be before start time");
    }
    tell(
        "samples.deleted",
        "Samples are deleted: " + String.join(", ", parameters.texts("match[]")),
        Map.of("start", start.toString(), "end", end.toString()));
    selectors.forEach(matchers -> store.delete(matchers, start, end));
    return new byte[0];
  }

  private void tell(String type, String summary, Map<String, String> data) {
    journal.accept(List.of(new Event(type, 1, "", "samples", summary, data)));
  }

  byte[] snapshot() {
    String name = NAME.format(clock.now());
    try {
      backup.accept(snapshots.resolve(name));
    } catch (StorageException e) {
      log.error("no snapshot", e);
      String cause = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
      throw new ApiError(ApiError.Kind.INTERNAL, e.getMessage() + cause);
    }
    tell("samples.copied", "Samples were copied to snapshots/" + name, Map.of("name", name));
    return Answers.success(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("name", name);
          json.writeEndObject();
        },
        List.of(),
        List.of());
  }

  /** The youngest value of each series: as protobuf, or as text. */
  byte[] federate(Parameters parameters, boolean protobuf) {
    var federation =
        new Federation(
            store, selectors(parameters), clock.now().toEpochMilli(), externalLabels.get());
    return protobuf ? federation.protobuf() : federation.text();
  }

  /** Remote read. */
  byte[] read(byte[] body) {
    try {
      return RemoteRead.answer(store, externalLabels.get(), body, ANSWER_BYTES);
    } catch (MalformedException e) {
      throw new ApiError(ApiError.Kind.BAD_DATA, String.valueOf(e.getMessage()));
    }
  }

  private List<List<Matcher>> selectors(Parameters parameters) {
    var selectors = new ArrayList<List<Matcher>>();
    for (String text : parameters.texts("match[]")) {
      try {
        selectors.add(QuerySeries.matchers(Promql.parseSelector(text, dialect)));
      } catch (PromqlException e) {
        throw ApiError.parameter("match[]", String.valueOf(e.getMessage()));
      }
    }
    if (selectors.isEmpty()) {
      throw new ApiError(ApiError.Kind.BAD_DATA, "no match[] parameter provided");
    }
    return selectors;
  }
}
