package dev.mainstay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void whatDoesNotGrowIsLeftAloneForLongerAsLongAsLittleOfItIsGarbage() {
    var patience = Duration.ofMinutes(5);
    assertThat(HeapWatch.wait(patience, patience, 100, 76)).isEqualTo(Duration.ofMinutes(10));
    assertThat(HeapWatch.wait(patience, patience, 100, 75)).isEqualTo(patience);
    assertThat(HeapWatch.wait(patience, Duration.ofMinutes(40), 100, 100))
        .isEqualTo(Duration.ofHours(1));
    assertThat(HeapWatch.wait(patience, Duration.ofHours(1), 100, 100))
        .isEqualTo(Duration.ofHours(1));
    assertThat(HeapWatch.wait(patience, Duration.ofHours(1), 100, 20)).isEqualTo(patience);
  }

  /** Without it the heap takes all that it may, 2 GiB, for the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseSerialGC",
        "-XX:+UseParallelGC -XX:MaxTenuringThreshold=1 -XX:+UseAdaptiveSizePolicyWithSystemGC"
      })
  void theHeapIsAsLargeAsWhatLivesInItNeeds(String collector) throws Exception {
    List<Long> sizes = sizes(List.of(400, 1300, 400), collector + " -Xms40m -Xmx2g");
    assertThat(sizes.get(0)).as("with 20 MiB living").isLessThan(400);
    assertThat(sizes.get(1)).as("with 500 MiB living").isBetween(500L, 1300L);
    assertThat(sizes.get(2)).as("with 20 MiB living again, and nothing done").isLessThan(400);
  }

  @Test
  void aHeapOfOneSizeIsLeftAlone() throws Exception {
    List<Integer> any = List.of(9999, 9999, 9999);
    assertThat(sizes(any, "-XX:+UseSerialGC -Xms1g -Xmx1g").getFirst()).isGreaterThan(900);
  }

  private static List<Long> sizes(List<Integer> expected, String flags) throws Exception {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of(flags.split(" ")));
    command.addAll(List.of("-XX:NewRatio=4", "-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=25"));
    command.add("-XX:-ShrinkHeapInSteps");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Use.class.getName()));
    expected.forEach(mib -> command.add(mib.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.lines().map(Long::valueOf).toList();
  }

  /** Prints how many MiB the heap has while little, much and little lives in it again. */
  static final class Use {
    private static final int PIECE = 64 * 1024;

    private Use() {}

    public static void main(String[] args) throws InterruptedException {
      HeapWatch.start(Duration.ofMillis(200));
      var living = new byte[(int) (20 * MIB / PIECE)][];
      fill(living, 4096 * MIB);
      System.out.println(committed(args[0]));
      var more = new byte[(int) (480 * MIB / PIECE)][];
      fill(more, 4096 * MIB);
      System.out.println(committed(args[1]));
      Reference.reachabilityFence(more);
      more = null;
      System.out.println(committed(args[2]));
      Reference.reachabilityFence(living);
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

    /** The watch works beside the program: it is given a minute to come to what is expected. */
    private static long committed(String expected) throws InterruptedException {
      long is = committed();
      for (int i = 0; i < 600 && is >= Integer.parseInt(expected); i++) {
        Thread.sleep(100);
        is = committed();
      }
      return is;
    }

    private static long committed() {
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted() / MIB;
    }
  }
}
