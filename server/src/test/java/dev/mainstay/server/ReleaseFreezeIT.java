package dev.mainstay.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A design that asks for it is not released while its budget is used up. */
class ReleaseFreezeIT {
  @TempDir private Path folder;

  private void write(String budget) throws IOException {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Files.createDirectories(folder.resolve("ops"));
    Files.writeString(
        folder.resolve("ops/failing.yaml"),
        """
        apiVersion: mainstay/v1
        kind: Service
        name: failing
        summary: Fails
        instances: { min: 1, max: 1, each: { startup: 5s } }
        telemetry: { every: 200ms, timeout: 100ms }
        objectives:
          availability: { of: http, good: status < 500, slo: 99.9 %%, over: 1h }
        delivery:
          gateway: { port: %d }
          process:
            command: [ '%s', -cp, '%s', dev.mainstay.server.FailingService ]
          strategy: { canary: [ { weight: 50 %%, bake: 1m } ] }
        %s
        """
            .formatted(
                port,
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                budget));
  }

  private MainstayServer server() {
    return MainstayServer.start(
        new ServerConfig(folder.resolve("ops"), folder.resolve("data"), "127.0.0.1", 0));
  }

  private static void awaitUsedUp(Caller api) {
    api.await(
        "/objectives?service=failing",
        "ObjectiveList",
        each -> each.at("/objectives/0/level").asString().equals("exhausted"));
    api.await(
        "/deployments",
        "DeploymentSummary[]",
        each -> each.at("/0/state").asString().equals("promoted"));
  }

  @Test
  void aFrozenReleaseIsRefusedWithReasonAndWaysUntilItIsARepairOrOverridden() throws IOException {
    write("  budget: { whenUsedUp: freeze }");
    try (MainstayServer server = server();
        Caller api = new Caller(server.address())) {
      awaitUsedUp(api);

      HttpResponse<String> frozen =
          api.post(
              "/deployments", "{\"service\":\"failing\",\"version\":\"1.1.0\",\"by\":\"ana\"}");
      assertThat(frozen.statusCode()).isEqualTo(423);
      JsonNode problem =
          Caller.checked("/deployments", frozen.body(), "ApiProblems").at("/problems/0");
      assertThat(problem.path("code").asString()).isEqualTo("MS-X423");
      assertThat(problem.path("message").asString())
          .contains("1.1.0 of failing is frozen: a budget is used up", "availability: -");
      assertThat(problem.path("fix").asString())
          .contains("mainstay deploy failing 1.1.0 --repair", "mainstay exceptions ask");
      assertThat(api.get("/deployments", "DeploymentSummary[]").size()).isEqualTo(1);

      api.post(
          "/deployments",
          201,
          "DeploymentSummary",
          Map.of(
              "service", "failing",
              "version", "1.1.0",
              "by", "ana",
              "override", "the law changes today"));
      assertThat(api.get("/journal?limit=1000", "JournalEntry[]").toString())
          .contains("ana overrides the freeze of failing for 1.1.0: the law changes today");
    }
  }

  @Test
  void withoutARuleAUsedUpBudgetHoldsNothing() throws IOException {
    write("");
    try (MainstayServer server = server();
        Caller api = new Caller(server.address())) {
      awaitUsedUp(api);
      assertThat(api.get("/releases/failing", "Release").path("verdict").asString())
          .isEqualTo("allow");

      api.post(
          "/deployments",
          201,
          "DeploymentSummary",
          Map.of("service", "failing", "version", "1.1.0", "by", "ana"));
    }
  }
}
