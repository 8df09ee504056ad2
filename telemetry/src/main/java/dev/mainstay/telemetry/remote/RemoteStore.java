package dev.mainstay.telemetry.remote;

import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.ValueType;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.SampleReader;
import dev.mainstay.telemetry.StoredSeries;
import dev.mainstay.telemetry.query.Queries;
import dev.mainstay.telemetry.query.QueryException;
import dev.mainstay.telemetry.query.QueryException.Reason;
import dev.mainstay.telemetry.query.QueryResult;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * A store that speaks Prometheus' HTTP API: Prometheus itself, Thanos, Mimir, VictoriaMetrics and
 * the like. Queries are passed on whole and evaluated there, in the dialect spoken there. As a
 * {@link SampleReader} it gives the samples themselves, but no markers of a series' end, which that
 * API does not hand out, and of native histograms what their populated buckets tell. Thread-safe.
 */
public final class RemoteStore implements Queries, SampleReader, AutoCloseable {
  /** Of one {@link #select}. */
  static final long MOST_SAMPLES = 50_000_000;

  private static final Duration SLICE = Duration.ofDays(1);

  private final Dialect dialect;
  private final RemoteCalls calls;

  /**
   * Nothing is asked yet.
   *
   * @param config which store, and how it is asked; files with secrets are read at each request
   * @param dialect that the store speaks
   * @param timeout of one request, its answer included
   */
  public RemoteStore(StoreConfig config, Dialect dialect, Duration timeout, Ticker ticker) {
    this.dialect = dialect;
    this.calls = new RemoteCalls(config, timeout, ticker);
  }

  public String name() {
    return config().name();
  }

  public StoreConfig config() {
    return calls.config();
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public QueryResult instant(Expr expr, Instant at, BooleanSupplier canceled) {
    return calls.query(
        "/api/v1/query", Map.of("query", Promql.print(expr), "time", seconds(at)), canceled);
  }

  @Override
  public QueryResult range(
      Expr expr, Instant start, Instant end, Duration step, BooleanSupplier canceled) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("query", Promql.print(expr));
    form.put("start", seconds(start));
    form.put("end", seconds(end));
    form.put("step", seconds(Instant.EPOCH.plus(step)));
    return calls.query("/api/v1/query_range", form, canceled);
  }

  /**
   * The names of labels.
   *
   * @param selectors of the series that have them; of all series when there is none
   */
  public List<String> labels(List<String> selectors) {
    return calls.texts("/api/v1/labels", matching(selectors));
  }

  /**
   * The values of a label.
   *
   * @param selectors of the series that have them; of all series when there is none
   */
  public List<String> values(String label, List<String> selectors) {
    return calls.texts(
        "/api/v1/label/" + RemoteCalls.encoded(label) + "/values", matching(selectors));
  }

  private static List<Map.Entry<String, String>> matching(List<String> selectors) {
    return selectors.stream().map(each -> Map.entry("match[]", each)).toList();
  }

  @Override
  public List<? extends StoredSeries> select(
      List<Matcher> matchers, long fromMillis, long toMillis) {
    Map<Labels, RemoteSeries> found = new TreeMap<>();
    String selector = Selectors.text(matchers);
    long slice = SLICE.toMillis();
    long samples = 0;
    long from = fromMillis;
    while (from <= toMillis) {
      long to = Math.min(toMillis, from + slice - 1);
      QueryResult result;
      try {
        result = samples(selector, from, to);
      } catch (TooLargeException e) {
        slice = (to - from + 1) / 2;
        if (slice < 1_000) {
          throw e;
        }
        continue;
      }
      for (QueryResult.Points points : result.series()) {
        samples += points.size();
        found.computeIfAbsent(points.labels(), RemoteSeries::new).add(points, from);
      }
      if (samples > MOST_SAMPLES) {
        throw new QueryException(
            Reason.LIMIT,
            "%s: %s has more than %,d samples (limit)".formatted(name(), selector, MOST_SAMPLES));
      }
      from = to + 1;
    }
    return found.values().stream().map(RemoteSeries::withCommonBounds).toList();
  }

  /**
   * The range is open at its left in Prometheus 3 and closed before it; both have what is wanted.
   */
  private QueryResult samples(String selector, long from, long to) {
    String query = selector + "[" + (to - from + 1) + "ms]";
    QueryResult result =
        calls.query(
            "/api/v1/query",
            Map.of("query", query, "time", seconds(Instant.ofEpochMilli(to))),
            () -> false);
    if (result.type() != ValueType.MATRIX) {
      throw new QueryException(
          Reason.EXECUTION, name() + ": " + query + " answered a " + result.type().key());
    }
    return result;
  }

  private static String seconds(Instant instant) {
    return java.math.BigDecimal.valueOf(instant.toEpochMilli(), 3).toPlainString();
  }

  @Override
  public void close() {
    calls.close();
  }
}
