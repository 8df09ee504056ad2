package dev.mainstay.examples.payments.story;

import dev.mainstay.examples.payments.load.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Chapter 3: the database dies; payments fail at once and honestly, and someone is woken. */
final class FailFast implements Chapter {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "fail fast";
  }

  @Override
  public String opening() {
    return "PostgreSQL is stopped. Payments cannot be taken: say so at once, and wake someone.";
  }

  @Override
  public void play(Stage stage, Told told) {
    List<String> instances = stage.instances();
    int pages = stage.inboxes().webhook().pages().size();
    int mails = stage.inboxes().mail().mails().size();
    Instant stopped = stage.now();
    stage.machines().postgres().kill();
    Outage outage = observe(stage, told, instances, stopped);
    String id = paged(stage, told, outage, pages, mails);
    said(stage, told, id);
    answersWere(stage, told, stopped);
    recover(stage, told, instances, id);
  }

  /** When the condition of the alert was first true, by the service's own word. */
  private record Outage(Instant conditionTrue) {}

  private static Outage observe(Stage stage, Told told, List<String> instances, Instant stopped) {
    stage
        .patience()
        .untilTrue(
            "dependency_up{dependency=\"postgres\"} 0",
            SOON,
            () ->
                instances.stream()
                    .anyMatch(
                        each -> stage.exposes(each, "dependency_up{dependency=\"postgres\"} 0")));
    Instant condition = stage.now();
    told.measured(
        "service knows that postgres is gone after",
        Duration.between(stopped, condition).toMillis(),
        "ms");
    return new Outage(condition);
  }

  private static String paged(Stage stage, Told told, Outage outage, int pages, int mails) {
    var webhook = stage.inboxes().webhook();
    var page =
        stage
            .patience()
            .until(
                "a page by webhook",
                SOON,
                () ->
                    webhook.pages().stream()
                        .skip(pages)
                        .filter(each -> each.body().contains("database-down"))
                        .findFirst())
            .value();
    Duration pending = stage.promises().pending("database-down");
    Duration every = stage.promises().scrapeInterval();
    told.atMost(
        "from the alert's condition (true for " + pending.toMillis() + " ms) to the page",
        Duration.between(outage.conditionTrue().plus(pending), page.arrived()),
        every.plusSeconds(1));
    told.isTrue("the page has a delivery id", !page.deliveryId().isEmpty());
    stage
        .patience()
        .untilTrue("a page by mail", SOON, () -> stage.inboxes().mail().mails().size() > mails);
    told.isTrue("a mail came too", true);
    JsonNode incident =
        stage.patience().until("an open incident", SOON, stage::openIncident).value();
    told.say("%s: %s", incident.path("id").asString(), incident.path("title").asString());
    return incident.path("id").asString();
  }

  private static void said(Stage stage, Told told, String id) {
    List<String> instances = stage.instances();
    stage
        .patience()
        .untilTrue("readiness 503", SOON, () -> stage.allAnswer(instances, "/readyz", 503));
    told.isTrue("readiness goes 503", true);
    told.isTrue("liveness stays 200", stage.allAnswer(instances, "/healthz", 200));
    told.isTrue(
        "the breaker is open",
        stage
                .patience()
                .untilTrue("breaker open", SOON, () -> breakerOpen(stage.service()))
                .compareTo(SOON)
            <= 0);
    told.isTrue(
        "the command line shows it",
        stage.mainstay().run(List.of("incidents", "--open")).output().contains(id));
    var taken = stage.mainstay().run(List.of("ack", id, "--by", "ana"));
    told.say("$ mainstay ack %s --by ana%n    %s", id, taken.output());
    told.isTrue(
        "ana has taken it",
        "ana".equals(stage.incident(id).path("incident").path("acknowledgedBy").asString()));
  }

  private static boolean breakerOpen(JsonNode service) {
    for (JsonNode dependency : service.path("dependencies")) {
      if (dependency.path("name").asString().equals("postgres")) {
        return dependency.path("breaker").asString().equals("open");
      }
    }
    return false;
  }

  private static void answersWere(Stage stage, Told told, Instant stopped) {
    Interval during = stage.load(stopped.plusSeconds(1), stage.now().minusSeconds(1));
    told.say("answers meanwhile: %s", during.outcomes());
    told.shareAtLeast(
        "of the answers were 503",
        during.count("503") / (double) Math.max(1, during.requests()),
        0.99);
    told.atMost("slowest answer", during.overall().max(), stage.promises().deadline());
    told.measured("median answer", during.overall().p50().toNanos() / 1e6, "ms");
  }

  private static void recover(Stage stage, Told told, List<String> instances, String id) {
    stage.machines().postgres().start();
    Duration ready =
        stage
            .patience()
            .untilTrue(
                "readiness 200 again",
                Duration.ofSeconds(30),
                () -> stage.allAnswer(instances, "/readyz", 200));
    told.measured("PostgreSQL is back; ready again after", ready.toMillis() / 1000.0, "s");
    JsonNode closed =
        stage
            .patience()
            .until(
                id + " resolves",
                Duration.ofSeconds(60),
                () ->
                    Optional.of(stage.incident(id).path("incident"))
                        .filter(each -> each.path("state").asString().equals("resolved")))
            .value();
    JsonNode times = closed.path("times");
    for (String time : List.of("detect", "acknowledge", "mitigate", "resolve")) {
      told.measured("time to " + time, times.path(time).asDouble(Double.NaN), "s");
      told.isTrue("time to " + time + " is known", times.path(time).isNumber());
    }
    stage.calm(Duration.ofSeconds(30));
  }
}
