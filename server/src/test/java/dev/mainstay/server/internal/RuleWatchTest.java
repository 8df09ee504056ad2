package dev.mainstay.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.rules.RuleListener;
import dev.mainstay.kernel.Event;
import dev.mainstay.server.ServerConfig;
import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleWatchTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualTime time = new ManualTime();
  private final List<String> told = new ArrayList<>();

  @TempDir private Path folder;

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static String rules(String name) {
    return "groups: [{ name: " + name + ", rules: [{ record: r, expr: x }] }]\n";
  }

  private static List<String> groups(RuleWatch watch) {
    return watch.groups().stream().map(status -> status.group().name()).toList();
  }

  @Test
  void goodChangesAreTakenAndBadOnesAreNot() throws IOException {
    write("a.yml", rules("a"));
    var config =
        new ServerConfig(
            folder,
            folder,
            "localhost",
            0,
            new ServerConfig.Files(List.of(folder.resolve("*.yml") + ""), null, List.of()));
    var reloads = new Reloads(events -> events.stream().map(Event::type).forEach(told::add), time);
    try (var watch =
        new RuleWatch(
            config, new MemorySeriesStore(), reloads, RuleListener.NONE, time, time, time)) {
      assertThat(groups(watch)).containsExactly("a");

      write("b.yml", rules("b"));
      time.advance(SECOND);
      assertThat(groups(watch)).containsExactly("a", "b");

      write("b.yml", "groups: [{ name: b, rules: [{ record: r, expr: 'sum(' }] }]\n");
      time.advance(SECOND);
      assertThat(groups(watch)).containsExactly("a", "b");
      assertThat(RuleWatch.problems(config)).hasSize(1);
      assertThat(reloads.areAllTaken()).isFalse();

      Files.delete(folder.resolve("b.yml"));
      time.advance(SECOND);
      assertThat(groups(watch)).containsExactly("a");
      assertThat(reloads.areAllTaken()).isTrue();
      assertThat(reloads.last()).isEqualTo(time.now());
      time.advance(Duration.ofSeconds(10));
      assertThat(told)
          .containsExactly("rules.applied", "rules.applied", "rules.refused", "rules.applied");
    }
  }

  @Test
  void withoutRuleFilesThereIsNothing() {
    var config = new ServerConfig(folder, folder, "localhost", 0);
    try (var watch =
        new RuleWatch(
            config,
            new MemorySeriesStore(),
            new Reloads(events -> {}, time),
            RuleListener.NONE,
            time,
            time,
            time)) {
      assertThat(watch.groups()).isEmpty();
      assertThat(RuleWatch.problems(config)).isEmpty();
    }
  }
}
