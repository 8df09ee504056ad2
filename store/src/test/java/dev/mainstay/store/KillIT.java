package dev.mainstay.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Journal.Entry;
import dev.mainstay.store.AcknowledgingWriter.Half;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillIT {
  private static final int KILLS = 6;
  private static final int MOST_ACKNOWLEDGED = 1_500;

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedSurvivesKillsAtAnyMomentAndNothingIsHalf() throws Exception {
    var random = new Random();
    Set<String> acknowledged = new HashSet<>();
    for (int run = 0; run < KILLS; run++) {
      acknowledged.addAll(killAfter(random.nextInt(MOST_ACKNOWLEDGED), run));
      check(acknowledged);
    }
    assertThat(acknowledged).isNotEmpty();
  }

  private void check(Set<String> acknowledged) {
    try (var database = Database.open(folder, Clock.system())) {
      List<Half> halves = AcknowledgingWriter.halves(database).list(Documents.Selection.ALL);
      Set<String> stored = halves.stream().map(Half::whole).collect(Collectors.toSet());
      List<Entry> entries = database.journal().after(0, Integer.MAX_VALUE);

      assertThat(stored).containsAll(acknowledged);
      assertThat(halves).hasSize(2 * stored.size());
      assertThat(entries).hasSize(2 * stored.size());
      for (int i = 0; i < entries.size(); i += 2) {
        assertThat(entries.get(i).event().subject())
            .isEqualTo(entries.get(i + 1).event().subject())
            .isIn(stored);
      }
      assertThat(database.journal().verify())
          .isInstanceOfSatisfying(
              Verification.Intact.class,
              intact -> assertThat(intact.entries()).isEqualTo(entries.size()));
    }
  }

  /** What a writer acknowledged until it was killed, soon after it had acknowledged so much. */
  private Set<String> killAfter(int count, int run) throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                AcknowledgingWriter.class.getName(),
                folder.toString(),
                String.valueOf(run))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Set<String> acknowledged = new HashSet<>();
    try (BufferedReader out = writer.inputReader()) {
      var line = new StringBuilder();
      for (int c = out.read(); c >= 0; c = out.read()) {
        if (c != '\n') {
          line.append((char) c);
          continue;
        }
        acknowledged.add(line.toString());
        line.setLength(0);
        if (acknowledged.size() == count + 1) {
          // Process itself would close its output, with lines still to be read.
          writer.toHandle().destroyForcibly();
        }
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
    assertThat(acknowledged).hasSizeGreaterThan(count);
    return acknowledged;
  }
}
