package dev.mainstay.telemetry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.StoredSeries;
import dev.mainstay.testkit.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many series read in the order of their labels, which is not that of the disk. */
class ReadAheadTest {
  private static final int SERIES = 700;
  private static final long STEP = 15_000;
  // Half an hour before midnight: ranges reach over a day's end.
  private static final long BEGIN = Instant.parse("2026-03-01T23:30:00Z").toEpochMilli();
  private static final List<Matcher> ALL = List.of(Matcher.equal("__name__", "x"));

  @TempDir private Path folder;
  private final ManualTime time = new ManualTime(Instant.ofEpochMilli(BEGIN));
  private DurableSeriesStore store;
  // Of each series the times of its samples; their values are the same.
  private final List<List<Long>> kept = new ArrayList<>();

  @BeforeEach
  void open() {
    var limits = SeriesLimits.of(10_000).outOfOrder(Duration.ofHours(1)).ahead(Duration.ofDays(10));
    store = new DurableSeriesStore(folder, limits, Retention.DEFAULT, time, time);
    var order = new ArrayList<Integer>();
    for (int i = 0; i < SERIES; i++) {
      order.add(i);
      kept.add(new ArrayList<>());
    }
    Collections.shuffle(order, new Random(3));
    for (int series : order) {
      // Between 60 and 299: some series have two full blocks and some none.
      add(series, 0, 60 + series % 240);
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Labels labels(int series) {
    return Labels.ofPairs("__name__", "x", "i", "%04d".formatted(series));
  }

  private void add(int series, int from, int end) {
    try (SampleBatch batch = store.batch()) {
      batch.choose(null, labels(series));
      for (int i = from; i < end; i++) {
        long at = BEGIN + i * STEP + series % 7;
        batch.add(at, at);
        kept.get(series).add(at);
      }
      batch.commit();
    }
    Collections.sort(kept.get(series));
  }

  private static List<Long> read(StoredSeries series, long from, long to) {
    var read = new ArrayList<Long>();
    for (SampleCursor cursor = series.samples(from, to); cursor.next(); ) {
      assertThat(cursor.value()).isEqualTo(cursor.timestamp());
      read.add(cursor.timestamp());
    }
    return read;
  }

  private List<Long> expected(int series, long from, long to) {
    return kept.get(series).stream().filter(at -> at >= from && at <= to).toList();
  }

  private static int number(StoredSeries series) {
    return Integer.parseInt(series.labels().get("i"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 29, 30, 31, 60, 119, 120, 121, 200, 298, 400})
  void everySampleOfTheRangeIsRead(int end) {
    for (int begin : new int[] {-5, 0, end - 200, end - 20, end - 1, end}) {
      long from = BEGIN + begin * STEP;
      long to = BEGIN + end * STEP;
      List<? extends StoredSeries> found = store.select(ALL, from, to);
      // Twice, and once only every third: whoever reads keeps no rule.
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < found.size(); i += round == 2 ? 3 : 1) {
          assertThat(read(found.get(i), from, to))
              .isEqualTo(expected(number(found.get(i)), from, to));
        }
      }
    }
  }

  @Test
  void rangesMayChangeBetweenSeries() {
    var random = new Random(11);
    List<? extends StoredSeries> found = store.select(ALL, BEGIN, BEGIN + 300 * STEP);
    for (StoredSeries series : found) {
      long from = BEGIN + random.nextInt(3) * 50 * STEP;
      long to = from + random.nextInt(3) * 100 * STEP;
      assertThat(read(series, from, to)).isEqualTo(expected(number(series), from, to));
    }
  }

  @Test
  void whatMovesToDiskMeanwhileIsReadOnce() {
    long from = BEGIN;
    long to = BEGIN + 1_000 * STEP;
    List<? extends StoredSeries> found = store.select(ALL, from, to);
    for (int i = 0; i < found.size(); i++) {
      int number = number(found.get(i));
      // What is behind by a step or by half of the series: read ahead already, or not yet.
      for (int later : new int[] {number + 1, number + 100, number + 350}) {
        if (later < SERIES && later % 3 == 0) {
          List<Long> has = kept.get(later);
          int next = (int) ((has.getLast() - BEGIN) / STEP) + 1;
          add(later, next, next + 70);
        }
      }
      if (number % 100 == 50) {
        store.checkpoint();
      }
      assertThat(read(found.get(i), from, to)).isEqualTo(expected(number, from, to));
    }
  }

  @Test
  void whatCameLateBeforeIsRead() {
    for (int series = 0; series < SERIES; series += 2) {
      long late = kept.get(series).getLast() - 10 * STEP - 1;
      try (SampleBatch batch = store.batch()) {
        batch.choose(null, labels(series));
        batch.add(late, late);
        batch.commit();
      }
      kept.get(series).add(late);
      Collections.sort(kept.get(series));
      if (series % 10 == 0) {
        store.checkpoint();
      }
    }
    everySampleOfTheRangeIsRead(400);
  }

  @Test
  void whatIsDeletedBeforeIsNot() {
    long from = BEGIN + 40 * STEP;
    long to = BEGIN + 80 * STEP;
    store.delete(ALL, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
    kept.forEach(each -> each.removeIf(at -> at >= from && at <= to));
    everySampleOfTheRangeIsRead(300);
  }

  @Test
  void whatIsReadAtOnceIsBounded() {
    NativeLibrary.load(folder.resolve("native"));
    try (var table = new ChunkTable(folder.resolve("table"));
        var changes = table.changes()) {
      for (int id = 1; id <= 3; id++) {
        var chunk = new Chunk();
        chunk.append(BEGIN, id);
        changes.put(Tier.RAW, id, chunk);
      }
      changes.apply();
      int[] ids = {1, 2, 3};
      long[] to = {BEGIN, BEGIN - 1, BEGIN};
      long bytes =
          table.chunks(Tier.RAW).read(1, BEGIN, BEGIN).getFirst().bytes().length
              + table.chunks(Tier.RAW).read(3, BEGIN, BEGIN).getFirst().bytes().length;
      assertThat(table.chunks(Tier.RAW).read(ids, BEGIN, to, bytes))
          .extracting(List::size)
          .containsExactly(1, 0, 1);
      assertThat(table.chunks(Tier.RAW).read(ids, BEGIN, to, bytes - 1)).isEmpty();
    }
  }
}
