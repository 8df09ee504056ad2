package dev.mainstay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The list, against a server that answers two pages. */
class ObjectivesListTest {
  private static final String NEXT = "act,-1.58,shop,paid%2Fall";
  private static final String FIRST =
      """
      {"objectives": [
        {"service": "shop", "name": "paid/all", "source": "openslo", "level": "exhausted", "target": 0.9995,
         "indicator": 0.99871, "remaining": -1.58, "burning": ["fast-burn", "slow-burn"], "whenUsedUp": "freeze"}],
       "next": "%s"}
      """
          .formatted(NEXT);
  // One that was met before got better in the meantime.
  private static final String SECOND =
      """
      {"objectives": [
        {"service": "shop", "name": "latency", "source": "design", "level": "unknown", "target": null,
         "indicator": null, "remaining": 0.99996, "burning": [], "whenUsedUp": null},
        {"service": "shop", "name": "paid/all", "source": "openslo", "level": "healthy", "target": 0.9995,
         "indicator": 0.9999, "remaining": 0.8, "burning": [], "whenUsedUp": "freeze"}],
       "next": null}
      """;

  private final List<String> asked = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/mainstay/v1/objectives",
        exchange -> {
          String query = exchange.getRequestURI().getQuery();
          asked.add(query);
          byte[] body =
              (query.contains("after=" + NEXT) ? SECOND : FIRST).getBytes(StandardCharsets.UTF_8);
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

  private String list(String... more) {
    var out = new StringWriter();
    var args = new ArrayList<>(List.of(more));
    args.add("--server");
    args.add("http://127.0.0.1:" + server.getAddress().getPort());
    var line = new CommandLine(new ObjectivesListCommand()).setOut(new PrintWriter(out));
    assertThat(line.execute(args.toArray(String[]::new))).isZero();
    return out.toString();
  }

  @Test
  void everyPageIsAskedForAndEachObjectiveToldOnce() {
    assertThat(list().lines().map(line -> line.strip().replaceAll(" {2,}", "|")))
        .containsExactly(
            "SERVICE|OBJECTIVE|LEVEL|IS|WANTED|BUDGET LEFT|BURNS|USED UP|FROM",
            "shop|paid/all|exhausted|99.871 %|99.95 %|-158.0 %|fast-burn, slow-burn|freeze|openslo",
            "shop|latency|unknown|–|–|99.9 %|–|–|design");
    assertThat(asked).containsExactly("limit=1000", "limit=1000&after=" + NEXT);
  }

  @Test
  void ofOneServiceOnlyItsOwnAreAskedFor() {
    JsonNode rows = JsonMapper.shared().readTree(list("shop & co", "--format", "json"));
    assertThat(rows.valueStream().map(each -> each.path("name").asString()))
        .containsExactly("paid/all", "latency");
    assertThat(asked)
        .containsExactly(
            "limit=1000&service=shop & co", "limit=1000&service=shop & co&after=" + NEXT);
  }
}
