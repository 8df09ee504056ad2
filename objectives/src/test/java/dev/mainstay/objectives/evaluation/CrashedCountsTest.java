package dev.mainstay.objectives.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.SourceText;
import dev.mainstay.design.slo.OpenSlos;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SampleReader;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.StoredSeries;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QuerySettings;
import dev.mainstay.telemetry.storage.DurableSeriesStore;
import dev.mainstay.testkit.CrashCopy;
import dev.mainstay.testkit.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts over samples on disk, of which some come late, through crashes at any time. */
class CrashedCountsTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(15);
  private static final int SERIES = 8;
  private static final int OBJECTIVES = 2;
  private static final String DOCUMENTS =
      document("ok", "Occurrences", "{ target: 0.95 }")
          + "---\n"
          + document(
              "slices", "Timeslices", "{ target: 0.5, timeSliceTarget: 0.9, timeSliceWindow: 1m }");

  @TempDir private Path folder;
  private final ManualTime time = new ManualTime(BEGIN);
  private final long[] values = new long[SERIES];
  private int lives;
  private DurableSeriesStore store;
  private SloEngine engine;
  private boolean readsAreCounted;
  private long samplesRead;

  private static String document(String name, String method, String target) {
    return """
    apiVersion: openslo/v1
    kind: SLO
    metadata: { name: %s }
    spec:
      service: shop
      indicator:
        metadata: { name: %s }
        spec:
          ratioMetric:
            counter: true
            good: { metricSource: { spec: { query: 'sum(rate(requests_total{code!~"5.."}[5m]))' } } }
            total: { metricSource: { spec: { query: 'sum(rate(requests_total[5m]))' } } }
      timeWindow: [ { duration: 1h, isRolling: true } ]
      budgetingMethod: %s
      objectives: [ %s ]
    """
        .formatted(name, name, method, target);
  }

  private static List<Slo> slos() {
    return OpenSlos.read(List.of(new SourceText("slo.yaml", DOCUMENTS))).slos();
  }

  @BeforeEach
  void begin() {
    open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Path samples(int life) {
    return folder.resolve("samples" + life);
  }

  private Path snapshot() {
    return folder.resolve("objectives");
  }

  private void open() {
    store =
        new DurableSeriesStore(
            samples(lives),
            SeriesLimits.of(100).outOfOrder(Duration.ofMinutes(10)),
            Retention.DEFAULT,
            time,
            time);
    engine = engine(readsAreCounted ? counting(store) : store);
  }

  private SloEngine engine(SampleReader reader) {
    return new SloEngine(
        reader,
        new QueryEngine(store, Ticker.system(), QuerySettings.DEFAULT),
        SloEngine.Settings.DEFAULT);
  }

  /** The store, which lets know how many samples are read. */
  private SampleReader counting(DurableSeriesStore of) {
    return new SampleReader() {
      @Override
      public List<? extends StoredSeries> select(List<Matcher> matchers, long from, long to) {
        return of.select(matchers, from, to).stream()
            .map(CrashedCountsTest.this::counting)
            .toList();
      }

      @Override
      public boolean settle(Duration most) {
        return of.settle(most);
      }
    };
  }

  private StoredSeries counting(StoredSeries of) {
    return new StoredSeries() {
      @Override
      public Labels labels() {
        return of.labels();
      }

      @Override
      public long orderStamp() {
        return of.orderStamp();
      }

      @Override
      public SampleCursor samples(long from, long to) {
        for (SampleCursor each = of.samples(from, to); each.next(); ) {
          samplesRead++;
        }
        return of.samples(from, to);
      }
    };
  }

  private static Labels labels(int series) {
    return Labels.of(
        "requests_total", "instance", "" + series / 2, "code", series % 2 == 0 ? "200" : "500");
  }

  private void crash() {
    CrashCopy.of(samples(lives), () -> samples(++lives));
    store.close();
    open();
  }

  /** From the snapshot, and from nothing but samples. */
  private void restart() {
    engine.apply(slos(), BEGIN, snapshot());
    engine.tick(time.now());
    SloEngine other = engine(store);
    other.apply(slos(), BEGIN);
    other.tick(time.now());
    assertThat(engine.statuses()).containsExactlyInAnyOrderElementsOf(other.statuses());
    assertThat(engine.statuses()).hasSize(OBJECTIVES);
  }

  private void count(SampleBatch batch, int series, Instant at, long value) {
    batch.choose(null, labels(series));
    batch.add(at.toEpochMilli(), value);
  }

  private void countAll(Random random) {
    try (SampleBatch batch = store.batch()) {
      for (int series = 0; series < SERIES; series++) {
        values[series] = random.nextInt(50) == 0 ? 0 : values[series] + random.nextInt(20);
        count(batch, series, time.now(), values[series]);
      }
      batch.commit();
    }
  }

  private void begin(Random random) {
    countAll(random);
    engine.apply(slos(), BEGIN);
    engine.tick(time.now());
    engine.save(snapshot());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aRestartCountsAsIfThereHadBeenNone(long seed) {
    var random = new Random(seed);
    begin(random);
    for (int step = 0; step < 300; step++) {
      time.advance(STEP);
      var order = new ArrayList<SampleBatch>(List.of(store.batch(), store.batch()));
      for (int series = 0; series < SERIES; series++) {
        int kind = random.nextInt(20);
        if (kind == 0) {
          int most = (int) Math.min(240_000, Duration.between(BEGIN, time.now()).toMillis());
          Instant late = time.now().minusMillis(random.nextInt(most));
          count(order.get(0), series, late, random.nextLong(values[series] + 1));
        } else if (kind > 1) {
          values[series] = random.nextInt(50) == 0 ? 0 : values[series] + random.nextInt(20);
          count(order.get(1), series, time.now(), values[series]);
        }
      }
      boolean amid = random.nextInt(10) == 0;
      if (amid) {
        engine.tick(time.now());
      }
      // What the log has may be in another order than what readers saw.
      order.remove(random.nextInt(2)).close();
      order.getFirst().commit();
      order.getFirst().close();
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> engine.tick(time.now());
        case 3 -> engine.save(snapshot());
        case 4 -> {
          engine.tick(time.now());
          engine.save(snapshot());
        }
        case 5 -> store.checkpoint();
        case 6 -> {
          crash();
          restart();
        }
        default -> {}
      }
    }
    crash();
    restart();
  }

  @Test
  void onlyWhatIsNewIsRead() {
    var random = new Random(1);
    readsAreCounted = true;
    engine = engine(counting(store));
    begin(random);
    for (int step = 0; step < 30; step++) {
      time.advance(STEP);
      countAll(random);
      samplesRead = 0;
      engine.tick(time.now());
      assertThat(samplesRead).isEqualTo(OBJECTIVES * SERIES);
    }
    store.append(labels(3), time.now().minusMillis(1), 1);
    samplesRead = 0;
    engine.tick(time.now());
    assertThat(samplesRead).as("five minutes of the one").isEqualTo(OBJECTIVES * 22);
    engine.tick(time.now());
    assertThat(samplesRead).isEqualTo(OBJECTIVES * 22);

    engine.save(snapshot());
    store.checkpoint();
    time.advance(STEP);
    countAll(random);
    crash();
    samplesRead = 0;
    restart();
    assertThat(samplesRead).isEqualTo(OBJECTIVES * SERIES);
  }

  @Test
  void whatCameLateIsCountedThoughTheLogHasItInOrder() {
    begin(new Random(1));
    store.checkpoint();
    time.advance(STEP);
    SampleBatch younger = store.batch();
    count(younger, 0, time.now(), 1_000);
    engine.tick(time.now());
    SampleBatch older = store.batch();
    count(older, 0, time.now().minusMillis(1), 2_000);
    older.close();
    younger.close();
    engine.save(snapshot());
    crash();
    restart();
  }

  @Test
  void whatIsLostWithACrashIsNotCounted() {
    var random = new Random(1);
    begin(random);
    store.checkpoint();
    time.advance(STEP);
    count(store.batch(), 0, time.now(), 1_000);
    engine.tick(time.now());
    engine.save(snapshot());
    crash();
    restart();
  }
}
