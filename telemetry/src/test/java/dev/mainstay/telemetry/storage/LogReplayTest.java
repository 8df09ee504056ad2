package dev.mainstay.telemetry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads logs back that no checkpoint made short. */
class LogReplayTest {
  private static final double[] VALUES = {
    0,
    -0.0,
    1,
    -1,
    63,
    64,
    0.1,
    1e300,
    4.9e-324,
    (1L << 41) - 1,
    1L << 41,
    -(1L << 41),
    1L << 53,
    Double.NaN,
    SeriesStore.STALE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -9.223372036854775808e18
  };

  @TempDir private Path folder;
  private final ManualTime time = new ManualTime();

  private DurableSeriesStore open(Path at) {
    return new DurableSeriesStore(at, SeriesLimits.of(10_000), Retention.DEFAULT, time, time);
  }

  private static Labels labels(int series) {
    return Labels.of("m", "series", "s" + series);
  }

  private static List<Long> bits(SeriesStore store, int series) {
    var found =
        store.select(
            List.of(Matcher.equal("series", "s" + series)), Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);
    var bits = new ArrayList<Long>();
    if (!found.isEmpty()) {
      for (SampleCursor at = found.getFirst().samples(0, Long.MAX_VALUE / 2); at.next(); ) {
        bits.add(Double.doubleToRawLongBits(at.value()));
      }
    }
    return bits;
  }

  /** What a crash leaves. */
  private Path crashed() throws IOException {
    Path copy = folder.resolve("crashed");
    try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
      for (Path file : files.toList()) {
        Path to = copy.resolve(folder.resolve("store").relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else if (!file.getFileName().toString().equals("LOCK")) {
          Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return copy;
  }

  @Test
  void everyValueOfEverySeriesComesBack() throws IOException {
    int series = 700;
    long start = time.now().toEpochMilli() - 600_000;
    try (var store = open(folder.resolve("store"))) {
      for (int round = 0; round < 250; round++) {
        try (SampleBatch batch = store.batch()) {
          for (int each = 0; each < series; each++) {
            assertThat(batch.choose(null, labels(each))).isNull();
            batch.add(start + round * 1000L + each, VALUES[(round + each) % VALUES.length]);
          }
          batch.commit();
        }
      }
      try (var again = open(crashed())) {
        for (int each = 0; each < series; each++) {
          assertThat(bits(again, each)).hasSize(250).isEqualTo(bits(store, each));
        }
      }
    }
  }

  @Test
  void logsOfBeforeValuesWerePackedAreRead() throws IOException {
    Path at = folder.resolve("old");
    Files.createDirectories(at);
    long start = time.now().toEpochMilli() - 60_000;
    try (var log = new SampleLog(at, 1, 0)) {
      var series = new ByteWriter(64);
      series.writeVarint(7);
      ChunkTable.write(series, labels(1));
      log.append(Recovery.SERIES, series.array(), series.size());
      var samples = new ByteWriter(64);
      samples.writeZigzag(7).writeZigzag(start).writeDouble(1.5);
      samples.writeZigzag(0).writeZigzag(1000).writeDouble(3);
      log.await(log.append(HeadBatch.PLAIN_NUMBERS, samples.array(), samples.size()));
    }
    try (var store = open(at)) {
      assertThat(bits(store, 1))
          .containsExactly(Double.doubleToRawLongBits(1.5), Double.doubleToRawLongBits(3));
    }
  }

  @Test
  void fullBlocksWaitInMemoryWhereThereIsRoom() {
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);
    long heap = 1_000L * 32 * 400 * threads;

    assertThat(sealed(999, heap)).isEmpty();
    assertThat(sealed(1_000, heap)).hasSize(1_000);
    assertThat(sealed(1_001, heap)).hasSize(1_000);
    assertThat(sealed(1_001, heap * 2)).isEmpty();
  }

  /** The series sealed by the first thread of those that have a full block. */
  private static List<HeadSeries> sealed(int full, long heapBytes) {
    var index = new SeriesIndex(100_000, (series, labels) -> {});
    var frames = new ArrayList<ReplayThreads.Frame>();
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);
    int begun = 0;
    for (int id = 1; begun < full; id++) {
      if ((id >>> 6) % threads == 0) {
        begun++;
        index.restore(id, labels(id));
        var samples = new ByteWriter(4096);
        samples.writeZigzag(id).writeZigzag(1_000).writeDouble(1);
        for (int i = 0; i < 200; i++) {
          samples.writeZigzag(0).writeZigzag(1_000).writeDouble(i);
        }
        var record = new ByteReader(samples.toBytes());
        frames.add(new ReplayThreads.Frame(HeadBatch.PLAIN_NUMBERS, record));
      }
    }
    List<HeadSeries> sealed = Collections.synchronizedList(new ArrayList<>());
    try (var replay = new ReplayThreads(index, sealed::addAll, heapBytes)) {
      replay.start(frames);
      assertThat(replay.finish()).isEqualTo(new ReplayThreads.Sum(201L * full, Map.of()));
    }
    return sealed;
  }
}
