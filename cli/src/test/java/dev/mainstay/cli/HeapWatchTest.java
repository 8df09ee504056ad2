package dev.mainstay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeapWatchTest {
  private static final long MIB = 1 << 20;

  @Test
  void whatFitsThePlanIsCollectedAtThePlanAndWhatDoesNotMayBeHalfAsMuchAgain() {
    assertThat(HeapWatch.threshold(72, 0)).isEqualTo(72);
    assertThat(HeapWatch.threshold(72, 64)).isEqualTo(72);
    assertThat(HeapWatch.threshold(72, 65)).isEqualTo(73);
    assertThat(HeapWatch.threshold(72, 71)).isEqualTo(79);
    assertThat(HeapWatch.threshold(72, 72)).isEqualTo(108);
    assertThat(HeapWatch.threshold(72, 400)).isEqualTo(600);
  }

  /** Without it the heap takes all that it may, 2 GiB, for the same. */
  @Test
  void theHeapIsAsLargeAsWhatLivesInItNeeds() throws Exception {
    List<Long> sizes = sizes("-XX:+UseSerialGC", "-Xms40m", "-Xmx2g");
    assertThat(sizes.get(0)).as("with 20 MiB living").isLessThan(400);
    assertThat(sizes.get(1)).as("with 500 MiB living").isBetween(500L, 1300L);
    assertThat(sizes.get(2)).as("with 20 MiB living again").isLessThan(400);
  }

  @Test
  void aHeapOfOneSizeIsLeftAlone() throws Exception {
    assertThat(sizes("-XX:+UseSerialGC", "-Xms1g", "-Xmx1g").getFirst()).isGreaterThan(900);
  }

  private static List<Long> sizes(String... flags) throws Exception {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of(flags));
    command.addAll(List.of("-XX:NewRatio=4", "-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=25"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Use.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.lines().map(Long::valueOf).toList();
  }

  /** Prints how many MiB the heap has after each of three times of much garbage in it. */
  static final class Use {
    private static final int PIECE = 64 * 1024;

    private Use() {}

    public static void main(String[] args) {
      HeapWatch.start();
      var living = new byte[(int) (20 * MIB / PIECE)][];
      fill(living, 4096 * MIB);
      System.out.println(committed());
      var more = new byte[(int) (480 * MIB / PIECE)][];
      fill(more, 4096 * MIB);
      System.out.println(committed());
      more = null;
      fill(living, 8192 * MIB);
      System.out.println(committed());
    }

    /** Replaces pieces at random, so that most of them get old before they are garbage. */
    private static void fill(byte[][] pieces, long bytes) {
      var random = new Random(7);
      for (int i = 0; i < pieces.length; i++) {
        pieces[i] = new byte[PIECE];
      }
      for (long done = 0; done < bytes; done += PIECE) {
        pieces[random.nextInt(pieces.length)] = new byte[PIECE];
      }
    }

    private static long committed() {
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted() / MIB;
    }
  }
}
