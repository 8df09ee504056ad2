package dev.mainstay.examples.payments.story;

import dev.mainstay.examples.payments.load.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Chapter 4: a good release reaches everyone, and nobody notices the switch. */
final class Deliver implements Chapter {
  static final String GOOD = "1.1.0";

  @Override
  public String name() {
    return "deliver";
  }

  @Override
  public String opening() {
    return "1.1.0, a harmless release, goes 10 → 50 → 100 % under 300 requests/s.";
  }

  @Override
  public void play(Stage stage, Told told) {
    stage.load().rate(300);
    stage.pause(Duration.ofSeconds(3));
    stage.calm(Duration.ofSeconds(30));
    Instant from = stage.now();
    var command =
        stage.mainstay().run(List.of("deploy", Stage.SERVICE, GOOD, "--by", "ana", "--wait"));
    command.output().lines().forEach(line -> told.say("%s", line));
    told.isTrue("1.1.0 was judged and promoted", command.exitCode() == 0);
    stage.pause(Duration.ofSeconds(3));
    Interval during = stage.load(from, stage.now().minusSeconds(1));
    told.measured("took", Duration.between(from, stage.now()).toMillis() / 1000.0, "s");
    told.measured("requests meanwhile", during.requests(), "requests");
    told.say("answers by version: %s", counts(during));
    told.exactly("requests that failed", during.overall().failed(), 0, "requests");
    if (during.overall().failed() > 0) {
      told.say("outcomes: %s", during.outcomes());
    }
    Interval after = stage.load(stage.now().minusSeconds(2), stage.now().minusMillis(500));
    told.isTrue(
        "everyone is on 1.1.0",
        after.of(GOOD).requests() > 0 && after.of(GOOD).requests() == answered(after));
    JsonNode detail =
        stage
            .mainstay()
            .get("/deployments/" + stage.runningDeployment().orElseThrow().path("id").asString());
    told.say("judge: %s", detail.path("verdict").path("reason").asString());
  }

  private static long answered(Interval interval) {
    return interval.byVersion().values().stream().mapToLong(Interval.Figures::requests).sum();
  }

  static String counts(Interval interval) {
    var text = new StringBuilder();
    interval
        .byVersion()
        .forEach((version, figures) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(
                    "%s %,d (p99 %.0f ms)"
                        .formatted(version, figures.requests(), figures.p99().toNanos() / 1e6)));
    return text.toString();
  }
}
