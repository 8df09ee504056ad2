package dev.mainstay.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Evaluates OpenSLO documents over what a real server has scraped. */
class EvaluationIT {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: { name: availability }
      spec:
        service: greeter
        indicator:
          metadata: { name: requests }
          spec:
            ratioMetric:
              counter: true
              good: { metricSource: { type: Prometheus, spec: { query: 'sum(rate(http_server_requests_total{status!~"5.."}[5m]))' } } }
              total: { metricSource: { type: Prometheus, spec: { query: 'sum(rate(http_server_requests_total[5m]))' } } }
        timeWindow: [ { duration: 30d, isRolling: true } ]
        budgetingMethod: Occurrences
        objectives: [ { targetPercent: 99.9 } ]
      """;

  @TempDir private Path folder;
  private GreetingService service;
  private MainstayServer server;
  private Caller api;

  @BeforeEach
  void start() throws IOException {
    service = new GreetingService();
    Files.createDirectories(folder.resolve("ops"));
    Files.writeString(
        folder.resolve("ops/greeter.yaml"),
        """
        apiVersion: mainstay/v1
        kind: Service
        name: greeter
        summary: Greets
        telemetry: { every: 200ms, timeout: 100ms, instances: [127.0.0.1:%d] }
        objectives:
          availability: { of: http, good: status < 500, slo: 99.9 %%, over: 30d }
        """
            .formatted(service.port()));
    server =
        MainstayServer.start(
            new ServerConfig(folder.resolve("ops"), folder.resolve("data"), "127.0.0.1", 0));
    api = new Caller(server.address());
  }

  @AfterEach
  void stop() {
    api.close();
    server.close();
    service.close();
  }

  private HttpResponse<String> evaluate(String documents) {
    return api.post("/objectives/evaluate", documents, "Content-Type", "application/yaml");
  }

  @Test
  void anObjectiveIsCountedFromTheStoredSamples() {
    api.await(
        "/overview",
        "Overview",
        overview -> overview.at("/services/0/objectives/0/compliance").asDouble(0) == 1.0);

    HttpResponse<String> response = evaluate(SLO);

    assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(200);
    JsonNode answer = Caller.checked("/objectives/evaluate", response.body(), "Evaluation");
    JsonNode objective = answer.at("/objectives/0");
    assertThat(objective.path("service").asString()).isEqualTo("greeter");
    assertThat(objective.path("indicator").asDouble()).isEqualTo(1.0);
    assertThat(objective.path("level").asString()).isEqualTo("healthy");
    assertThat(objective.at("/budget/allowedMinutes").asDouble()).isBetween(43.19, 43.21);
  }

  @Test
  void whatCannotBeUsedIsAnsweredWithItsPlace() {
    HttpResponse<String> wrong = evaluate(SLO.replace("99.9", "100"));
    HttpResponse<String> nothing = evaluate("# nothing\n");
    HttpResponse<String> query =
        evaluate(SLO.replace("sum(rate(http_server_requests_total[5m]))", "max(x)"));

    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body())
        .contains("targetPercent: 100 (expected: >= 0 and < 100)", "\"line\":15");
    assertThat(nothing.statusCode()).isEqualTo(400);
    assertThat(nothing.body()).contains("no SLO");
    assertThat(query.statusCode()).isEqualTo(400);
    assertThat(query.body()).contains("a sum of counters");
  }
}
