package dev.mainstay.examples.payments.story;

import dev.mainstay.examples.payments.load.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Chapter 1: everything is up, and the promises are being kept count of. */
final class Watch implements Chapter {
  @Override
  public String name() {
    return "watch";
  }

  @Override
  public String opening() {
    return "The services are up under 100 requests/s; Mainstay counts what is left of their budgets.";
  }

  @Override
  public void play(Stage stage, Told told) {
    told.atMost("server ready", stage.machines().server().startedIn(), Duration.ofSeconds(3));
    Duration filled =
        stage
            .patience()
            .untilTrue(
                "every objective of payment-api has counted 500 events",
                Duration.ofSeconds(60),
                () -> filled(stage.service().path("service").path("objectives")));
    told.measured("objectives filled after", filled.toMillis() / 1000.0, "s");
    Instant from = stage.now();
    stage.pause(Duration.ofSeconds(10));
    Interval seen = stage.load(from, stage.now().minusMillis(500));
    told.measured("requests in 10 s", seen.requests(), "requests");
    told.shareAtLeast("successful", seen.success(), 0.999);
    told.measured("p99 from the intended start", seen.overall().p99().toNanos() / 1e6, "ms");
    JsonNode overview = stage.mainstay().get("/overview");
    told.say("console: %s", overview.path("sentence").asString());
    for (JsonNode objective : stage.service().path("service").path("objectives")) {
      JsonNode budget = objective.path("budget");
      told.say(
          "%s: %s of %s requests good; budget left %.1f %%, %.1f of %.1f min",
          objective.path("name").asString(),
          objective.path("good").asString(),
          objective.path("total").asString(),
          budget.path("remainingFraction").asDouble() * 100,
          budget.path("remainingMinutes").asDouble(),
          budget.path("totalMinutes").asDouble());
    }
    told.isTrue(
        "the console's page is served", stage.mainstay().text("/").contains("<div id=\"root\""));
    told.atMost(
        "server resident under load", residentMegabytes(stage.machines().serverPid()), 350, "MB");
  }

  private static boolean filled(JsonNode objectives) {
    if (objectives.isEmpty()) {
      return false;
    }
    for (JsonNode objective : objectives) {
      if (!objective.path("compliance").isNumber() || objective.path("total").asDouble() < 500) {
        return false;
      }
    }
    return true;
  }

  static double residentMegabytes(long pid) {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      throw new ChapterException(
          "resident memory of " + pid + " cannot be read: " + e.getMessage());
    }
  }
}
