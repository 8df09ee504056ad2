package dev.mainstay.telemetry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Clock;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.testkit.ManualTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that writes and copies its store, with SIGKILL, while a copy is under way. */
class KilledCopyIT {
  @TempDir private Path folder;

  @Test
  void whatHasACopysNameIsWhole() throws Exception {
    for (int copies = 1; copies <= 4; copies++) {
      Path round = Files.createDirectories(folder.resolve("round" + copies));
      long start = Clock.system().now().toEpochMilli();
      Map<String, int[]> begun = copyAndKill(round, start, copies);
      List<Path> found = children(round.resolve("copies"));
      assertThat(found).hasSizeGreaterThanOrEqualTo(copies);
      for (Path copy : found) {
        int[] committed = begun.get(copy.getFileName().toString());
        if (committed != null) {
          verify(copy, start, committed);
        } else {
          assertThat(copy.toString()).endsWith(".unfinished");
        }
      }
      try (var store = open(round.resolve("store"))) {
        store.backup(round.resolve("copies/next"));
      }
      assertThat(children(round.resolve("copies")))
          .noneMatch(copy -> copy.toString().endsWith(".unfinished"));
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    }
  }

  /** The copies that were begun, each with the rounds that had been committed by then. */
  private static Map<String, int[]> copyAndKill(Path folder, long start, int copies)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                folder.resolve("store").toString(),
                Long.toString(start),
                folder.resolve("copies").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var begun = new TreeMap<String, int[]>();
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.matches("copy-\\d+ \\[.*]")) {
          String[] parts = line.split("[ ,\\[\\]]+");
          begun.put(
              parts[0],
              Arrays.stream(parts, 1, parts.length).mapToInt(Integer::parseInt).toArray());
          if (begun.size() == copies + 1) {
            // The handle, since the process itself would close its output too, unread.
            process.toHandle().destroyForcibly();
          }
        }
      }
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return begun;
  }

  private static DurableSeriesStore open(Path folder) {
    var time = new ManualTime(Clock.system().now());
    return new DurableSeriesStore(folder, KilledWriter.limits(), Retention.DEFAULT, time, time);
  }

  private static void verify(Path copy, long start, int[] committed) {
    try (var store = open(copy)) {
      for (int thread = 0; thread < KilledWriter.THREADS; thread++) {
        var found =
            store.select(
                List.of(
                    Matcher.metric("written_total"),
                    Matcher.equal("thread", "t" + thread),
                    Matcher.equal("series", "s" + (KilledWriter.SERIES - 1))),
                start,
                Long.MAX_VALUE / 2);
        assertThat(found).hasSize(committed[thread] == 0 ? found.size() : 1);
        if (!found.isEmpty()) {
          SampleCursor at = found.getFirst().samples(start, Long.MAX_VALUE / 2);
          for (int round = 0; round < committed[thread]; round++) {
            assertThat(at.next()).isTrue();
            assertThat(at.value()).isEqualTo(round * 1000.0 + KilledWriter.SERIES - 1);
          }
        }
      }
    }
  }
}
