package dev.mainstay.examples.payments.story;

import dev.mainstay.examples.payments.demo.Page;
import dev.mainstay.examples.payments.load.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Chapter 6: the server is killed at the worst moments and forgets nothing. */
final class Remember implements Chapter {
  private static final Set<String> SAFE =
      Set.of("baking", "promoting", "promoted", "rolling-back", "rolled-back");

  @Override
  public String name() {
    return "remember";
  }

  @Override
  public String opening() {
    return "Mainstay is killed with kill -9 in the middle of a canary, and again with a page unacknowledged.";
  }

  @Override
  public void play(Stage stage, Told told) {
    inTheMiddleOfACanary(stage, told);
    withAPageUnacknowledged(stage, told);
  }

  private static void inTheMiddleOfACanary(Stage stage, Told told) {
    var started = stage.mainstay().run(List.of("deploy", Stage.SERVICE, "1.0.0", "--by", "ana"));
    if (started.exitCode() != 0) {
      throw new ChapterException("deploy 1.0.0: " + started.output());
    }
    stage
        .patience()
        .untilTrue(
            "the canary has traffic",
            Duration.ofSeconds(60),
            () ->
                stage
                    .runningDeployment()
                    .filter(each -> each.path("weight").asDouble() > 0)
                    .isPresent());
    stage.pause(Duration.ofSeconds(2));
    String id = stage.runningDeployment().orElseThrow().path("id").asString();
    List<JsonNode> known = journal(stage);
    List<Long> before = pids(stage);
    Instant killed = stage.now();
    stage.machines().server().kill();
    told.say("%s is at its first step; kill -9 of the server", id);
    stage.pause(Duration.ofSeconds(1));
    stage.machines().restartServer();
    told.atMost("server ready again", stage.machines().server().startedIn(), Duration.ofSeconds(3));
    JsonNode resumed = stage.mainstay().get("/deployments/" + id).path("deployment");
    told.say("%s: %s", id, resumed.path("sentence").asString());
    told.isTrue(
        "the rollout resumed or rolls back", SAFE.contains(resumed.path("state").asString()));
    told.exactly("weights of all versions together", weights(stage), 100, "%");
    told.isTrue("the instances kept running", pids(stage).containsAll(before));
    told.isTrue("the journal kept every entry", keeps(stage, known));
    stage.calm(Duration.ofSeconds(30));
    Interval outage = stage.load(killed, stage.now());
    told.measured("requests that found no server", outage.overall().failed(), "requests");
    String end =
        stage
            .patience()
            .until(
                id + " ends",
                Duration.ofSeconds(120),
                () -> {
                  if (Math.abs(weights(stage) - 100) > 1e-9) {
                    throw new ChapterException("weights add up to " + weights(stage) + " %");
                  }
                  return stage
                      .mainstay()
                      .find("/deployments/" + id)
                      .map(each -> each.path("deployment").path("state").asString())
                      .filter(Set.of("promoted", "rolled-back")::contains);
                })
            .value();
    told.say("%s ended: %s", id, end);
  }

  private static void withAPageUnacknowledged(Stage stage, Told told) {
    stage.calm(Duration.ofSeconds(60));
    stage
        .patience()
        .untilTrue(
            "no incident is open", Duration.ofSeconds(120), () -> stage.openIncident().isEmpty());
    stage.machines().postgres().kill();
    JsonNode incident =
        stage.patience().until("an incident", Duration.ofSeconds(30), stage::openIncident).value();
    String id = incident.path("id").asString();
    Instant opened = Instant.parse(incident.path("openedAt").asString());
    JsonNode escalation =
        stage
            .patience()
            .until(
                "the first page is out and the next on-call is due",
                Duration.ofSeconds(20),
                () ->
                    Optional.of(stage.incident(id).path("escalation"))
                        .filter(each -> each.path("targets").toString().contains("next-on-call")))
            .value();
    Instant due = Instant.parse(escalation.path("at").asString());
    told.say(
        "%s is open, nobody takes it; the next page is due %d s after it opened",
        id, Duration.between(opened, due).toSeconds());
    stage
        .patience()
        .untilTrue(
            "the on-call's page",
            Duration.ofSeconds(20),
            () ->
                stage.inboxes().webhook().pages().stream()
                    .anyMatch(page -> page.body().contains(id)));
    Set<String> paged =
        stage.inboxes().webhook().pages().stream()
            .filter(page -> page.body().contains(id))
            .map(Page::path)
            .collect(Collectors.toSet());
    List<String> notes = notesUntilKilled(stage, id);
    List<JsonNode> known = journal(stage);
    stage.machines().server().kill();
    stage.pause(Duration.ofSeconds(1));
    stage.machines().restartServer();
    told.isTrue("the journal kept every entry", keeps(stage, known));
    String timeline = stage.incident(id).path("timeline").toString();
    told.measured("notes acknowledged before the kill", notes.size(), "notes");
    told.exactly(
        "of them missing",
        notes.stream().filter(note -> !timeline.contains(note)).count(),
        0,
        "notes");
    var webhook = stage.inboxes().webhook();
    var escalated =
        stage
            .patience()
            .until(
                "the next on-call's page",
                Duration.ofSeconds(60),
                () ->
                    webhook.pages().stream()
                        .filter(page -> page.body().contains(id))
                        .filter(page -> !paged.contains(page.path()))
                        .findFirst())
            .value();
    told.atMost(
        "the escalation went on; its page came after its deadline by",
        Duration.between(due, escalated.arrived()).abs(),
        Duration.ofMillis(1500));
    stage.mainstay().run(List.of("ack", id, "--by", "ben"));
    stage.machines().postgres().start();
    stage
        .patience()
        .untilTrue(
            id + " resolves",
            Duration.ofSeconds(90),
            () -> stage.incident(id).path("incident").path("state").asString().equals("resolved"));
    told.isTrue(id + " resolved", true);
  }

  private static List<String> notesUntilKilled(Stage stage, String id) {
    var acknowledged = new ArrayList<String>();
    for (int i = 1; i <= 20; i++) {
      String note = "looked at replica " + i + " of 20";
      if (stage.mainstay().post("/incidents/" + id + "/notes", Map.of("by", "ana", "note", note))) {
        acknowledged.add(note);
      }
    }
    return acknowledged;
  }

  private static double weights(Stage stage) {
    double sum = 0;
    for (JsonNode version : stage.service().path("versions")) {
      sum += version.path("weight").asDouble() * 100;
    }
    return Math.round(sum * 1e6) / 1e6;
  }

  private static List<Long> pids(Stage stage) {
    var pids = new ArrayList<Long>();
    for (JsonNode instance : stage.service().path("service").path("instances")) {
      pids.add(instance.path("pid").asLong());
    }
    return pids;
  }

  private static List<JsonNode> journal(Stage stage) {
    var entries = new ArrayList<JsonNode>();
    for (long after = 0; ; ) {
      JsonNode page = stage.mainstay().get("/journal?limit=1000&after=" + after);
      page.forEach(entries::add);
      if (page.size() < 1000) {
        return entries;
      }
      after = entries.getLast().path("sequence").asLong();
    }
  }

  private static boolean keeps(Stage stage, List<JsonNode> known) {
    List<JsonNode> now = journal(stage);
    return now.size() >= known.size() && now.subList(0, known.size()).equals(known);
  }
}
