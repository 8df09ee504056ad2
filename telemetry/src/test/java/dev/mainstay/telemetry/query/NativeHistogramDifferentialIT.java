package dev.mainstay.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.NativeHistogram.Buckets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Native histograms held against Prometheus 2.42 where a bit or an empty bucket decides. */
class NativeHistogramDifferentialIT {
  private static final long AT = DifferentialData.START;

  @TempDir Path folder;

  private static TestSeries series(String name, int schema, Buckets positive, Buckets negative) {
    double count = 2;
    for (Buckets each : List.of(positive, negative)) {
      for (int i = 0; i < each.size(); i++) {
        count += each.count(i);
      }
    }
    return new TestSeries(Labels.of("h", "name", name, "schema", "" + schema))
        .add(
            AT,
            new NativeHistogram(
                schema,
                0.001,
                2,
                count,
                1,
                positive,
                negative,
                List.of(),
                NativeHistogram.Reset.UNKNOWN));
  }

  private static Buckets ones(IntStream indexes) {
    int[] all = indexes.toArray();
    double[] counts = new double[all.length];
    Arrays.fill(counts, 1);
    return Buckets.of(all, counts);
  }

  @Test
  void boundariesAreEqualToTheLastBit() throws Exception {
    List<TestSeries> all =
        IntStream.rangeClosed(-4, 8)
            .mapToObj(schema -> {
              int buckets = schema < 0 ? 3 : 3 << schema;
              int last = schema < 0 ? 1024 >> -schema : 1024 << schema;
              return series(
                  "all",
                  schema,
                  ones(
                      IntStream.concat(
                          IntStream.rangeClosed(-buckets / 2, buckets / 2),
                          IntStream.rangeClosed(last - buckets / 3, last + 1))),
                  Buckets.NONE);
            })
            .toList();
    try (var prometheus = QueriedPrometheus.start(folder)) {
      prometheus.write(all, AT, AT + 1_000);
      JsonNode result = prometheus.query("h", AT / 1e3).path("data").path("result");
      assertThat(result).hasSize(13);
      for (JsonNode each : result) {
        int schema = Integer.parseInt(each.path("metric").path("schema").asString());
        NativeHistogram sent = Objects.requireNonNull(all.get(schema + 4).histogram(0));
        List<String> ours =
            HistogramBuckets.of(sent).stream().map(b -> b.lower() + " " + b.upper()).toList();
        assertThat(each.path("histogram").get(1).path("buckets").valueStream())
            .as("schema %d", schema)
            .extracting(b -> number(b.get(1)) + " " + number(b.get(2)))
            .isEqualTo(ours);
      }
    }
  }

  private static double number(JsonNode text) {
    return text.asString().equals("+Inf")
        ? Double.POSITIVE_INFINITY
        : Double.parseDouble(text.asString());
  }

  @Test
  void storedEmptyBucketsDecideAsTheyDoThere() throws Exception {
    Buckets empty = Buckets.of(new int[] {0, 1}, new double[] {0, 0});
    Buckets counted = Buckets.of(new int[] {-2, 3}, new double[] {4, 2});
    List<TestSeries> all =
        List.of(
            series("both", 0, counted, counted),
            series("positive", 0, counted, Buckets.NONE),
            series("negative", 1, Buckets.NONE, counted),
            series("none below", 0, counted, empty),
            series("none above", 1, empty, counted),
            series("none", 2, empty, empty));
    var engine =
        new QueryEngine(
            TestSeries.reader(all),
            Ticker.system(),
            QuerySettings.DEFAULT.with(Dialect.PROMETHEUS_2));
    try (var prometheus = QueriedPrometheus.start(folder)) {
      prometheus.write(all, AT, AT + 1_000);
      for (String vector :
          List.of("h", "sum(h)", "sum by (schema) (h)", "sum(h{name!=\"both\"})", "h + h")) {
        for (String query :
            List.of(
                "histogram_fraction(0, 0.5, %s)",
                "histogram_fraction(-0.0005, 0.0004, %s)",
                "histogram_quantile(0, %s)",
                "histogram_quantile(0.3, %s)",
                "histogram_quantile(1, %s)")) {
          String asked = query.formatted(vector);
          assertThat(
                  Differences.between(
                      prometheus.query(asked, AT / 1e3),
                      engine.instant(asked, Instant.ofEpochMilli(AT)),
                      null))
              .as(asked)
              .isNull();
        }
      }
    }
  }
}
