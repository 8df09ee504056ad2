package dev.mainstay.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The list of many objectives, over a service that really breaks. */
class ObjectiveListIT {
  private static final int COUNTED = 3;
  private static final int MANY = 1001;
  private static final String LIST = "/objectives?limit=1000";
  private static final String SLO =
      """
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: { name: %s }
      spec:
        service: %s
        indicator:
          metadata: { name: requests }
          spec:
            ratioMetric:
              counter: true
              good: { metricSource: { spec: { query: 'sum(%s)' } } }
              total: { metricSource: { spec: { query: 'sum(%s)' } } }
        timeWindow: [ { duration: 1h, isRolling: true } ]
        budgetingMethod: Occurrences
        objectives: [ { targetPercent: 99.9 } ]
      """;
  private static final String GOOD = "http_server_requests_total{status!~\"5..\"}";
  private static final String ALL = "http_server_requests_total";

  @TempDir private Path folder;
  private GreetingService service;

  @BeforeEach
  void write() throws IOException {
    service = new GreetingService();
    Path slos = Files.createDirectories(folder.resolve("slos"));
    var text = new StringBuilder();
    text.append(SLO.formatted("greetings", "greeter", GOOD, ALL));
    text.append(SLO.formatted("everything", "greeter", ALL, ALL));
    text.append(SLO.formatted("welcomes", "lobby", GOOD, ALL));
    for (int i = COUNTED; i < MANY; i++) {
      text.append(SLO.formatted("objective-" + i, "service-" + i % 50, "nowhere", "nowhere"));
    }
    Files.writeString(slos.resolve("slo.yaml"), text);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private MainstayServer server() throws IOException {
    return service.scrapedBy(folder.resolve("slos"), folder);
  }

  private static List<String> names(JsonNode page) {
    var names = new ArrayList<String>();
    for (JsonNode each : page.path("objectives")) {
      names.add(each.path("service").asString() + "/" + each.path("name").asString());
    }
    return names;
  }

  @Test
  void isAnsweredAPageAtATimeWithTheWorstFirstAndCountsOfAll() throws IOException {
    try (MainstayServer server = server();
        Caller api = new Caller(server.address())) {
      api.await(LIST, "ObjectiveList", each -> each.at("/states/good").asInt() == COUNTED);
      service.broken(true);
      JsonNode first = api.await(LIST, "ObjectiveList", each -> each.path("usedUp").asInt() == 2);
      assertThat(first.path("total").asInt()).isEqualTo(MANY);
      assertThat(first.path("matching").asInt()).isEqualTo(MANY);
      assertThat(first.at("/states/act").asInt()).isEqualTo(2);
      assertThat(first.at("/states/unknown").asInt()).isEqualTo(MANY - COUNTED);
      assertThat(first.at("/states/good").asInt()).isEqualTo(1);
      assertThat(names(first)).hasSize(1000).doesNotContain("greeter/everything");
      assertThat(names(first).subList(0, 2))
          .containsExactlyInAnyOrder("greeter/greetings", "lobby/welcomes");
      assertThat(first.at("/objectives/0/remaining").asDouble()).isNegative();
      assertThat(first.at("/objectives/0/burning").toString()).contains("fast-burn");

      JsonNode last = api.get(LIST + "&after=" + encoded(first.path("next")), "ObjectiveList");
      assertThat(names(last)).containsExactly("greeter/everything");
      assertThat(last.path("before").asInt()).isEqualTo(1000);
      assertThat(last.path("next").isNull()).isTrue();
      assertThat(last.path("previous").asString()).isEmpty();

      // One fewer, and the limit is reached exactly: there is no next page.
      JsonNode unknown = api.get(LIST + "&state=unknown", "ObjectiveList");
      assertThat(names(unknown)).hasSize(MANY - COUNTED).isSorted();
      assertThat(unknown.path("next").isNull()).isTrue();
      String exactly = "/objectives?state=unknown&limit=";
      assertThat(api.get(exactly + (MANY - COUNTED), "ObjectiveList").path("next").isNull())
          .isTrue();
      assertThat(api.get(exactly + (MANY - COUNTED - 1), "ObjectiveList").path("next").isNull())
          .isFalse();

      assertThat(api.get("/objectives", "ObjectiveList").path("objectives").size()).isEqualTo(100);
      assertThat(names(api.get("/objectives?state=act&find=LOBBY%20welc", "ObjectiveList")))
          .containsExactly("lobby/welcomes");
      JsonNode lobby = api.get("/objectives?service=lobby", "ObjectiveList");
      assertThat(names(lobby)).containsExactly("lobby/welcomes");
      assertThat(lobby.path("total").asInt()).isEqualTo(1);
      assertThat(api.get("/objectives?service=nobody", "ObjectiveList").path("total").asInt())
          .isZero();

      var walked = new ArrayList<String>();
      String after = "";
      while (after != null) {
        JsonNode page =
            api.get("/objectives?state=unknown&limit=100&after=" + after, "ObjectiveList");
        walked.addAll(names(page));
        after = page.path("next").isNull() ? null : encoded(page.path("next"));
      }
      assertThat(walked).isEqualTo(names(unknown));
    }
  }

  private static String encoded(JsonNode after) {
    return URLEncoder.encode(after.asString(), StandardCharsets.UTF_8);
  }

  @Test
  void whatCannotBeAskedIsRefused() throws IOException {
    try (MainstayServer server = server();
        Caller api = new Caller(server.address())) {
      var refusals =
          Map.of(
              "limit=0", "limit: 0 (expected: 1 to 1000)",
              "limit=1001", "limit: 1001 (expected: 1 to 1000)",
              "limit=all", "limit: all (expected: 1 to 1000)",
              "state=bad", "state: bad (expected: [all, act, watch, unknown, good])",
              "after=7", "after: 7 (expected: next or previous of an answer)");
      for (Map.Entry<String, String> each : refusals.entrySet()) {
        HttpResponse<String> refused = api.get("/api/mainstay/v1/objectives?" + each.getKey());
        assertThat(refused.statusCode()).isEqualTo(400);
        JsonNode problems = Caller.checked(each.getKey(), refused.body(), "ApiProblems");
        assertThat(problems.at("/problems/0/message").asString()).isEqualTo(each.getValue());
      }
    }
  }
}
