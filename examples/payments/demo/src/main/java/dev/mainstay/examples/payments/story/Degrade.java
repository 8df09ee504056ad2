package dev.mainstay.examples.payments.story;

import dev.mainstay.examples.payments.load.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Chapter 2: the cache dies; payments go on, and everyone can see at what cost. */
final class Degrade implements Chapter {
  private static final String MODE = "cache-unavailable";
  private static final Duration SOON = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "degrade";
  }

  @Override
  public String opening() {
    return "Redis is killed. It is a cache: payments must go on without it.";
  }

  @Override
  public void play(Stage stage, Told told) {
    List<String> instances = stage.instances();
    Instant from = stage.now();
    stage.machines().redis().kill();
    Duration metric =
        stage
            .patience()
            .untilTrue(
                "metric degradation_mode_active{mode=\"" + MODE + "\"} 1",
                SOON,
                () ->
                    instances.stream()
                        .anyMatch(each ->
                            stage.exposes(
                                each, "degradation_mode_active{mode=\"" + MODE + "\"} 1")));
    told.measured("mode in the metric after", metric.toMillis(), "ms");
    Duration console =
        stage.patience().untilTrue("mode in the console", SOON, () -> modes(stage).contains(MODE));
    told.measured("and in the console after", console.toMillis(), "ms more");
    stage
        .patience()
        .untilTrue(
            "mode in the response header",
            SOON,
            () ->
                stage.load(from, stage.now()).byMode().keySet().stream()
                    .anyMatch(modes -> modes.contains(MODE)));
    told.isTrue("mode in the response header", true);
    stage.pause(Duration.ofSeconds(10));
    told.isTrue("mode in the log", logged(stage.dataFolder(), MODE));
    told.isTrue("readiness stays 200", stage.allAnswer(instances, "/readyz", 200));
    Instant to = stage.now().minusMillis(500);
    Interval without = stage.load(from, to);
    told.say(
        "%d requests without the cache, p99 %.0f ms",
        without.requests(), without.overall().p99().toNanos() / 1e6);
    told.shareAtLeast("payments successful", without.success(), 0.999);
    stage.machines().redis().start();
    Duration left =
        stage
            .patience()
            .untilTrue(
                "the mode is left by itself",
                Duration.ofSeconds(20),
                () -> !modes(stage).contains(MODE));
    told.measured("Redis is back; the mode left by itself after", left.toMillis() / 1000.0, "s");
  }

  private static String modes(Stage stage) {
    StringBuilder modes = new StringBuilder();
    for (JsonNode mode : stage.service().path("service").path("modes")) {
      modes.append(mode.asString()).append(' ');
    }
    return modes.toString();
  }

  /** Whether a service's own log says so. */
  static boolean logged(Path dataFolder, String what) {
    try (Stream<Path> files = Files.walk(dataFolder)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().contains(Stage.SERVICE)).toList()) {
        if (Files.isRegularFile(file)
            && file.toString().endsWith(".log")
            && Files.readString(file).contains(what)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new ChapterException("logs in " + dataFolder + " cannot be read: " + e.getMessage());
    }
  }
}
