package dev.mainstay.telemetry.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.SystemScheduler;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.telemetry.Exemplars;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.telemetry.MetricMetadata;
import dev.mainstay.telemetry.Sample;
import dev.mainstay.testkit.RealPrometheus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's Prometheus reads the same configuration and the same exposition. */
class ScrapeDifferentialIT {
  private static final String EXPOSITION =
      """
      # HELP http_requests_total Requests
      # TYPE http_requests_total counter
      http_requests_total{method="GET",code="200",path="/a b"} 1027
      http_requests_total{method="POST",code="500",instance="theirs",job="own"} 3
      # TYPE took_seconds histogram
      took_seconds_bucket{le="0.5"} 3
      took_seconds_bucket{le="+Inf"} 4
      took_seconds_sum 2.25
      took_seconds_count 4
      # TYPE temperature gauge
      temperature{room="küche",note="line\\nbreak \\"q\\" \\\\ x"} -3.5e-7
      temperature{room="empty",note=""} NaN
      special{v="inf"} +Inf
      special{v="neg"} -Inf
      shard_a 1
      shard_b 2
      shard_c 3
      """;

  private static final List<String> JOBS =
      List.of(
          "",
          "honor_labels: true\n",
          "metric_relabel_configs:\n- { source_labels: [__name__], regex: 'shard_.*', action: drop }\n",
          "metric_relabel_configs:\n- { source_labels: [method, code], separator: '-', regex:"
              + " '(.*)-(.)..', target_label: kind, replacement: '${2}_$1' }\n",
          "metric_relabel_configs:\n- { regex: 'm(.*)', action: labelmap, replacement: 'x_$1' }\n"
              + "- { regex: 'method|path', action: labeldrop }\n",
          "metric_relabel_configs:\n- { source_labels: [__name__], target_label: shard, modulus: 7,"
              + " action: hashmod }\n- { source_labels: [room], target_label: up, action: uppercase }\n",
          "metric_relabel_configs:\n- { source_labels: [instance], target_label: exported_instance,"
              + " action: dropequal }\n- { source_labels: [v], target_label: v, replacement: '' }\n",
          "relabel_configs:\n- { source_labels: [__address__], regex: '(.*):.*', target_label: host }\n"
              + "- { target_label: __param_p, replacement: a b }\n- { source_labels: [job],"
              + " target_label: JOB, action: uppercase }\n",
          "relabel_configs:\n- { source_labels: [__scheme__, __metrics_path__], target_label: how }\n"
              + "- { regex: 'team', action: labeldrop }\n",
          "sample_limit: 5\n",
          "label_limit: 3\n");

  private static final String[] ACTIONS = {
    "replace",
    "keep",
    "drop",
    "hashmod",
    "labelmap",
    "labeldrop",
    "labelkeep",
    "lowercase",
    "uppercase",
    "keepequal",
    "dropequal",
    "Replace",
    "wrong"
  };

  @TempDir private Path folder;

  private static String config(Endpoint endpoint) {
    var text = new StringBuilder("global: { scrape_interval: 1s }\nscrape_configs:\n");
    for (int i = 0; i < JOBS.size(); i++) {
      text.append("- job_name: j")
          .append(i)
          .append("\n  static_configs:\n  - targets: ['")
          .append(endpoint.address())
          .append("']\n    labels: { team: t")
          .append(i)
          .append(" }\n")
          .append(JOBS.get(i).indent(2));
    }
    return text.toString();
  }

  private interface Found {
    Map<String, String> now() throws Exception;
  }

  private static void compare(Found ours, Found theirs, int least) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (true) {
      Map<String, String> mine = ours.now();
      Map<String, String> other = theirs.now();
      if ((mine.equals(other) && mine.size() >= least) || System.nanoTime() > end) {
        assertThat(mine).isEqualTo(other).hasSizeGreaterThanOrEqualTo(least);
        return;
      }
      LockSupport.parkNanos(500_000_000);
    }
  }

  @Test
  void storesWhatPrometheusStores() throws Exception {
    try (var endpoint = new Endpoint().says(EXPOSITION);
        var scheduler = new SystemScheduler();
        var prometheus = RealPrometheus.start(folder, config(endpoint))) {
      var store = new MemorySeriesStore();
      ScrapeConfig.Read read =
          ScrapeConfig.read(folder.resolve("prometheus.yml"), config(endpoint));
      assertThat(read.problems()).isEmpty();
      try (var scrapes =
          new ConfiguredScrapes(
              store,
              new Exemplars(10),
              new MetricMetadata(),
              Clock.system(),
              Ticker.system(),
              scheduler)) {
        scrapes.apply(read.config());
        compare(() -> ours(store), () -> theirs(prometheus), 100);
      }
    }
  }

  private static Map<String, String> ours(MemorySeriesStore store) {
    var found = new TreeMap<String, String>();
    for (Sample sample :
        store.latest(
            List.of(Matcher.notEqual("__name__", "scrape_duration_seconds")),
            Clock.system().now())) {
      found.put(sample.labels().toString(), Double.toString(sample.value()));
    }
    return found;
  }

  private static Map<String, String> theirs(RealPrometheus prometheus) {
    var found = new TreeMap<String, String>();
    String answer = prometheus.query("{__name__!=\"scrape_duration_seconds\",job=~\".+\"}");
    JsonNode result = JsonMapper.shared().readTree(answer).path("data").path("result");
    for (JsonNode each : result) {
      var labels = new TreeMap<String, String>();
      each.path("metric")
          .properties()
          .forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
      found.put(
          new Labels(labels).toString(),
          Double.toString(LineReader.parse(each.path("value").get(1).asString())));
    }
    return found;
  }

  @Test
  void takesAndRefusesTheConfigurationsThatPromtoolTakesAndRefuses() throws Exception {
    var random = new Random(4);
    var differences = new ArrayList<String>();
    int refused = 0;
    for (int i = 0; i < 150; i++) {
      String text = generated(random);
      boolean ours = !ScrapeConfig.read(folder.resolve("generated.yml"), text).hasErrors();
      boolean theirs = promtool(text);
      refused += theirs ? 0 : 1;
      if (ours != theirs) {
        differences.add((theirs ? "only promtool takes\n" : "only Mainstay takes\n") + text);
      }
    }
    assertThat(differences).isEmpty();
    assertThat(refused).isBetween(30, 140);
  }

  private boolean promtool(String text) throws Exception {
    Path config = Files.writeString(folder.resolve("generated.yml"), text);
    Process process =
        new ProcessBuilder("promtool", "check", "config", "--syntax-only", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("promtool.log").toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() == 0;
  }

  private static String generated(Random random) {
    var text = new StringBuilder("scrape_configs:\n- job_name: a\n");
    maybe(random, 8, text, "  scrape_interval: " + pick(random, "5s", "1m30s", "5", "0s", "1h"));
    maybe(random, 8, text, "  scrape_timeout: " + pick(random, "5s", "2m", "x"));
    maybe(random, 10, text, "  scheme: " + pick(random, "http", "https", "ftp"));
    maybe(random, 10, text, "  sample_limit: " + pick(random, "5", "-1", "many"));
    maybe(random, 10, text, "  body_size_limit: " + pick(random, "5MB", "1KiB", "x", "0"));
    maybe(random, 10, text, "  unknown: 1");
    text.append("  ")
        .append(pick(random, "relabel_configs", "metric_relabel_configs"))
        .append(":\n");
    for (int i = 0; i <= random.nextInt(2); i++) {
      text.append("  - action: ").append(pick(random, ACTIONS)).append('\n');
      maybe(random, 2, text, "    source_labels: " + pick(random, "[a, b]", "[a-b]", "[__name__]"));
      maybe(random, 2, text, "    target_label: " + pick(random, "t", "a-b", "$1", "${1}_x", "1a"));
      maybe(random, 4, text, "    regex: " + pick(random, "'(.*)'", "a.b", "'('", "'a{1,3}'"));
      maybe(random, 4, text, "    modulus: " + pick(random, "3", "0", "-1"));
      maybe(random, 5, text, "    separator: " + pick(random, ";", "'-'"));
      maybe(random, 4, text, "    replacement: " + pick(random, "$1", "x_$1", "a-b", "''"));
    }
    return text.toString();
  }

  private static void maybe(Random random, int of, StringBuilder text, String line) {
    if (random.nextInt(of) == 0) {
      text.append(line).append('\n');
    }
  }

  private static String pick(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }
}
