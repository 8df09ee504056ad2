package dev.mainstay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tells what a server answers; the real one is asked in the server's own tests. */
class ObjectivesEvaluateTest {
  private static final String ANSWER =
      """
      { "at": 1772323200, "objectives": [ {
          "service": "shop", "name": "availability", "level": "warning", "target": 0.9995,
          "indicator": 0.9998, "from": 1, "until": 2,
          "budget": { "unit": "events", "allowed": 10800, "spent": 6480, "remaining": %s,
            "allowedMinutes": 21.6, "remainingMinutes": 8.64 },
          "rates": [ { "window": "5m", "burnRate": null }, { "window": "1h", "burnRate": 0.4 } ],
          "forecast": { "likely": 1772330400, "earliest": 1772326800, "latest": null,
            "until": 1774828800, "basis": "24 hours" },
          "unknown": null } ] }
      """;
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: { name: lag }
      spec:
        service: shop
        indicator: { spec: { thresholdMetric: { metricSource: { spec: { query: lag } } } } }
        timeWindow: [ { duration: 1d, isRolling: true } ]
        budgetingMethod: Occurrences
        objectives: [ { op: lte, value: 30, target: 0.99 } ]
      """;

  @TempDir private Path folder;
  private HttpServer server;
  private String answer = ANSWER.formatted("0.4");
  private String asked = "";
  private String askedOf = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/mainstay/v1/objectives/evaluate",
        exchange -> {
          askedOf = String.valueOf(exchange.getRequestURI().getQuery());
          asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int evaluate(StringWriter out, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("slo.yaml"), SLO);
    var line = new CommandLine(new ObjectivesEvaluateCommand()).setOut(new PrintWriter(out));
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    String[] args = new String[more.length + 3];
    args[0] = file.toString();
    args[1] = "--server";
    args[2] = url;
    System.arraycopy(more, 0, args, 3, more.length);
    return line.execute(args);
  }

  @Test
  void tellsBudgetBurnRatesAndForecast() throws IOException {
    var out = new StringWriter();

    assertThat(evaluate(out)).isZero();
    assertThat(asked).isEqualTo(SLO);
    assertThat(out.toString().lines())
        .containsExactly(
            "shop/availability: warning, 99.98 % of 99.95 % wanted",
            "  budget  40.0 % left: 8.6 of 21.6 minutes, 6480 of 10800 events spent",
            "  burns   5m - 1h 0.40",
            "  used up 2026-03-01T02:00:00Z, from 2026-03-01T01:00:00Z to later than"
                + " 2026-03-30T00:00:00Z (24 hours)");
  }

  @Test
  void aStoreElsewhereIsNamed() throws IOException {
    assertThat(evaluate(new StringWriter(), "--store", "prod & more")).isZero();
    assertThat(askedOf).isEqualTo("store=prod & more");
  }

  @Test
  void aBudgetThatIsUsedUpOrNotKnownIsANo() throws IOException {
    answer = ANSWER.formatted("0.0");
    assertThat(evaluate(new StringWriter())).isEqualTo(1);
    answer = ANSWER.formatted("null");
    assertThat(evaluate(new StringWriter(), "--format", "json")).isEqualTo(1);
  }

  @Test
  void aDocumentThatCannotBeUsedIsNotSent() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.yaml"), SLO.replace("lte", "about"));

    assertThat(Main.run("objectives", "evaluate", file.toString())).isEqualTo(2);
    assertThat(asked).isEmpty();
  }
}
