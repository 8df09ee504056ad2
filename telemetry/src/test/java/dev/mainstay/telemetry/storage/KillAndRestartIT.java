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
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that writes, with SIGKILL, several times on one folder. */
class KillAndRestartIT {
  @TempDir private Path folder;

  @Test
  void everyCommittedSampleIsThereAfterKillNine() throws Exception {
    long start = Clock.system().now().toEpochMilli();
    for (int kill = 0; kill < 3; kill++) {
      int[] committed = writeAndKill(start, 400 + 300 * kill);
      verify(start, committed);
      start += 1_000_000;
    }
  }

  private int[] writeAndKill(long start, int lines) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                folder.toString(),
                Long.toString(start))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int[] committed = {-1, -1, -1, -1};
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int seen = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.matches("[0-3] \\d+")) {
          committed[line.charAt(0) - '0'] = Integer.parseInt(line.substring(2));
          if (++seen == lines) {
            // The handle, since the process itself would close its output too, unread.
            process.toHandle().destroyForcibly();
          }
        }
      }
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(committed).doesNotContain(-1);
    return committed;
  }

  private void verify(long start, int[] committed) {
    var time = new ManualTime(Clock.system().now());
    try (var store =
        new DurableSeriesStore(folder, KilledWriter.limits(), Retention.DEFAULT, time, time)) {
      for (int thread = 0; thread < KilledWriter.THREADS; thread++) {
        for (int series = 0; series < KilledWriter.SERIES; series++) {
          var found =
              store.select(
                  List.of(
                      Matcher.metric("written_total"),
                      Matcher.equal("thread", "t" + thread),
                      Matcher.equal("series", "s" + series)),
                  start,
                  Long.MAX_VALUE / 2);
          assertThat(found).hasSize(1);
          SampleCursor at = found.getFirst().samples(start, Long.MAX_VALUE / 2);
          for (int round = 0; round <= committed[thread]; round++) {
            assertThat(at.next()).isTrue();
            assertThat(at.timestamp()).isEqualTo(start + round);
            assertThat(at.value()).isEqualTo(round * 1000.0 + series);
          }
        }
      }
    }
  }
}
