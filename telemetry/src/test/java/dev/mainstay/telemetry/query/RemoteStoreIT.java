package dev.mainstay.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.PromqlException;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.StoredSeries;
import dev.mainstay.telemetry.remote.RemoteStore;
import dev.mainstay.telemetry.remote.StoreConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real Prometheus 2.42 as the store elsewhere. */
class RemoteStoreIT {
  private static final int QUERIES = 400;

  @TempDir Path folder;

  private final List<TestSeries> series = new DifferentialData(5).generate();
  private QueriedPrometheus prometheus;
  private RemoteStore store;

  @BeforeEach
  void start() throws Exception {
    prometheus = QueriedPrometheus.start(folder);
    prometheus.write(series, DifferentialData.START, DifferentialData.END + 60_000);
    store =
        new RemoteStore(
            new StoreConfig("elsewhere", prometheus.address()),
            Dialect.PROMETHEUS_2,
            Duration.ofSeconds(30),
            Ticker.system());
  }

  @AfterEach
  void stop() {
    store.close();
    prometheus.close();
  }

  @Test
  void queriesAreAnsweredAsTheStoreAnswersThem() {
    var generator = new QueryGenerator(5);
    var random = new Random(5);
    int compared = 0;
    for (int i = 0; i < QUERIES; i++) {
      String query = generator.query();
      Instant start = Instant.ofEpochMilli(DifferentialData.START + random.nextInt(7_200_000));
      boolean instant = random.nextBoolean();
      Instant end = start.plusSeconds(600);
      JsonNode theirs =
          instant
              ? prometheus.query(query, start.toEpochMilli() / 1e3)
              : prometheus.range(query, start.toEpochMilli() / 1e3, end.toEpochMilli() / 1e3, 60);
      QueryResult ours = null;
      String error = null;
      try {
        var expr = Promql.parse(query, Dialect.PROMETHEUS_2);
        ours =
            instant
                ? store.instant(expr, start, () -> false)
                : store.range(expr, start, end, Duration.ofMinutes(1), () -> false);
      } catch (PromqlException | QueryException e) {
        error = e.toString();
      }
      String difference = Differences.between(theirs, ours, error);
      if (difference == null || !isUnstable(query, start, end, instant, theirs)) {
        compared++;
        assertThat(difference).as(query).isNull();
      }
    }
    assertThat(compared).isGreaterThan(QUERIES / 2);
  }

  /** See {@link PrometheusDifferentialIT}: ties are decided by chance. */
  private boolean isUnstable(
      String query, Instant start, Instant end, boolean instant, JsonNode first) {
    for (int i = 0; i < 200; i++) {
      JsonNode again =
          instant
              ? prometheus.query(query, start.toEpochMilli() / 1e3)
              : prometheus.range(query, start.toEpochMilli() / 1e3, end.toEpochMilli() / 1e3, 60);
      if (Differences.isUnstable(first, again)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void theSamplesThemselvesAreThoseWritten() {
    long from = DifferentialData.START + 123_456;
    long to = DifferentialData.END - 654_321;
    var expected = new TreeMap<Labels, List<String>>();
    for (TestSeries each : series) {
      if (each.labels().value(Labels.NAME).equals("requests_total")
          && !each.labels().value("job").equals("db")) {
        var samples = new ArrayList<String>();
        for (int i = 0; i < each.size(); i++) {
          boolean stale =
              Double.doubleToRawLongBits(each.value(i))
                  == Double.doubleToRawLongBits(SeriesStore.STALE);
          if (!stale && each.time(i) >= from && each.time(i) <= to) {
            samples.add(each.time(i) + "=" + each.value(i));
          }
        }
        if (!samples.isEmpty()) {
          expected.put(each.labels(), samples);
        }
      }
    }
    var actual = new TreeMap<Labels, List<String>>();
    for (StoredSeries each :
        store.select(
            List.of(Matcher.metric("requests_total"), Matcher.notRegex("job", "d.")), from, to)) {
      var samples = new ArrayList<String>();
      SampleCursor cursor = each.samples(from, to);
      while (cursor.next()) {
        samples.add(cursor.timestamp() + "=" + cursor.value());
      }
      actual.put(each.labels(), samples);
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(expected).hasSizeGreaterThan(5);
  }

  @Test
  void nativeHistogramsAreEvaluatedAsTheStoreEvaluatesThem() {
    var engine =
        new QueryEngine(store, Ticker.system(), QuerySettings.DEFAULT.with(Dialect.PROMETHEUS_2));
    Instant start = Instant.ofEpochMilli(DifferentialData.START + 1_800_000);
    Instant end = start.plusSeconds(3_600);
    for (String query :
        List.of(
            "native_seconds",
            "rate(native_seconds[5m])",
            "sum by (job) (increase(native_seconds[10m]))",
            "histogram_quantile(0.9, sum(rate(native_seconds[5m])))",
            "histogram_count(native_seconds)",
            "histogram_sum(sum(native_seconds))")) {
      JsonNode theirs =
          prometheus.range(query, start.toEpochMilli() / 1e3, end.toEpochMilli() / 1e3, 60);
      QueryResult passedOn =
          store.range(
              Promql.parse(query, Dialect.PROMETHEUS_2),
              start,
              end,
              Duration.ofMinutes(1),
              () -> false);
      assertThat(Differences.between(theirs, passedOn, null)).as(query).isNull();
      QueryResult evaluatedHere = engine.range(query, start, end, Duration.ofMinutes(1));
      assertThat(Differences.between(theirs, evaluatedHere, null)).as(query).isNull();
      assertThat(passedOn.remarks()).isEmpty();
    }
  }
}
