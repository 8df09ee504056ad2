package dev.mainstay.telemetry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.promql.Dialect;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SampleReader;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.StoredSeries;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QueryResult;
import dev.mainstay.telemetry.query.QuerySettings;
import dev.mainstay.testkit.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered from outlines is, bit for bit, what all samples would have answered. */
class OutlinesTest {
  private static final List<String> FUNCTIONS =
      List.of(
          "rate",
          "increase",
          "increase",
          "delta",
          "resets",
          "count_over_time",
          "present_over_time",
          "last_over_time",
          "first_over_time",
          "min_over_time",
          "max_over_time",
          "absent_over_time",
          "changes");
  private static final List<String> RANGES =
      List.of("3h", "7h", "13h", "1d", "37h", "5d", "15d", "30d", "40d");
  private static final int LIFETIMES = Integer.getInteger("mainstay.outlines.lifetimes", 1);

  @TempDir private Path folder;

  private static SampleReader allSamples(SeriesStore store) {
    return (matchers, from, to) ->
        store.select(matchers, from, to).stream()
            .map(series ->
                new StoredSeries() {
                  @Override
                  public Labels labels() {
                    return series.labels();
                  }

                  @Override
                  public SampleCursor samples(long first, long last) {
                    return series.samples(first, last);
                  }
                })
            .toList();
  }

  private static QueryEngine engine(SampleReader reader, boolean prometheus2) {
    QuerySettings defaults = QuerySettings.DEFAULT;
    return new QueryEngine(
        reader,
        new ManualTime(),
        new QuerySettings(
            new Dialect(true, prometheus2),
            defaults.lookback(),
            defaults.subqueryStep(),
            defaults.limits()));
  }

  private static List<String> text(QueryResult result) {
    var text = new ArrayList<String>();
    result.remarks().forEach(remark -> text.add(remark.toString()));
    for (QueryResult.Points points : result.series()) {
      for (int i = 0; i < points.size(); i++) {
        Object value =
            points.histogram(i) == null
                ? Long.toHexString(Double.doubleToRawLongBits(points.values()[i]))
                    + " "
                    + points.values()[i]
                : points.histogram(i);
        text.add(points.labels() + " " + points.times()[i] + " " + value);
      }
    }
    return text;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void theyAnswerAsAllSamplesWould(long seed) {
    long all = 0;
    long read = 0;
    for (int lifetime = 0; lifetime < LIFETIMES; lifetime++) {
      try (var life = new StoreLife(folder.resolve("life" + lifetime), seed + 1000L * lifetime)) {
        for (int round = 0; round < 50; round++) {
          life.goOn();
          for (int i = 0; i < 12; i++) {
            long[] samples = compare(life, seed + " in round " + round);
            read += samples[0];
            all += samples[1];
          }
        }
      }
    }
    assertThat(read).isLessThan(all);
  }

  private static long[] compare(StoreLife life, String where) {
    Random random = life.random;
    Instant at =
        life.time.now().minus(Duration.ofMinutes(random.nextInt(3) * random.nextInt(9000)));
    String modifiers =
        switch (random.nextInt(6)) {
          case 0 -> " offset 31h";
          case 1 -> " offset -3h";
          case 2 -> " @ " + at.minus(Duration.ofHours(9)).getEpochSecond();
          case 3 -> " @ end() offset 10m";
          default -> "";
        };
    String query =
        FUNCTIONS.get(random.nextInt(FUNCTIONS.size()))
            + "(m{job!=\""
            + List.of("none", "gauge", "idle").get(random.nextInt(3))
            + "\"}["
            + RANGES.get(random.nextInt(RANGES.size()))
            + "]"
            + modifiers
            + ")";
    if (random.nextInt(4) == 0) {
      query = "sum by (slo) (" + query + ")";
    }
    boolean prometheus2 = random.nextBoolean();
    QueryEngine outlined = engine(life.store(), prometheus2);
    QueryEngine whole = engine(allSamples(life.store()), prometheus2);
    boolean instant = random.nextInt(3) > 0;
    Duration step = Duration.ofMinutes(1 + random.nextInt(200));
    Instant end = at.plus(step.multipliedBy(random.nextInt(8)));
    QueryResult some = instant ? outlined.instant(query, at) : outlined.range(query, at, end, step);
    QueryResult full = instant ? whole.instant(query, at) : whole.range(query, at, end, step);
    assertThat(text(some))
        .as("seed %s: %s at %s, instant %s, prometheus2 %s", where, query, at, instant, prometheus2)
        .isEqualTo(text(full));
    return new long[] {some.stats().samples(), full.stats().samples()};
  }

  @Test
  void aMonthOfACounterIsReadFromItsOutlines() {
    var time = new ManualTime(StoreLife.BEGIN);
    var month = new Retention(Duration.ofDays(60), Duration.ofDays(90), Duration.ofDays(396));
    try (var store =
        new DurableSeriesStore(folder.resolve("month"), SeriesLimits.of(10), month, time, time)) {
      Labels labels = Labels.of("requests_total");
      long from = time.now().toEpochMilli();
      try (SampleBatch batch = store.batch()) {
        batch.choose(null, labels);
        for (int minute = 0; minute < 40 * 1440; minute++) {
          batch.add(from + 60_000L * minute, minute % 5000);
        }
        batch.commit();
      }
      QueryEngine engine = engine(store, false);
      Instant at = time.now().plus(Duration.ofDays(39));
      QueryResult month30 = engine.instant("increase(requests_total[30d])", at);
      assertThat(month30.stats().samples()).isBetween(2L, 300L);
      QueryResult full =
          engine(allSamples(store), false).instant("increase(requests_total[30d])", at);
      assertThat(full.stats().samples()).isEqualTo(30 * 1440);
      assertThat(text(month30)).isEqualTo(text(full));
      QueryResult count = engine.instant("count_over_time(requests_total[30d])", at);
      assertThat(count.series().getFirst().values()).containsExactly(30 * 1440);
    }
  }

  /** What moves to disk while a query reads is there once. */
  @Test
  @Timeout(120)
  void theAnswerStaysWhileBlocksMoveToDisk() throws InterruptedException {
    var time = new ManualTime(StoreLife.BEGIN);
    try (var store =
        new DurableSeriesStore(
            folder.resolve("moving"),
            SeriesLimits.of(10).outOfOrder(Duration.ofHours(3)),
            Retention.DEFAULT,
            time,
            time)) {
      Labels labels = Labels.of("requests_total");
      long from = time.now().toEpochMilli();
      fill(store, labels, from, 0, 3000, 1);
      String query = "increase(requests_total[2d])";
      Instant at = Instant.ofEpochMilli(from + 60_000L * 2999);
      QueryEngine engine = engine(store, false);
      List<String> expected = text(engine.instant(query, at));
      var failure = new AtomicReference<Throwable>();
      Thread writer =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  for (int i = 0; i < 60; i++) {
                    int first = 3000 + i * 100;
                    fill(store, labels, from, first, first + 100, 2);
                    // late, and beyond the window that is asked for
                    fill(store, labels, from, first + 1, first + 99, 2);
                    store.checkpoint();
                  }
                } catch (Throwable e) {
                  failure.set(e);
                }
              });
      while (writer.isAlive()) {
        assertThat(text(engine.instant(query, at))).isEqualTo(expected);
      }
      writer.join();
      assertThat(failure.get()).isNull();
    }
  }

  private static void fill(
      SeriesStore store, Labels labels, long from, int first, int end, int every) {
    try (SampleBatch batch = store.batch()) {
      batch.choose(null, labels);
      for (int minute = first; minute < end; minute += every) {
        batch.add(from + 60_000L * minute, minute);
      }
      batch.commit();
    }
  }
}
