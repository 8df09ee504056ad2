package dev.mainstay.telemetry.query;

import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.MemorySeriesStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Forty ordinary range queries over ten thousand series in memory, side by side with Debian's
 * Prometheus, which answers over HTTP. Not among the tests: {@code -Dit.test=QuerySpeed} runs it.
 */
class QuerySpeed {
  private static final int SERIES = Integer.getInteger("mainstay.speed.series", 10_000);
  private static final long SCRAPE = Long.getLong("mainstay.speed.scrape", 60_000);
  private static final long END = DifferentialData.START + 86_400_000L;

  @TempDir Path folder;

  private static List<String> queries() {
    var queries = new ArrayList<String>();
    for (String window : List.of("5m", "30m", "1h", "6h", "1d")) {
      queries.add("rate(http_requests_total{path=\"/p1\"}[" + window + "])");
      queries.add("sum(rate(http_requests_total[" + window + "]))");
      queries.add("sum by (path) (increase(http_requests_total{code=\"500\"}[" + window + "]))");
      queries.add("max_over_time(http_requests_total{path=\"/p2\"}[" + window + "])");
      queries.add(
          "avg by (code) (avg_over_time(http_requests_total{path=~\"/p[0-9]\"}[" + window + "]))");
      queries.add(
          "sum(rate(http_requests_total{code=\"500\"}["
              + window
              + "])) / sum(rate(http_requests_total["
              + window
              + "]))");
    }
    queries.add("sum by (code) (http_requests_total)");
    queries.add("topk(5, sum by (path) (rate(http_requests_total[5m])))");
    queries.add("count(http_requests_total > 1000)");
    queries.add("http_requests_total{path=\"/p3\"} * 2 + 1");
    queries.add(
        "max by (instance) (http_requests_total) - min by (instance) (http_requests_total)");
    queries.add("quantile by (code) (0.9, rate(http_requests_total[10m]))");
    queries.add(
        "http_requests_total{code=\"500\"} / on (path, instance) group_left"
            + " http_requests_total{code=\"200\"}");
    queries.add("sum(irate(http_requests_total[5m])) by (instance)");
    queries.add("absent(http_requests_total{path=\"/none\"})");
    queries.add("max_over_time(sum(rate(http_requests_total{path=\"/p4\"}[5m]))[1h:5m])");
    return queries;
  }

  private static List<TestSeries> data() {
    var random = new Random(7);
    var series = new ArrayList<TestSeries>();
    String[] codes = {"200", "404", "500", "503"};
    for (int i = 0; i < SERIES; i++) {
      var each =
          new TestSeries(
              Labels.of(
                  "http_requests_total",
                  "code",
                  codes[i % 4],
                  "path",
                  "/p" + i / 4 % 50,
                  "instance",
                  "i" + i / 200,
                  "job",
                  "api"));
      double value = 0;
      for (long time = DifferentialData.START; time < END; time += SCRAPE) {
        each.add(time + i % 1000, value);
        value = random.nextInt(2000) == 0 ? 0 : value + random.nextInt(50);
      }
      series.add(each);
    }
    return series;
  }

  @Test
  void ordinaryQueries() throws Exception {
    List<TestSeries> series = data();
    var store = new MemorySeriesStore(Duration.ofDays(2), SERIES);
    for (TestSeries each : series) {
      for (int i = 0; i < each.size(); i++) {
        store.append(each.labels(), Instant.ofEpochMilli(each.time(i)), each.value(i));
      }
    }
    var engine =
        new QueryEngine(store, Ticker.system(), QuerySettings.DEFAULT.with(Dialect.PROMETHEUS_2));
    double logs = 0;
    try (var prometheus = QueriedPrometheus.start(folder)) {
      prometheus.write(series, DifferentialData.START, END + 60_000);
      long start = END - 6 * 3_600_000L;
      long step = 6 * 3_600_000L / 250;
      for (String query : queries()) {
        double theirs =
            median(() -> prometheus.rangeText(query, start / 1e3, END / 1e3, step / 1e3));
        double ours =
            median(() ->
                engine.range(
                    query,
                    Instant.ofEpochMilli(start),
                    Instant.ofEpochMilli(END),
                    Duration.ofMillis(step)));
        logs += Math.log(ours / theirs);
        System.out.printf("%8.1f ms %8.1f ms %6.2f  %s%n", theirs, ours, ours / theirs, query);
      }
      double mean = Math.exp(logs / queries().size());
      System.out.printf("geometric mean over %d queries: %.3f%n", queries().size(), mean);
    }
  }

  private static double median(Runnable work) {
    double[] millis = new double[3];
    for (int i = 0; i < millis.length; i++) {
      long begun = System.nanoTime();
      work.run();
      millis[i] = (System.nanoTime() - begun) / 1e6;
    }
    Arrays.sort(millis);
    return millis[1];
  }
}
