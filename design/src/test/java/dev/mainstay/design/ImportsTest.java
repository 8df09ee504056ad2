package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.Import.ImportedFile;
import dev.mainstay.design.Import.Remark;
import dev.mainstay.kernel.Percentage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImportsTest {
  private static final String WORKLOAD =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: Shop_API, labels: { app: shop } }
      spec:
        replicas: 3
        strategy: { type: Recreate }
        template:
          spec:
            containers:
            - name: proxy
              image: x
            - name: web
              resources: { limits: { cpu: 500m, memory: 1.5Gi }, requests: { cpu: 250m, memory: 1.5Gi } }
              readinessProbe: { httpGet: { path: /ready }, periodSeconds: 2 }
              livenessProbe: { tcpSocket: { port: 80 } }
              startupProbe: { httpGet: { path: /ready }, periodSeconds: 2, failureThreshold: 30 }
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: { name: x }
      spec:
        scaleTargetRef: { kind: Deployment, name: Shop_API }
        minReplicas: 2
        maxReplicas: 9
        metrics:
        - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
        - { type: External }
        behavior: { scaleUp: { stabilizationWindowSeconds: 30 } }
      """;
  private static final String SLOTH =
      """
      version: prometheus/v1
      service: myservice
      slos:
        - name: availability
          objective: 99.9
          sli:
            events:
              error_query: sum(rate(http_server_requests_total{job="myservice",status=~"5.."}[{{.window}}]))
              total_query: sum(rate(http_server_requests_total{job="myservice"}[{{.window}}]))
        - name: mixed
          objective: 99.9
          sli:
            events:
              error_query: sum(rate(x{code=~"(5..|429)"}[{{.window}}]))
              total_query: sum(rate(x[{{.window}}]))
      """;
  private static final String PYRRA =
      """
      apiVersion: pyrra.dev/v1alpha1
      kind: ServiceLevelObjective
      metadata: { name: fast, namespace: shop }
      spec:
        target: "95"
        window: 4w
        indicator:
          latency:
            success: { metric: 'nginx_request_seconds_bucket{job="nginx",le="0.2"}' }
            total: { metric: 'nginx_request_seconds_count{job="nginx"}' }
      """;
  private static final String RULES =
      """
      groups:
      - name: queue
        rules:
        - record: x:y
          expr: sum(x)
        - alert: HighQueue
          expr: sum(rate(queue_adds_total{job="worker",queue="a b"}[5m])) > 100.5
          for: 1h30m
          labels: { severity: warning }
          annotations: { runbook_url: "https://x/y/HighQueue.md#a", description: "{{ $labels.x }} is: bad" }
        - alert: Each
          expr: queue_length{job="worker"} > 7
        - alert: Odd
          expr: absent(up{job="x"})
      """;
  private static final String TEMPLATE =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: {{ include "x" . }}
        labels:
          {{- toYaml . | nindent 4 }}
      """;

  private static Import imported(String... texts) {
    List<SourceText> sources = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      sources.add(new SourceText("file" + i + ".yaml", texts[i]));
    }
    return Imports.of(sources);
  }

  private static DesignResult read(Import imported) {
    Map<String, String> runbooks = new HashMap<>();
    for (ImportedFile file : imported.files()) {
      if (file.name().startsWith("runbooks/")) {
        runbooks.put(file.name().replaceAll("^runbooks/|\\.md$", ""), file.text());
      }
    }
    return DesignReader.read(imported.designs(), new Surroundings(runbooks, Checked.TODAY));
  }

  private static Service only(Import imported) {
    return read(imported).read().orElseThrow().services().getFirst();
  }

  private static List<String> remarks(Import imported) {
    return imported.remarks().stream().map(Remark::toString).toList();
  }

  @Test
  void objectivesComeBackFromOpenSlo() {
    for (Designs designs : ExportedDesigns.all()) {
      String[] texts =
          Exports.of(ExportFormat.OPENSLO, designs).files().stream()
              .map(Export.ExportedFile::text)
              .toArray(String[]::new);
      Designs again = read(imported(texts)).read().orElseThrow();
      assertThat(again.services()).hasSameSizeAs(designs.services());
      for (Service service : designs.services()) {
        assertThat(again.service(service.name()).orElseThrow().objectives())
            .containsExactlyInAnyOrderElementsOf(service.objectives());
      }
    }
  }

  @Test
  void burnAlertsComeBackFromOpenSlo() {
    String[] texts =
        Exports.of(ExportFormat.OPENSLO, ExportedDesigns.odd()).files().stream()
            .map(Export.ExportedFile::text)
            .toArray(String[]::new);
    Alert alert = only(imported(texts)).alerts().getFirst();
    assertThat(alert.severity()).isEqualTo(Alert.Severity.P1);
    assertThat(alert.runbook()).isEqualTo("book");
    assertThat(alert.impact()).isEqualTo("customers see {{failures}}: 100 %");
    assertThat(alert.when())
        .isEqualTo(new Alert.Condition.BudgetBurns(List.of("availability", "latency", "orders")));
  }

  @Test
  void disruptionBudgetsGoToTheWorkloadThatTheySelect() {
    String workload =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: NAME }
        spec:
          replicas: 3
          template:
            metadata: { labels: { app: NAME, part: shop } }
            spec: { containers: [{ name: web }] }
        """;
    String budget =
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: { name: keep }
        spec: { AMOUNT, selector: { matchLabels: { LABEL } } }
        """;
    String api = workload.replace("NAME", "api");
    String web = workload.replace("NAME", "web");
    String two = budget.replace("AMOUNT", "minAvailable: 2").replace("LABEL", "app: api");
    Designs designs = read(imported(two, api, web)).read().orElseThrow();
    assertThat(designs.service("api").orElseThrow().instances().disruption())
        .isEqualTo(new Instances.Disruption.Available(new Portion.Count(2)));
    assertThat(designs.service("web").orElseThrow().instances().disruption()).isNull();

    String half = budget.replace("AMOUNT", "maxUnavailable: 50%").replace("LABEL", "app: api");
    assertThat(only(imported(half, api)).instances().disruption())
        .isEqualTo(new Instances.Disruption.Unavailable(new Portion.Share(Percentage.of("50"))));

    Import both = imported(two.replace("app: api", "part: shop"), api, web);
    assertThat(remarks(both))
        .anyMatch(each -> each.contains("its labels select 2 of the workloads in these files"));
    assertThat(remarks(imported(two.replace("2,", "most,"), api)))
        .anyMatch(each -> each.contains("no number or share of pods"));
  }

  @Test
  void exportedManifestsComeBack() {
    Import result =
        imported(
            Exports.of(ExportFormat.KUBERNETES, ExportedDesigns.odd()).files().getFirst().text());
    Service service = only(result);
    Service before = ExportedDesigns.odd().services().getFirst();
    assertThat(service.instances().min()).isEqualTo(before.instances().min());
    assertThat(service.instances().max()).isEqualTo(before.instances().max());
    assertThat(service.instances().each().memory()).isEqualTo(before.instances().each().memory());
    assertThat(service.instances().each().cpu()).isEqualTo(before.instances().each().cpu());
    assertThat(service.health().liveness().path()).isEqualTo(before.health().liveness().path());
    assertThat(Objects.requireNonNull(service.delivery()).strategy().rolling())
        .isEqualTo(new Delivery.Rolling(new Portion.Count(0), new Portion.Count(1)));
    assertThat(result.problems()).isEmpty();
  }

  @Test
  void aWorkloadBecomesAService() {
    Import result = imported(WORKLOAD);
    assertThat(result.files().getFirst().name()).isEqualTo("shop-api.yaml");
    assertThat(result.files().getFirst().text())
        .contains("min: 2", "max: 9", "cpu: \"0.5 cores\"", "memory: \"1536 MiB\"")
        .contains("startup: 60s".replace("60s", "1m"), "path: /ready", "every: 2s", "timeout: 1s")
        .contains("up: \"60 %\"", "upAfter: 30s", "downAfter: 5m");
    assertThat(remarks(result))
        .contains(
            "file0.yaml:3:11: name 'Shop_API' became shop-api".replace("3:11", "1:1"),
            "file0.yaml:6:3: not carried over: spec.strategy".replace("6:3", "6:13"),
            "file0.yaml:10:9: container proxy: not carried over: a design describes one")
        .anyMatch(remark -> remark.contains("liveness probe: not carried over"))
        .anyMatch(remark -> remark.contains("request of cpu 250m: the limit was taken"))
        .anyMatch(remark -> remark.contains("not carried over: spec.metrics[1]"))
        .noneMatch(remark -> remark.contains("request of memory"));
    assertThat(read(result).read()).isPresent();
  }

  @Test
  void slothSpecifications() {
    Import result = imported(SLOTH);
    assertThat(only(result).name()).isEqualTo("myservice");
    assertThat(only(result).objectives())
        .singleElement()
        .satisfies(objective -> {
          assertThat(objective.sli()).isEqualTo(new Objective.Sli.Availability(500));
          assertThat(objective.slo().toString()).isEqualTo("99.9 %");
        });
    assertThat(remarks(result))
        .singleElement()
        .asString()
        .contains("file0.yaml:10:5: not carried over: a design needs a counter of good events");
  }

  @Test
  void pyrraSpecifications() {
    Import result = imported(PYRRA);
    assertThat(only(result).name()).isEqualTo("nginx");
    assertThat(only(result).objectives().getFirst().sli())
        .isEqualTo(new Objective.Sli.Latency(java.time.Duration.ofMillis(200)));
    assertThat(only(result).objectives().getFirst().over().length().toDays()).isEqualTo(28);
    assertThat(remarks(result))
        .anyMatch(remark ->
            remark.contains(
                "counted from http_server_request_duration_seconds_bucket instead of"
                    + " nginx_request_seconds_bucket"))
        .anyMatch(remark -> remark.contains("not carried over: metadata.namespace: shop"));
  }

  @Test
  void ruleFiles() {
    Import result = imported(RULES);
    Service service = only(result);
    assertThat(service.name()).isEqualTo("worker");
    Alert alert = service.alerts().getFirst();
    assertThat(alert.name()).isEqualTo("high-queue");
    assertThat(alert.when())
        .isEqualTo(
            new Alert.Condition.Threshold(
                new Selector("queue_adds_total", Map.of("queue", "a b")),
                true,
                Alert.Comparison.ABOVE,
                100.5));
    assertThat(alert.pending().toMinutes()).isEqualTo(90);
    assertThat(alert.runbook()).isEqualTo("high-queue");
    assertThat(remarks(result))
        .contains(
            "file0.yaml:4:5: not carried over: a recording rule; a design's objectives derive their"
                + " own",
            "file0.yaml:6:5: alert HighQueue: severity 'warning' became P3")
        .anyMatch(remark -> remark.contains("alert Each: judged each series by itself"))
        .anyMatch(remark -> remark.contains("alert Odd: not carried over"));
  }

  @Test
  void aTemplateIsReportedAndTheRestGoesOn() {
    Import result = imported(TEMPLATE + "---\n" + PYRRA, SLOTH);
    assertThat(result.files())
        .extracting(ImportedFile::name)
        .containsExactly("myservice.yaml", "nginx.yaml");
    assertThat(result.problems()).isNotEmpty();
    assertThat(result.problems())
        .allSatisfy(problem -> {
          assertThat(Objects.requireNonNull(problem.place()).line()).isBetween(4, 6);
        });
  }

  @Test
  void whatIsNotKnownIsTold() {
    assertThat(
            remarks(
                imported(
                    "kind: Nonsense\n",
                    "just text\n",
                    "[1, 2]\n",
                    "apiVersion: v1\nkind: Secret\nmetadata: { name: x }\n")))
        .containsExactly(
            "file0.yaml:1:1: not a format that can be imported",
            "file1.yaml:1:1: not a format that can be imported",
            "file2.yaml:1:1: not a format that can be imported",
            "file3.yaml:1:1: not carried over: Secret x");
  }

  @Test
  void sectionsOfOneServiceFromSeveralFilesAreOneDesign() {
    Import result = imported(PYRRA, WORKLOAD.replace("Shop_API", "nginx"));
    assertThat(result.files())
        .singleElement()
        .extracting(ImportedFile::name)
        .isEqualTo("nginx.yaml");
    assertThat(result.files().getFirst().text())
        .startsWith("# Imported from file0.yaml, file1.yaml\n")
        .contains("instances:", "objectives:");
  }

  /** Whatever is done to the files: nothing is thrown, and what comes out has a design's form. */
  @Test
  void mutatedFilesNeverCrash() {
    List<String> seeds =
        Stream.concat(
                Stream.of(WORKLOAD, SLOTH, PYRRA, RULES, TEMPLATE),
                Stream.of(
                        ExportFormat.OPENSLO,
                        ExportFormat.KUBERNETES,
                        ExportFormat.PROMETHEUS_RULES)
                    .flatMap(format -> Exports.of(format, ExportedDesigns.odd()).files().stream())
                    .map(Export.ExportedFile::text))
            .toList();
    List<String> words =
        List.of(
            "",
            " ",
            "\n",
            "---\n",
            "{",
            "}",
            "[",
            "]",
            "- ",
            ": ",
            "null",
            "~",
            "-1",
            "0",
            "1e9",
            "99999999999999999999",
            "\"",
            "'",
            "&a ",
            "*a",
            "!!x ",
            "true",
            "500m",
            "\t",
            "\u0000",
            "\ud83d\ude00",
            "spec:",
            "name:",
            "a".repeat(300),
            "# ",
            "|\n",
            "(",
            ")");
    for (int seed = 0; seed < 400; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
      for (int i = random.nextInt(6); i >= 0; i--) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(random.nextBoolean() ? 3 : 40));
        text.replace(from, to, words.get(random.nextInt(words.size())));
      }
      Import result = imported(text.toString());
      assertThat(result.problems()).allSatisfy(problem -> assertThat(problem.place()).isNotNull());
      if (!result.designs().isEmpty()) {
        DesignResult read = read(result);
        assertThat(read.problems())
            .as("seed %d:\n%s", seed, result.designs())
            .noneMatch(problem -> problem.code().startsWith("MS-F"));
      }
    }
  }

  @Test
  void aCompositeIsLeftOutAsOne() {
    assertThat(
            remarks(
                imported(
                    """
                    apiVersion: openslo/v1
                    kind: SLO
                    metadata: { name: both }
                    spec:
                      service: shop
                      budgetingMethod: Occurrences
                      timeWindow: [ { duration: 30d, isRolling: true } ]
                      objectives:
                      - target: 0.99
                        indicator: { metadata: { name: a }, spec: { thresholdMetric: {} } }
                    """)))
        .contains(
            "file0.yaml:1:1: not carried over: a composite, whose objectives have indicators of"
                + " their own, and a design's objective has one; the server holds the document as"
                + " it stands");
  }
}
