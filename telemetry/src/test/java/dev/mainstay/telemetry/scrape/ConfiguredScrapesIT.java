package dev.mainstay.telemetry.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.Exemplars;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.telemetry.MetricMetadata;
import dev.mainstay.telemetry.Sample;
import dev.mainstay.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scrapes endpoints on loopback by a configuration. */
class ConfiguredScrapesIT {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private final ManualTime time = new ManualTime();
  private final MemorySeriesStore store = new MemorySeriesStore();
  private final Exemplars exemplars = new Exemplars(100);
  private final MetricMetadata metadata = new MetricMetadata();
  private final Endpoint endpoint;
  private final ConfiguredScrapes scrapes =
      new ConfiguredScrapes(store, exemplars, metadata, time, time, time);

  ConfiguredScrapesIT() throws IOException {
    endpoint = new Endpoint();
  }

  @AfterEach
  void close() {
    scrapes.close();
    endpoint.close();
  }

  private void apply(String job) {
    String text =
        "global: { scrape_interval: 10s, scrape_timeout: 5s }\nscrape_configs:\n- job_name: shop\n"
            + job.replace("ADDRESS", endpoint.address()).indent(2);
    ScrapeConfig.Read read = ScrapeConfig.read(folder.resolve("p.yml"), text);
    assertThat(read.problems()).isEmpty();
    scrapes.apply(read.config());
  }

  private static final String STATIC = "static_configs: [{ targets: [\"ADDRESS\"] }]\n";

  private Map<String, Double> values() {
    return store
        .latest(List.of(Matcher.notEqual("__name__", "scrape_duration_seconds")), time.now())
        .stream()
        .collect(
            Collectors.toMap(
                sample -> sample.labels().toString().replace(endpoint.address(), "HERE"),
                Sample::value));
  }

  private double value(String metric) {
    List<Sample> found = store.latest(List.of(Matcher.metric(metric)), time.now());
    return found.isEmpty() ? Double.NaN : found.getFirst().value();
  }

  private String error() {
    return scrapes.targets().getFirst().error();
  }

  @Test
  void storesSamplesBesideWhatTellsHowItWent() {
    endpoint.says("# HELP m About\n# TYPE m gauge\nm{job=\"x\"} 1\nn 2\n");
    apply(STATIC);
    time.advance(INTERVAL);
    assertThat(values())
        .isEqualTo(
            Map.of(
                "m{exported_job=\"x\",instance=\"HERE\",job=\"shop\"}", 1.0,
                "n{instance=\"HERE\",job=\"shop\"}", 2.0,
                "up{instance=\"HERE\",job=\"shop\"}", 1.0,
                "scrape_samples_scraped{instance=\"HERE\",job=\"shop\"}", 2.0,
                "scrape_samples_post_metric_relabeling{instance=\"HERE\",job=\"shop\"}", 2.0,
                "scrape_series_added{instance=\"HERE\",job=\"shop\"}", 2.0));
    assertThat(endpoint.asked)
        .containsEntry("Accept", ScrapeFormat.accept(ScrapeFormat.USUAL))
        .containsEntry("Accept-Encoding", "gzip")
        .containsEntry("X-Prometheus-Scrape-Timeout-Seconds", "5.0");
    assertThat(metadata.all())
        .containsEntry("m", List.of(new MetricMetadata.Entry("gauge", "About", "")));
    time.advance(INTERVAL);
    assertThat(value("scrape_series_added")).isZero();
  }

  @Test
  void honorsLabelsWhenToldTo() {
    endpoint.says("m{job=\"x\",instance=\"\"} 1\n");
    apply("honor_labels: true\n" + STATIC);
    time.advance(INTERVAL);
    assertThat(values()).containsEntry("m{job=\"x\"}", 1.0);
  }

  @Test
  void takesTheirOwnTimesUnlessToldNot() {
    long own = time.now().toEpochMilli() - 60_000;
    endpoint.says("m 1 " + own + "\n");
    apply(STATIC);
    time.advance(INTERVAL);
    assertThat(
            store.select(List.of(Matcher.metric("m")), time.now().minusSeconds(3600), time.now()))
        .singleElement()
        .satisfies(series -> assertThat(series.millis(0)).isEqualTo(own));
    apply("honor_timestamps: false\n" + STATIC);
    time.advance(INTERVAL.multipliedBy(2));
    assertThat(value("m")).isEqualTo(1);
    assertThat(
            store.select(List.of(Matcher.metric("m")), time.now().minusSeconds(3600), time.now()))
        .singleElement()
        .satisfies(
            series -> assertThat(series.millis(series.size() - 1)).isGreaterThan(own + 60_000));
  }

  @Test
  void seriesEndThatVanishOrWhoseTargetFails() {
    endpoint.says("m 1\nn 1\n");
    apply(STATIC);
    time.advance(INTERVAL);
    endpoint.says("m 2\n");
    time.advance(INTERVAL);
    assertThat(value("m")).isEqualTo(2);
    assertThat(value("n")).isNaN();
    endpoint.status = 500;
    time.advance(INTERVAL);
    assertThat(value("m")).isNaN();
    assertThat(value("up")).isZero();
    assertThat(value("scrape_samples_scraped")).isZero();
    assertThat(error()).isEqualTo("answered 500 (expected: 200)");
    endpoint.status = 200;
    time.advance(INTERVAL);
    assertThat(value("m")).isEqualTo(2);
    scrapes.apply(ScrapeConfig.NONE);
    assertThat(value("m")).isNaN();
    assertThat(value("up")).isNaN();
    assertThat(scrapes.targets()).isEmpty();
    assertThat(metadata.all()).isEmpty();
  }

  @Test
  void aLimitThatIsPassedStoresNothingAndSaysWhich() {
    endpoint.says("m{abc=\"1\"} 1\nn{abc=\"12345\"} 1\n");
    Map<String, String> limits =
        Map.of(
            "sample_limit: 1", "2 samples after relabelling (limit 1)",
            "label_limit: 3", "m: 4 labels (limit 3)",
            "label_name_length_limit: 7", "m: label name __name__ of 8 bytes (limit 7)",
            "label_value_length_limit: 4", "(limit 4)",
            "body_size_limit: 20B", "body larger than 20 bytes (limit)",
            "target_limit: 1", "2 targets in job shop (limit 1)");
    limits.forEach((limit, message) -> {
      apply(limit + "\nstatic_configs: [{ targets: [\"ADDRESS\", \"127.0.0.1:1\"] }]\n");
      time.advance(INTERVAL);
      assertThat(error()).describedAs(limit).endsWith(message);
      assertThat(value("m")).isNaN();
      assertThat(
              store.latest(
                  List.of(Matcher.metric("up"), Matcher.equal("instance", endpoint.address())),
                  time.now()))
          .singleElement()
          .extracting(Sample::value)
          .isEqualTo(0.0);
    });
    apply("sample_limit: 2\nlabel_limit: 4\nlabel_name_length_limit: 8\n" + STATIC);
    time.advance(INTERVAL);
    assertThat(value("m")).isEqualTo(1);
  }

  @Test
  void relabelsMetricsBeforeTheyAreStored() {
    endpoint.says("m{a=\"b\"} 1\nn 1\n");
    apply(
        STATIC
            + """
            metric_relabel_configs:
            - { source_labels: [__name__], regex: n, action: drop }
            - { regex: a, action: labeldrop }
            - { source_labels: [__name__], target_label: __name__, replacement: "x_$1" }
            """);
    time.advance(INTERVAL);
    assertThat(values()).containsEntry("x_m{instance=\"HERE\",job=\"shop\"}", 1.0);
    assertThat(value("scrape_samples_scraped")).isEqualTo(2);
    assertThat(value("scrape_samples_post_metric_relabeling")).isEqualTo(1);
  }

  @Test
  void keepsExemplarsAndNativeHistograms() {
    endpoint.type = Endpoint.OPEN;
    endpoint.zipped = true;
    endpoint.says("# TYPE d counter\nd_total 1 # {trace_id=\"t\"} 0.5\n# EOF\n");
    apply(STATIC);
    time.advance(INTERVAL);
    assertThat(
            exemplars.find(
                List.of(List.of(Matcher.metric("d_total"))), 0, time.now().toEpochMilli()))
        .hasSize(1)
        .containsKey(Labels.of("d_total", "instance", endpoint.address(), "job", "shop"));
    endpoint.type = ScrapeFormat.PROTOBUF.mediaType;
    endpoint.body = Message.nativeHistogram();
    apply("scrape_native_histograms: true\n" + STATIC);
    time.advance(INTERVAL);
    assertThat(endpoint.asked.get("Accept")).startsWith("application/vnd.google.protobuf;");
    assertThat(store.series(List.of(Matcher.metric("size")))).hasSize(1);
    assertThat(store.series(List.of(Matcher.metric("size_count")))).isEmpty();
  }

  @Test
  void aBodyThatCannotBeReadIsToldByItsPlace() {
    apply(STATIC);
    endpoint.says("m 1\nm{ 2\n");
    time.advance(INTERVAL);
    assertThat(error()).startsWith("line 2: ");
    assertThat(value("m")).isNaN();
    endpoint.type = ScrapeFormat.PROTOBUF.mediaType;
    time.advance(INTERVAL);
    assertThat(error()).startsWith("metric family, byte ");
    endpoint.type = "text/html";
    time.advance(INTERVAL);
    assertThat(error()).startsWith("content type 'text/html'");
    endpoint.type = Endpoint.TEXT;
    endpoint.body = new byte[] {'m', ' ', (byte) 0xff};
    time.advance(INTERVAL);
    assertThat(error()).isEqualTo("line 1: not UTF-8");
  }

  @Test
  void followsDiscoveryFiles() throws IOException {
    endpoint.says("m 1\n");
    Path file = folder.resolve("targets.json");
    Files.writeString(
        file, "[{\"targets\": [\"" + endpoint.address() + "\"], \"labels\": {\"team\": \"a\"}}]");
    apply("file_sd_configs: [{ files: [\"tar*.json\"] }]\n");
    time.advance(INTERVAL);
    assertThat(store.latest(List.of(Matcher.metric("m")), time.now()))
        .singleElement()
        .satisfies(sample -> assertThat(sample.labels().value("team")).isEqualTo("a"));
    assertThat(scrapes.targets().getFirst().discovered())
        .containsEntry("__meta_filepath", file.toString());
    Files.writeString(file, "[{\"targets\": 3}]");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    time.advance(INTERVAL);
    assertThat(scrapes.targets()).hasSize(1);
    Files.writeString(file, "[]");
    Files.setLastModifiedTime(file, FileTime.fromMillis(2));
    time.advance(INTERVAL);
    assertThat(scrapes.targets()).isEmpty();
    assertThat(value("m")).isNaN();
  }

  @Test
  void sendsParametersAndCredentials() throws IOException {
    Files.writeString(folder.resolve("token"), "secret\n");
    endpoint.says("m 1\n");
    apply(
        STATIC
            + "metrics_path: /probe\nparams: { a: [\"1 2\"] }\n"
            + "authorization: { credentials_file: token }\n");
    time.advance(INTERVAL);
    assertThat(endpoint.query).isEqualTo("/probe?a=1+2");
    assertThat(endpoint.asked).containsEntry("Authorization", "Bearer secret");
  }

  @Test
  void tellsAHostThatNobodyKnowsFromAPortOnWhichNothingListens() {
    apply("static_configs: [{ targets: [\"nohost.invalid:80\"] }]\n");
    time.advance(INTERVAL);
    assertThat(error()).isEqualTo("no such host: nohost.invalid");
    apply("static_configs: [{ targets: [\"127.0.0.1:1\"] }]\n");
    time.advance(INTERVAL);
    assertThat(error()).isEqualTo("nothing listens on 127.0.0.1:1");
  }

  private static final String PROBE =
      """
      metrics_path: /probe
      relabel_configs:
      - { source_labels: [__address__], target_label: __param_target }
      - { source_labels: [__param_target], target_label: instance }
      - source_labels: [__address__]
        regex: https?://.*
        target_label: __address__
        replacement: ADDRESS
      """;

  @Test
  void aUrlIsProbedWhereRelabellingSaysWhom() throws IOException {
    endpoint.says("m 1\n");
    Files.writeString(folder.resolve("t.yml"), "- targets: [\"https://b.example/x\", \"c/d\"]\n");
    apply(
        PROBE
            + "static_configs: [{ targets: [\"http://a.example\"] }]\n"
            + "file_sd_configs: [{ files: [t.yml] }]\n");
    time.advance(INTERVAL);
    assertThat(store.latest(List.of(Matcher.metric("m")), time.now()))
        .extracting(sample -> sample.labels().value("instance"))
        .containsExactlyInAnyOrder("http://a.example", "https://b.example/x");
    assertThat(endpoint.query).startsWith("/probe?target=http");
    assertThat(scrapes.targets()).hasSize(2);
  }

  @Test
  void sendsTheHeadersThatAJobNames() throws IOException {
    Files.writeString(folder.resolve("tenant"), "three\n");
    endpoint.says("m 1\n");
    apply(
        STATIC
            + "http_headers:\n"
            + "  X-Tenant: { values: [one], secrets: [two], files: [tenant] }\n"
            + "  X-Plain: { values: [v] }\n");
    time.advance(INTERVAL);
    assertThat(endpoint.asked)
        .containsEntry("X-Tenant", "one, two, three")
        .containsEntry("X-Plain", "v")
        .doesNotContainKey("Authorization");
    Files.writeString(folder.resolve("tenant"), "a\nb\n");
    time.advance(INTERVAL);
    assertThat(error()).contains("tenant: line breaks or other characters");
  }
}
