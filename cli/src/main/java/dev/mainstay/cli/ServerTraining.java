package dev.mainstay.cli;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.SystemScheduler;
import dev.mainstay.server.MainstayServer;
import dev.mainstay.server.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What a server is trained by: one that was killed with objectives over thousands of series starts
 * again, so that what a restart does most often is compiled early where it is done in earnest.
 */
final class ServerTraining {
  private static final String DESIGN =
      """
      apiVersion: mainstay/v1
      kind: Service
      name: trainee
      summary: Exists to be watched
      telemetry: { every: 100ms, timeout: 50ms, instances: [127.0.0.1:9] }
      objectives:
        availability: { of: http, good: status < 500, slo: 99.9 %, over: 30d }
      """;

  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: { name: slo-%1$d }
      spec:
        service: trainee
        indicator:
          metadata: { name: answered }
          spec:
            ratioMetric:
              counter: true
              bad: { metricSource: { spec: { query: 'sum(rate(answers_total{slo="%1$d",code=~"[89]"}[5m]))' } } }
              total: { metricSource: { spec: { query: 'sum(rate(answers_total{slo="%1$d"}[5m]))' } } }
        timeWindow: [ { duration: 30d, isRolling: true } ]
        budgetingMethod: Occurrences
        objectives: [ { target: 0.5 } ]
      """;

  private static final List<String> PATHS =
      List.of(
          "/api/mainstay/v1/overview",
          "/api/mainstay/v1/services/trainee",
          "/api/mainstay/v1/services/trainee/signals",
          "/api/mainstay/v1/incidents",
          "/api/mainstay/v1/deployments",
          "/api/mainstay/v1/journal",
          "/api/mainstay/v1/objectives",
          "/prometheus/api/v1/query?query=sum(rate(answers_total%5B1h%5D))");

  private static final int OBJECTIVES = 1_000;
  private static final int SERIES = 10 * OBJECTIVES;
  private static final int AT_ONCE = 2_000;
  private static final int ROUNDS = 12;
  private static final Duration APART = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * Not trained yet.
   *
   * @param folder to work in
   */
  ServerTraining(Path folder) {
    this.folder = folder;
  }

  /** Leaves samples and counted objectives behind, and ends the process as a kill does. */
  void fill() throws IOException {
    Path designs = Files.createDirectories(folder.resolve("ops"));
    Files.writeString(designs.resolve("trainee.yaml"), DESIGN);
    try (MainstayServer server = start()) {
      Instant begin = Clock.system().now().minus(APART.multipliedBy(ROUNDS));
      for (int round = 0; round < ROUNDS; round++) {
        send(server, begin.plus(APART.multipliedBy(round)), round);
      }
    }
    var slos = new StringJoiner("---\n");
    for (int i = 0; i < OBJECTIVES; i++) {
      slos.add(SLO.formatted(i));
    }
    Files.writeString(designs.resolve("slos.yaml"), slos.toString());
    Path snapshot = folder.resolve("data/objectives.snapshot");
    Files.deleteIfExists(snapshot);
    MainstayServer server = start();
    await(() -> Files.exists(snapshot));
    send(server, Clock.system().now(), ROUNDS);
    Runtime.getRuntime().halt(0);
  }

  /** Starts over what was left behind, and answers. */
  void serve() throws IOException {
    try (MainstayServer server = start()) {
      await(() -> !get(server, "/metrics").contains("\nmainstay_objectives_ticks_total 0"));
      for (String path : PATHS) {
        get(server, path);
      }
    }
  }

  private MainstayServer start() throws IOException {
    return MainstayServer.start(
        new ServerConfig(folder.resolve("ops"), folder.resolve("data"), "127.0.0.1", 0));
  }

  private void send(MainstayServer server, Instant at, int round) {
    for (int from = 0; from < SERIES; from += AT_ONCE) {
      var points = new StringJoiner(",");
      for (int i = from; i < from + AT_ONCE; i++) {
        points.add(
            """
            {"timeUnixNano": "%d", "asInt": "%d", "attributes": [
              {"key": "slo", "value": {"stringValue": "%d"}},
              {"key": "code", "value": {"stringValue": "%d"}}]}
            """
                .formatted(at.toEpochMilli() * 1_000_000, round * (1L + i % 10), i / 10, i % 10));
      }
      String body =
          """
          {"resourceMetrics": [{"scopeMetrics": [{"metrics": [{"name": "answers_total",
            "sum": {"aggregationTemporality": 2, "isMonotonic": true, "dataPoints": [%s]}}]}]}]}
          """
              .formatted(points);
      answer(
          HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/otlp/v1/metrics"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body)));
    }
  }

  private String get(MainstayServer server, String path) {
    return answer(HttpRequest.newBuilder(URI.create(server.address() + path)));
  }

  private String answer(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            response.uri() + ": " + response.statusCode() + " " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void await(BooleanSupplier done) {
    var held = new CountDownLatch(1);
    try (var scheduler = new SystemScheduler()) {
      scheduler.every(
          LOOK,
          "training",
          () -> {
            if (done.getAsBoolean()) {
              held.countDown();
            }
          });
      if (!held.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("not trained within " + PATIENCE.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }
}
