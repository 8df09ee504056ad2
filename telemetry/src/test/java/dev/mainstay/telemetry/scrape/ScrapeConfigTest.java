package dev.mainstay.telemetry.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.TargetState;
import dev.mainstay.telemetry.config.ConfigSection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScrapeConfigTest {
  private static ScrapeConfig.Read read(String text) {
    return ScrapeConfig.read(Path.of("/etc/p.yml"), text);
  }

  @Test
  void readsJobsWithTheirDefaults() {
    ScrapeConfig.Read read =
        read(
            """
            global:
              scrape_interval: 30s
              external_labels: { site: a }
            rule_files: [rules.yml]
            scrape_configs:
              - job_name: plain
                static_configs:
                  - targets: ["a:1", "b:2"]
                    labels: { team: x }
              - job_name: all
                scrape_interval: 5s
                metrics_path: /m
                scheme: https
                params: { module: [http, more] }
                honor_labels: true
                honor_timestamps: false
                sample_limit: 10
                body_size_limit: 1MB
                scrape_native_histograms: true
                basic_auth: { username: u, password_file: secret }
                tls_config: { insecure_skip_verify: true }
                file_sd_configs:
                  - files: [targets/*.json]
                    refresh_interval: 1m
                kubernetes_sd_configs:
                  - role: pod
                    api_server: http://127.0.0.1:1
                    namespaces: { names: [shop] }
                    selectors:
                      - role: pod
                        label: app=shop
            """);
    assertThat(read.hasErrors()).isFalse();
    assertThat(read.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.message()).startsWith("rule_files: without effect");
          assertThat(problem.fix()).isEqualTo("pass --rules with the files");
        });
    ScrapeConfig.Job plain = read.config().jobs().getFirst();
    assertThat(plain.interval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(plain.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(plain.path()).isEqualTo("/metrics");
    assertThat(plain.choices().formats()).isEqualTo(ScrapeFormat.USUAL);
    assertThat(plain.discoveries().fixed().getFirst().labels()).isEqualTo(Map.of("team", "x"));
    ScrapeConfig.Job all = read.config().jobs().getLast();
    assertThat(all.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(all.limits().bodyBytes()).isEqualTo(1 << 20);
    assertThat(all.choices().formats()).isEqualTo(ScrapeFormat.NATIVE);
    assertThat(all.access().passwordFile()).isEqualTo(Path.of("/etc/secret"));
    assertThat(all.discoveries().kubernetes().getFirst().selectors())
        .isEqualTo(Map.of("pod", "&labelSelector=app%3Dshop"));
  }

  @Test
  void tellsEveryProblemWithItsPlaceAtOnce() {
    ScrapeConfig.Read read =
        read(
            """
            global:
              scrape_intervall: 30s
            scrape_configs:
              - job_name: a
                scrape_interval: 5 seconds
                static_configs:
                  - targets: ["http://a:1"]
              - job_name: a
                scrape_timeout: 2m
                scheme: ftp
              - metrics_path: /x
                file_sd_configs:
                  - files: [x.txt]
                honor_labels: perhaps
            """);
    assertThat(read.problems().stream().map(problem -> problem.place() + " " + problem.message()))
        .containsExactlyInAnyOrder(
            "/etc/p.yml:2:3 global.scrape_intervall: unknown key",
            "/etc/p.yml:5:22 scrape_configs[0].scrape_interval: '5 seconds' (expected: a duration"
                + " such as 15s, 1m30s, 500ms)",
            "/etc/p.yml:7:19 scrape_configs[0].static_configs[0].targets: 'http://a:1' (expected:"
                + " host:port)",
            "/etc/p.yml:8:15 second job a",
            "/etc/p.yml:9:21 scrape_configs[1].scrape_timeout: 2m (expected: at most the interval,"
                + " 1m)",
            "/etc/p.yml:10:13 scrape_configs[1].scheme: 'ftp' (expected: http or https)",
            "/etc/p.yml:11:5 scrape_configs[2]: no job_name",
            "/etc/p.yml:13:17 scrape_configs[2].file_sd_configs[0].files: 'x.txt' (expected: a"
                + " path that ends in .json, .yml or .yaml, with * in its last part at most)",
            "/etc/p.yml:14:19 scrape_configs[2].honor_labels: 'perhaps' (expected: true or"
                + " false)");
    assertThat(read.problems().getFirst().fix()).isEqualTo("did you mean scrape_interval?");
    assertThat(read.config().jobs()).isEmpty();
  }

  @Test
  void saysWhereTextIsNoYaml() {
    assertThat(read("scrape_configs: [\n").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.place()).isNotNull());
    assertThat(read("- a\n").problems()).isNotEmpty();
    assertThat(read("").problems()).isEmpty();
  }

  @Test
  void makesATargetOfDiscoveredLabels() {
    ScrapeConfig.Job job =
        read("""
        scrape_configs:
        - job_name: probe
          metrics_path: /probe
          params: { module: [http] }
          relabel_configs:
          - source_labels: [__address__]
            target_label: __param_target
          - source_labels: [__param_target]
            target_label: instance
          - target_label: __address__
            replacement: 127.0.0.1:9115
          - source_labels: [__meta_x]
            target_label: x
        """)
            .config()
            .jobs()
            .getFirst();
    var group = new TargetGroup("1", List.of(), Map.of("__meta_x", "y"));
    ScrapeTarget target =
        java.util.Objects.requireNonNull(
            ScrapeTarget.make(job, group, Map.of("__address__", "a b:1")).target());
    assertThat(target.url()).hasToString("http://127.0.0.1:9115/probe?module=http&target=a+b%3A1");
    assertThat(target.labels().values())
        .isEqualTo(Map.of("job", "probe", "instance", "a b:1", "x", "y"));
  }

  @Test
  void problemsStandInOrderAndWhatIsNotDoneIsToldAsSuch() {
    ScrapeConfig.Read read =
        read(
            """
            scrape_configs:
              - consul_sd_configs: [{}]
                fil_sd_configs: []
                metric_relabel_configs: [{ regex: "(", action: drop }]
                oauth2: {}
                job_name: 3
                tls_config: { cert_file: a }
            """);
    assertThat(read.problems())
        .extracting(problem -> problem.place() + " " + problem.message())
        .containsExactly(
            "/etc/p.yml:2:5 scrape_configs[0].consul_sd_configs: not done by Mainstay",
            "/etc/p.yml:3:5 scrape_configs[0].fil_sd_configs: unknown key",
            "/etc/p.yml:4:39 scrape_configs[0].metric_relabel_configs[0].regex: missing closing )",
            "/etc/p.yml:5:5 scrape_configs[0].oauth2: not done by Mainstay",
            "/etc/p.yml:7:19 scrape_configs[0].tls_config.cert_file: not done by Mainstay");
    assertThat(read.problems().getFirst().fix()).contains("file_sd_configs");
    assertThat(read.problems().get(1).fix()).isEqualTo("did you mean file_sd_configs?");
  }

  @Test
  void isShownWithoutItsSecrets() {
    String shown =
        read("""
        alerting: { alertmanagers: [{ basic_auth: { username: u, password: hide1 } }] }
        global:
          external_labels: { site: "a \\"b\\" ü", empty: "" }
        scrape_configs:
          - job_name: one
            basic_auth: { username: u, password: "hide2" }
            params: { module: [http, "x: y"], none: [] }
            relabel_configs:
              - action: drop
                regex: "a\\\\.b|- c"
                source_labels: [__address__]
          - job_name: two
            bearer_token: |
              hide3
            static_configs:
              - targets: ["a:1"]
              - labels: {}
        """)
            .config()
            .text();
    assertThat(shown)
        .doesNotContain("hide", "alerting")
        .contains("password: <secret>", "bearer_token: <secret>", "- job_name: one");
    ScrapeConfig.Read again = read(shown);
    assertThat(again.problems()).isEmpty();
    assertThat(again.config().text()).isEqualTo(shown);
    assertThat(again.config().externalLabels()).containsEntry("site", "a \"b\" ü");
    assertThat(again.config().jobs().getFirst().params().get("module")).contains("x: y");
    assertThat(again.config().jobs().getFirst().relabeling()).hasSize(1);
    assertThat(again.config().jobs().get(1).discoveries().fixed()).hasSize(2);
  }

  @Test
  void writesDurationsAsTheyAreRead() {
    for (String text : List.of("1s", "1s500ms", "1m30s", "1h", "26h1ms")) {
      assertThat(
              TargetState.text(java.util.Objects.requireNonNull(ConfigSection.parseDuration(text))))
          .isEqualTo(text);
    }
  }

  @Test
  void anyTextIsATargetWhereAJobRelabels() {
    String job =
        """
        scrape_configs:
        - job_name: probe
          static_configs: [{ targets: ["http://prometheus.io"] }]
          relabel_configs: RULES
        """;
    ScrapeConfig.Read read =
        read(job.replace("RULES", "[{ source_labels: [__address__], target_label: x }]"));
    assertThat(read.problems()).isEmpty();
    ScrapeConfig.Job probe = read.config().jobs().getFirst();
    TargetGroup group = probe.discoveries().fixed().getFirst();
    ScrapeTarget.Made made = ScrapeTarget.make(probe, group, group.targets().getFirst());
    assertThat(made.target()).isNull();
    assertThat(made.problem())
        .isEqualTo("probe: __address__: 'http://prometheus.io' (expected: host:port)");
    assertThat(read(job.replace("RULES", "[]")).problems())
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.message())
                .endsWith("targets: 'http://prometheus.io' (expected: host:port)"));
    assertThat(
            read(job.replace("RULES", "[{ action: drop, regex: a }]")
                    .replace("http://prometheus.io", ""))
                .problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("targets: ''"));
  }

  @Test
  void warnsOfWhatHasNoEffect() {
    ScrapeConfig.Read read =
        read(
            """
            storage: { tsdb: { out_of_order_time_window: 30m } }
            global: { keep_dropped_targets: 5, metric_name_validation_scheme: utf8 }
            scrape_configs:
            - job_name: a
              metric_name_validation_scheme: legacy
              keep_dropped_targets: 1
            """);
    assertThat(read.hasErrors()).isFalse();
    assertThat(read.problems())
        .extracting(problem -> problem.place() + " " + problem.message().replaceAll(": w.*", ""))
        .containsExactly(
            "/etc/p.yml:1:10 storage",
            "/etc/p.yml:2:33 global.keep_dropped_targets",
            "/etc/p.yml:5:34 scrape_configs[0].metric_name_validation_scheme",
            "/etc/p.yml:6:25 scrape_configs[0].keep_dropped_targets");
    assertThat(read("global: { metric_name_validation_scheme: other }").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).endsWith("(expected: utf8 or legacy)"));
  }

  @Test
  void headersAreCheckedAndTheirSecretsHidden() {
    String job =
        """
        scrape_configs:
        - job_name: a
          http_headers:
            NAME: { values: ["x"], secrets: [hide1, hide2] }
        """;
    ScrapeConfig.Read good = read(job.replace("NAME", "X-A"));
    assertThat(good.problems()).isEmpty();
    assertThat(good.config().text()).doesNotContain("hide").contains("secrets: [<secret>]");
    assertThat(read(good.config().text()).problems()).isEmpty();
    assertThat(good.config().jobs().getFirst().access().toString()).doesNotContain("hide");
    for (String wrong : List.of("Authorization", "Host", "a b")) {
      assertThat(read(job.replace("NAME", wrong)).problems())
          .singleElement()
          .satisfies(problem ->
              assertThat(problem.message())
                  .startsWith("scrape_configs[0].http_headers." + wrong + ": "));
    }
    assertThat(read(job.replace("NAME", "X-A").replace("\"x\"", "\"hide\\nb\"")).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("line breaks"));
    assertThat(read(job.replace("NAME", "X-A").replace("values", "valus")).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.fix()).isEqualTo("did you mean values?"));
  }
}
