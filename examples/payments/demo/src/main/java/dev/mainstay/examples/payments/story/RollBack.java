package dev.mainstay.examples.payments.story;

import dev.mainstay.examples.payments.load.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Chapter 5: a bad release is condemned by its own traffic and taken back. */
final class RollBack implements Chapter {
  private static final String BAD = "1.2.0";
  private static final Pattern CITED = Pattern.compile("\\[#(\\d+)]");

  @Override
  public String name() {
    return "roll back";
  }

  @Override
  public String opening() {
    return "1.2.0 passed its tests and is wrong. Its real traffic gives it away.";
  }

  @Override
  public void play(Stage stage, Told told) {
    stage.load().rate(300);
    stage.calm(Duration.ofSeconds(30));
    Instant from = stage.now();
    var command =
        stage.mainstay().run(List.of("deploy", Stage.SERVICE, BAD, "--by", "ben", "--wait"));
    command.output().lines().forEach(line -> told.say("%s", line));
    told.isTrue("1.2.0 was taken back", command.exitCode() == 1);
    String id = stage.runningDeployment().orElseThrow().path("id").asString();
    JsonNode detail = stage.mainstay().get("/deployments/" + id);
    told.say("judge: %s", detail.path("verdict").path("reason").asString());
    told.isTrue(
        "the judge condemned it",
        detail.path("verdict").path("state").asString().equals("condemned"));

    JsonNode condemned = event(detail, "deployment.condemned");
    Instant verdict = Instant.parse(condemned.path("at").asString());
    JsonNode rolledBack = event(detail, "deployment.rolled-back");
    told.atMost(
        "requests that 1.2.0 was given",
        Double.parseDouble(rolledBack.path("data").path("canaryRequests").asString()),
        1000,
        "requests");
    told.atMost(
        "from the verdict to the last request routed to it",
        Double.parseDouble(rolledBack.path("data").path("verdictToZeroMillis").asString()),
        250,
        "ms");
    stage.pause(Duration.ofSeconds(2));
    Instant last = stage.load().results().lastAnsweredBy(BAD).orElse(verdict);
    told.atMost(
        "the same, as the load generator saw it",
        Math.max(0, Duration.between(verdict, last).toMillis()),
        250,
        "ms");
    Interval during = stage.load(from, stage.now().minusSeconds(1));
    told.say("answers by version: %s", Deliver.counts(during));
    told.measured("customers' requests that failed", during.overall().failed(), "requests");
    incident(stage, told, id, detail);
    stage.load().rate(100);
    stage.calm(Duration.ofSeconds(60));
  }

  private static JsonNode event(JsonNode detail, String type) {
    for (JsonNode entry : detail.path("timeline")) {
      if (entry.path("type").asString().equals(type)) {
        return entry;
      }
    }
    throw new ChapterException("no journal entry " + type);
  }

  private static void incident(Stage stage, Told told, String deployment, JsonNode detail) {
    JsonNode incident =
        stage
            .patience()
            .until(
                "an incident that suspects " + deployment,
                Duration.ofSeconds(20),
                () -> {
                  for (JsonNode each : stage.mainstay().get("/incidents")) {
                    if (each.path("suspectedDeployment").asString("").equals(deployment)) {
                      return Optional.of(each);
                    }
                  }
                  return Optional.empty();
                })
            .value();
    String id = incident.path("id").asString();
    told.isTrue("incident " + id + " carries " + deployment + " as its suspected cause", true);
    told.isTrue("the budget it spent is shown", !detail.path("budgetSpent").isEmpty());
    for (JsonNode spent : detail.path("budgetSpent")) {
      told.say(
          "budget of %s: %.0f bad requests, %.2f %% of it",
          spent.path("objective").asString(),
          spent.path("requests").asDouble(),
          spent.path("fractionOfBudget").asDouble() * 100);
    }
    stage
        .patience()
        .untilTrue(
            id + " is mitigated",
            Duration.ofSeconds(60),
            () -> stage.incident(id).path("incident").path("mitigatedAt").isString());
    String draft = stage.mainstay().text("/api/mainstay/v1/incidents/" + id + "/post-mortem");
    List<String> timeline = timeline(draft);
    told.measured("lines in the post-mortem's timeline", timeline.size(), "lines");
    told.isTrue(
        "every line cites an entry of the journal",
        !timeline.isEmpty() && timeline.stream().allMatch(line -> cites(stage, line)));
    timeline.stream().limit(12).forEach(line -> told.say("%s", line));
  }

  static List<String> timeline(String draft) {
    return draft
        .lines()
        .dropWhile(line -> !(line.startsWith("## ") && line.contains("Timeline")))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("- ") || line.startsWith("| 2"))
        .toList();
  }

  private static boolean cites(Stage stage, String line) {
    Matcher cited = CITED.matcher(line);
    if (!cited.find()) {
      return false;
    }
    long sequence = Long.parseLong(cited.group(1));
    JsonNode entry = stage.mainstay().get("/journal?after=" + (sequence - 1) + "&limit=1");
    return entry.size() == 1 && entry.get(0).path("sequence").asLong() == sequence;
  }
}
