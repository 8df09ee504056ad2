package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every export before the tool that reads it. */
class ExportsIT {
  @TempDir private Path folder;

  private void export(ExportFormat... formats) {
    for (ExportFormat format : formats) {
      ExportedDesigns.all().forEach(designs -> Tool.write(folder, Exports.of(format, designs)));
    }
  }

  @Test
  void promtoolAcceptsTheRules() {
    export(ExportFormat.PROMETHEUS_RULES);
    String printed =
        Tool.accepts(
            folder,
            "promtool",
            "check",
            "rules",
            "--lint=all",
            "--lint-fatal",
            "payment-api.rules.yaml",
            "fraud-api.rules.yaml",
            "odd-api.rules.yaml");
    assertThat(printed).contains("SUCCESS").doesNotContain("FAILED");
  }

  @Test
  void promtoolAcceptsTheConfiguration() throws IOException {
    for (Designs designs : ExportedDesigns.all()) {
      Tool.write(folder, Exports.of(ExportFormat.PROMETHEUS_RULES, designs));
      Tool.write(folder, Exports.of(ExportFormat.PROMETHEUS_SCRAPE, designs));
      Files.createDirectories(folder.resolve("targets"));
      for (Service service : designs.services()) {
        Files.writeString(folder.resolve("targets/" + service.name() + ".json"), "[]");
      }
      Tool.accepts(folder, "promtool", "check", "config", "prometheus.yaml");
    }
  }

  @Test
  void amtoolAcceptsTheConfiguration() {
    for (Designs designs : ExportedDesigns.all()) {
      Tool.write(folder, Exports.of(ExportFormat.ALERTMANAGER, designs));
      assertThat(Tool.accepts(folder, "amtool", "check-config", "alertmanager.yaml"))
          .contains("SUCCESS");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "payments, P0, payments-page",
    "payments, P1, payments-page",
    "payments, P2, payments-notify",
    "payments, P3, payments-notify",
    "strangers, P0, nobody",
  })
  void alertsReachTheirTeam(String team, String severity, String receiver) {
    Tool.write(folder, Exports.of(ExportFormat.ALERTMANAGER, ExportedDesigns.reference()));
    Tool.accepts(
        folder,
        "amtool",
        "config",
        "routes",
        "test",
        "--config.file=alertmanager.yaml",
        "--verify.receivers=" + receiver,
        "team=" + team,
        "severity=" + severity,
        "service=payment-api");
  }

  @Test
  void grafanaKubernetesAndGitHubAcceptTheirFiles() {
    export(
        ExportFormat.GRAFANA,
        ExportFormat.KUBERNETES,
        ExportFormat.GATEWAY_API,
        ExportFormat.ISTIO,
        ExportFormat.PIPELINE);
    Tool.Ran ran = Tool.validate(folder);
    assertThat(ran.exitCode()).as(ran.printed()).isZero();
    assertThat(ran.printed()).contains("problems 0");
  }

  @Test
  void theValidatorsSeeWhatIsWrong() throws IOException {
    export(ExportFormat.KUBERNETES, ExportFormat.GRAFANA, ExportFormat.PIPELINE);
    breakFile("odd-api.kubernetes.yaml", "periodSeconds: 3", "periodSecond: 3");
    breakFile("fraud-api.kubernetes.yaml", "replicas: 1", "replicas: one");
    breakFile("odd-api.dashboard.json", "\"stat\"", "\"stat\", \"nonsense\" : 1");
    breakFile("odd-api.workflow.yaml", "runs-on", "runs-at");
    Tool.Ran ran = Tool.validate(folder);
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.printed()).contains("periodSecond", "replicas", "nonsense", "runs-at");
  }

  private void breakFile(String name, String from, String to) throws IOException {
    Path file = folder.resolve(name);
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  @Test
  void promtoolAcceptsWhatDashboardsAsk() throws IOException {
    export(ExportFormat.GRAFANA);
    JsonMapper json = JsonMapper.builder().build();
    var rules = new StringBuilder("groups:\n- name: panels\n  rules:\n");
    int asked = 0;
    for (String name : List.of("payment-api", "fraud-api", "odd-api")) {
      JsonNode dashboard = json.readTree(folder.resolve(name + ".dashboard.json").toFile());
      for (JsonNode panel : dashboard.path("panels")) {
        for (JsonNode target : panel.path("targets")) {
          String expression = target.path("expr").asString().replace("$__rate_interval", "5m");
          rules.append(
              "  - record: panel:%d\n    expr: %s\n"
                  .formatted(asked++, json.writeValueAsString(expression)));
        }
      }
    }
    Files.writeString(folder.resolve("panels.yaml"), rules);
    assertThat(asked).isGreaterThan(50);
    Tool.accepts(folder, "promtool", "check", "rules", "panels.yaml");
  }
}
