package dev.mainstay.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reloads a Prometheus after changing its files does the same here. */
class ReloadIT {
  private static final String DESIGN =
      "apiVersion: mainstay/v1\nkind: Service\nname: %s\nsummary: Sells\n";
  private static final String RULES = "groups: [{ name: %s, rules: [{ record: r, expr: x }] }]\n";
  private static final String SCRAPES =
      "scrape_configs: [{ job_name: %s, static_configs: [{ targets: ['127.0.0.1:1'] }] }]\n";
  private static final String STORES = "stores: [{ name: %s, url: 'http://127.0.0.1:1' }]\n";
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: { name: %s }
      spec:
        service: shop
        indicator:
          spec:
            ratioMetric:
              counter: true
              good: { metricSource: { type: Prometheus, spec: { query: 'sum(rate(good[5m]))' } } }
              total: { metricSource: { type: Prometheus, spec: { query: 'sum(rate(all[5m]))' } } }
        timeWindow: [{ duration: 30d, isRolling: true }]
        budgetingMethod: Occurrences
        objectives: [{ target: 0.99 }]
      """;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private MainstayServer server;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(folder.resolve("ops"));
    write("one");
    server =
        MainstayServer.start(
            new ServerConfig(
                folder.resolve("ops"),
                folder.resolve("data"),
                "127.0.0.1",
                0,
                new ServerConfig.Files(
                    List.of(folder.resolve("rules.yml").toString()),
                    folder.resolve("scrapes.yml"),
                    List.of(),
                    ServerConfig.Files.SLOTH_PERIOD,
                    folder.resolve("stores.yml"))));
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private void write(String name) throws IOException {
    Files.writeString(folder.resolve("ops/service.yaml"), DESIGN.formatted(name));
    Files.writeString(folder.resolve("ops/slo.yaml"), SLO.formatted(name));
    Files.writeString(folder.resolve("rules.yml"), RULES.formatted(name));
    Files.writeString(folder.resolve("scrapes.yml"), SCRAPES.formatted(name));
    Files.writeString(folder.resolve("stores.yml"), STORES.formatted(name));
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(server.address().resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private void live(String name) throws Exception {
    for (String path :
        List.of(
            "/api/mainstay/v1/services/" + name,
            "/api/mainstay/v1/objectives?service=shop",
            "/prometheus/api/v1/rules",
            "/prometheus/api/v1/scrape_pools",
            "/prometheus/api/v1/status/config",
            "/prometheus/api/v1/stores")) {
      HttpResponse<String> answer = send("GET", path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.body()).as(path).contains(name);
    }
  }

  @Test
  void whatWasChangedIsLiveWhenItIsAnswered() throws Exception {
    live("one");
    int round = 0;
    for (String method : List.of("POST", "PUT")) {
      for (String path : List.of("/prometheus/-/reload", "/-/reload")) {
        String name = "next-" + round++;
        write(name);
        HttpResponse<String> reloaded = send(method, path);
        assertThat(reloaded.statusCode()).describedAs(reloaded.body()).isEqualTo(200);
        assertThat(reloaded.body()).isEmpty();
        live(name);
      }
    }
  }

  @Test
  void whatCannotBeTakenIsToldAsOftenAsItIsAsked() throws Exception {
    write("two");
    assertThat(send("POST", "/prometheus/-/reload").statusCode()).isEqualTo(200);
    Files.writeString(
        folder.resolve("rules.yml"), RULES.formatted("bad").replace("x }", "'sum(' }"));
    Files.writeString(folder.resolve("ops/slo.yaml"), SLO.formatted("bad").replace("0.99", "99"));
    Files.writeString(folder.resolve("stores.yml"), STORES.formatted("bad").replace("url", "uri"));
    Files.delete(folder.resolve("scrapes.yml"));
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> refused = send("POST", "/prometheus/-/reload");
      assertThat(refused.statusCode()).isEqualTo(500);
      assertThat(refused.body())
          .startsWith("failed to reload config:\n")
          .contains("rules.yml:1:", "slo.yaml:", "stores.yml:1:", "scrapes.yml: no such file");
    }
    live("two");
    saysWhetherAllIsTaken(false);
    Files.writeString(folder.resolve("ops/service.yaml"), "kind: Servise\n");
    assertThat(send("POST", "/prometheus/-/reload").body()).contains("service.yaml:1:");
    write("three");
    assertThat(send("POST", "/prometheus/-/reload").statusCode()).isEqualTo(200);
    live("three");
    saysWhetherAllIsTaken(true);
    Files.writeString(folder.resolve("ops/service.yaml"), "kind: Servise\n");
    assertThat(send("POST", "/prometheus/-/reload").statusCode()).isEqualTo(500);
    saysWhetherAllIsTaken(false);
    write("three");
    assertThat(send("POST", "/prometheus/-/reload").statusCode()).isEqualTo(200);
    saysWhetherAllIsTaken(true);
  }

  private void saysWhetherAllIsTaken(boolean all) throws Exception {
    assertThat(send("GET", "/prometheus/api/v1/status/runtimeinfo").body())
        .contains("\"reloadConfigSuccess\":" + all);
    assertThat(send("GET", "/metrics").body())
        .contains("\nmainstay_config_last_reload_successful " + (all ? 1 : 0) + "\n");
  }

  @Test
  void onlyWhoMayChangeThingsReloads() throws Exception {
    HttpResponse<String> read = send("GET", "/prometheus/-/reload");
    assertThat(read.statusCode()).isEqualTo(405);
    assertThat(read.headers().firstValue("allow")).hasValue("OPTIONS, POST, PUT");
    HttpResponse<String> elsewhere =
        send("POST", "/prometheus/-/reload", "Origin", "https://elsewhere.example");
    assertThat(elsewhere.statusCode()).isEqualTo(403);
    assertThat(elsewhere.body()).contains("MS-X403");
  }
}
