package dev.mainstay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.kernel.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server over a folder in which there are OpenSLO documents and no design. */
class DocumentsAloneIT {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: { name: %s }
      spec:
        service: greeter
        indicator:
          metadata: { name: requests }
          spec:
            ratioMetric:
              counter: true
              good: { metricSource: { spec: { query: 'sum(rate(http_server_requests_total{status!~"5.."}[5m]))' } } }
              total: { metricSource: { spec: { query: 'sum(rate(http_server_requests_total[5m]))' } } }
        timeWindow: [ { duration: 1h, isRolling: true } ]
        budgetingMethod: Occurrences
        objectives: [ { targetPercent: 99.9 } ]
      """;
  private static final String DESIGN =
      """
      apiVersion: mainstay/v1
      kind: Service
      name: greeter
      summary: Greets
      objectives:
        %s: { of: http, good: status < 500, slo: 99.9 %%, over: 30d }
      """;

  @TempDir private Path folder;
  private Path slos;
  private GreetingService service;

  @BeforeEach
  void write() throws IOException {
    service = new GreetingService();
    slos = Files.createDirectories(folder.resolve("slos"));
    Files.writeString(slos.resolve("slo.yaml"), SLO.formatted("greetings"));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private MainstayServer server() throws IOException {
    return service.scrapedBy(slos, folder);
  }

  private static String names(JsonNode objectives) {
    var names = new TreeSet<String>();
    objectives.forEach(each -> names.add(each.path("name").asString()));
    return names.toString();
  }

  private static JsonNode names(Caller api, String expected) {
    return api.await(
        "/objectives", "ObjectiveList", all -> names(all.path("objectives")).equals(expected));
  }

  private static void told(Caller api, String event) {
    api.await("/journal?limit=1000", "JournalEntry[]", each -> each.toString().contains(event));
  }

  @Test
  void theirObjectivesAreHeldAndEveryPageSaysSomethingSensible() throws IOException {
    try (MainstayServer server = server();
        Caller api = new Caller(server.address())) {
      JsonNode good =
          api.await("/overview", "Overview", each -> each.path("health").asString().equals("good"));
      assertThat(good.path("services").isEmpty()).isTrue();
      assertThat(good.at("/undesigned/0/name").asString()).isEqualTo("greeter");
      assertThat(good.at("/undesigned/0/objectives").asInt()).isEqualTo(1);
      assertThat(good.path("sentence").asString())
          .isEqualTo("greeter: Keeps its promises; 100.0 % of the greetings budget is left.");
      assertThat(api.get("/readiness", "ReadinessSummary[]").isEmpty()).isTrue();
      assertThat(api.get("/api/mainstay/v1/services/greeter").body())
          .contains("no design of greeter");

      service.broken(true);
      JsonNode detail =
          api.await(
              "/objectives/greeter/greetings",
              "ObjectiveDetail",
              each -> each.at("/objective/level").asString().equals("exhausted"));
      assertThat(detail.at("/objective/source").asString()).isEqualTo("openslo");
      JsonNode act =
          api.await(
              "/overview",
              "Overview",
              each -> each.path("health").asString().equals("act") && each.has("incidents"));
      assertThat(act.path("sentence").asString()).contains("greetings-budget-burns");
      assertThat(api.get("/metrics").body()).contains("mainstay_objectives 1");
    }
  }

  @Test
  void anIncidentOfVeryManyObjectivesShowsThoseThatItsAlertsAreAbout() throws IOException {
    for (int i = 0; i < 100; i++) {
      Files.writeString(slos.resolve("slo-" + i + ".yaml"), SLO.formatted("greetings-" + i));
    }
    try (MainstayServer server = server();
        Caller api = new Caller(server.address())) {
      api.await(
          "/objectives?limit=1", "ObjectiveList", each -> each.at("/states/good").asInt() == 101);
      service.broken(true);
      api.await("/incidents", "IncidentSummary[]", each -> !each.isEmpty());
      JsonNode incident =
          api.await(
              "/incidents/INC-1", "IncidentDetail", each -> each.path("alerts").size() == 100);
      var touched = new TreeSet<String>();
      incident
          .path("alerts")
          .forEach(each ->
              touched.add(each.path("name").asString().replaceAll("-budget-(burns|leaks)$", "")));
      assertThat(names(incident.path("objectives"))).isEqualTo(touched.toString());
    }
  }

  @Test
  void documentsAndDesignsComeAndGoWhileItRuns() throws IOException {
    try (MainstayServer server = server();
        Caller api = new Caller(server.address())) {
      names(api, "[greetings]");
      Files.writeString(slos.resolve("more.yaml"), SLO.formatted("hellos"));
      names(api, "[greetings, hellos]");

      Files.writeString(slos.resolve("more.yaml"), SLO.formatted("hellos").replace("99.9", "100"));
      told(api, "objectives.refused");
      names(api, "[greetings, hellos]");
      Files.delete(slos.resolve("more.yaml"));
      names(api, "[greetings]");

      Path design = slos.resolve("greeter.yaml");
      Files.writeString(design, DESIGN.formatted("greetings"));
      JsonNode refused =
          api.await("/overview", "Overview", each -> !each.at("/design/problems").isEmpty());
      assertThat(refused.at("/design/problems/0/message").asString())
          .contains("objective greetings of greeter: an objective of the design too");
      assertThat(refused.at("/design/problems/0/place/file").asString()).endsWith("slo.yaml");
      Files.writeString(design, DESIGN.formatted("availability"));
      names(api, "[availability, greetings]");
      JsonNode both = api.await("/overview", "Overview", each -> each.path("undesigned").isEmpty());
      assertThat(both.at("/services/0/name").asString()).isEqualTo("greeter");

      Files.delete(slos.resolve("slo.yaml"));
      names(api, "[availability]");
      Files.writeString(slos.resolve("slo.yaml"), SLO.formatted("greetings"));
      names(api, "[availability, greetings]");
      Files.delete(design);
      names(api, "[greetings]");

      Files.delete(slos.resolve("slo.yaml"));
      told(api, "no design in it");
      names(api, "[greetings]");
    }
  }

  @Test
  void mistakesInThemAreRefusedAtTheirPlace() throws IOException {
    Files.writeString(slos.resolve("slo.yaml"), SLO.formatted("greetings").replace("99.9", "100"));
    assertThatThrownBy(this::server)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(problem ->
                        problem.place() != null
                            && problem.place().toString().contains("slo.yaml:15:")));
  }
}
