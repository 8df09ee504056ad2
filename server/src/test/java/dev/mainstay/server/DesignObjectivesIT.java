package dev.mainstay.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server that holds the objectives of a design, over a service that really breaks. */
class DesignObjectivesIT {
  private static final String PATH = "/objectives/greeter/availability";

  @TempDir private Path folder;
  private GreetingService service;

  @BeforeEach
  void write() throws IOException {
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
          availability: { of: http, good: status < 500, slo: 99.9 %%, sla: 99.5 %%, over: 1d }
          latency: { of: http, good: p95 < 200ms, sla: p95 < 500ms, over: 1d }
        delivery:
          budget: { whenUsedUp: freeze }
        """
            .formatted(service.port()));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private static JsonNode one(JsonNode detail) {
    return detail.path("objective");
  }

  private static double remaining(JsonNode standing) {
    return standing.path("budget").path("remaining").asDouble(Double.NaN);
  }

  @Test
  void itHasAllThatOneOfADocumentHasAndItsAgreementBesideIt() {
    ServerConfig config =
        new ServerConfig(
            folder.resolve("ops"),
            folder.resolve("data"),
            "127.0.0.1",
            0,
            new ServerConfig.Files(List.of(), null, List.of()));
    try (MainstayServer server = MainstayServer.start(config);
        Caller api = new Caller(server.address())) {
      JsonNode held = api.await(PATH, "ObjectiveDetail", each -> remaining(one(each)) == 1);
      assertThat(one(held).path("source").asString()).isEqualTo("design");
      assertThat(one(held).path("place").asString()).contains("greeter.yaml:");
      assertThat(one(held).path("whenUsedUp").asString()).isEqualTo("freeze");
      assertThat(one(held).at("/agreement/target").asDouble()).isEqualTo(0.995);
      assertThat(one(held).at("/agreement/budget/remaining").asDouble()).isEqualTo(1);

      Instant broken = Clock.system().now();
      service.broken(true);
      JsonNode spent =
          api.await(PATH, "ObjectiveDetail", each -> one(each).at("/budget/spent").asDouble() > 50);
      assertThat(spent.at("/contributors/0/label").asString()).isEqualTo("status");
      assertThat(spent.at("/contributors/0/value").asString()).isEqualTo("503");
      assertThat(spent.path("hours").size()).isPositive();
      assertThat(spent.path("forecast").path("basis").asString()).isNotEmpty();
      assertThat(remaining(one(spent))).isLessThan(1);
      assertThat(one(spent).at("/agreement/budget/remaining").asDouble())
          .isGreaterThan(remaining(one(spent)))
          .isLessThan(1);
      service.broken(false);
      JsonNode latency = one(api.get("/objectives/greeter/latency", "ObjectiveDetail"));
      assertThat(latency.at("/budget/spent").asDouble()).isGreaterThan(50);
      assertThat(latency.at("/agreement/within").asDouble()).isEqualTo(0.5);
      assertThat(latency.at("/agreement/target").asDouble()).isEqualTo(0.95);
      assertThat(latency.at("/agreement/budget/remaining").asDouble()).isEqualTo(1);

      JsonNode said =
          api.post(
              "/exclusions",
              201,
              "Correction",
              Map.of(
                  "service", "greeter",
                  "objective", "availability",
                  "from", broken.minusSeconds(1).toString(),
                  "until", Clock.system().now().plusSeconds(1).toString(),
                  "reason", "the bank was closed",
                  "by", "ana"));
      assertThat(said.path("id").asString()).isEqualTo("COR-1");
      JsonNode mended = api.await(PATH, "ObjectiveDetail", each -> remaining(one(each)) == 1);
      assertThat(mended.path("corrections").size()).isEqualTo(1);
      assertThat(one(mended).at("/agreement/budget/remaining").asDouble()).isEqualTo(1);
      assertThat(api.get("/metrics").body())
          .contains(
              "mainstay_objectives 2",
              "mainstay_objectives_agreements_broken 0",
              "mainstay_objective_budget_remaining{service=\"greeter\",objective=\"availability\"}"
                  + " 1");
    }
  }

  @Test
  void afterKillItsCountsAreThereAgain() throws Exception {
    Path ops = folder.resolve("ops");
    Path data = folder.resolve("data");
    JsonNode before;
    try (ServerProcess first = ServerProcess.start(ops, data);
        Caller api = new Caller(first.address())) {
      api.await(PATH, "ObjectiveDetail", each -> remaining(one(each)) == 1);
      service.broken(true);
      api.await(PATH, "ObjectiveDetail", each -> one(each).at("/budget/spent").asDouble() > 50);
      service.close();
      Instant closed = Clock.system().now();
      before =
          api.await(
              PATH,
              "ObjectiveDetail",
              each -> one(each).path("asOf").asDouble() > closed.getEpochSecond() + 2);
      first.kill();
    }

    try (ServerProcess second = ServerProcess.start(ops, data);
        Caller api = new Caller(second.address())) {
      JsonNode after =
          api.await(PATH, "ObjectiveDetail", each -> one(each).path("budget").isObject());
      assertThat(one(after).at("/budget/spent")).isEqualTo(one(before).at("/budget/spent"));
      assertThat(after.path("contributors")).isEqualTo(before.path("contributors"));
    }
  }
}
