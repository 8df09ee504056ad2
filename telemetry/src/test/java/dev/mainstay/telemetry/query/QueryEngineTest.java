package dev.mainstay.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Promql;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SeriesStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QueryEngineTest {
  private static final Instant T = Instant.ofEpochSecond(1_200_000);
  private final List<TestSeries> series = new ArrayList<>();
  private Ticker ticker = () -> 0;

  private TestSeries add(String name, double... values) {
    var each = new TestSeries(Labels.of(name));
    for (int i = 0; i < values.length; i++) {
      each.add(T.plusSeconds(60L * i).toEpochMilli(), values[i]);
    }
    series.add(each);
    return each;
  }

  private QueryEngine engine(Dialect dialect) {
    return new QueryEngine(TestSeries.reader(series), ticker, QuerySettings.DEFAULT.with(dialect));
  }

  private double value(Dialect dialect, String query, int seconds) {
    var points = engine(dialect).instant(query, T.plusSeconds(seconds)).series();
    assertThat(points).describedAs(query).hasSize(1);
    return points.getFirst().values()[0];
  }

  private double value(String query, int seconds) {
    return value(Dialect.EXPERIMENTAL, query, seconds);
  }

  @Test
  void rangesAreOpenAtTheLeftSinceThree() {
    add("x", 1, 2, 3, 4, 5, 6);

    assertThat(value("count_over_time(x[2m])", 300)).isEqualTo(2);
    assertThat(value(Dialect.PROMETHEUS_2, "count_over_time(x[2m])", 300)).isEqualTo(3);
    assertThat(value("count_over_time(x[2m:1m])", 300)).isEqualTo(2);
    assertThat(value(Dialect.PROMETHEUS_2, "count_over_time(x[2m:1m])", 300)).isEqualTo(3);
  }

  @Test
  void lookbackIsOpenAtTheLeftSinceThree() {
    add("x", 1);

    assertThat(engine(Dialect.PROMETHEUS_3).instant("x", T.plusSeconds(300)).series()).isEmpty();
    assertThat(engine(Dialect.PROMETHEUS_2).instant("x", T.plusSeconds(300)).series()).hasSize(1);
    assertThat(engine(Dialect.PROMETHEUS_2).instant("x", T.plusSeconds(301)).series()).isEmpty();
  }

  @Test
  void aStaleMarkerEndsASeries() {
    add("x", 1, SeriesStore.STALE, 3);

    var result =
        engine(Dialect.PROMETHEUS_3).range("x", T, T.plusSeconds(120), Duration.ofSeconds(60));

    assertThat(result.series().getFirst().values()).containsExactly(1, 3);
    assertThat(value("count_over_time(x[3m])", 120)).isEqualTo(2);
  }

  @Test
  void countersThatFallBeganAnew() {
    add("x", 10, 20, 5, 15);

    assertThat(value("increase(x[4m])", 180)).isCloseTo(25 * 4 / 3.0, within(1e-9));
    assertThat(value("resets(x[4m])", 180)).isEqualTo(1);
    assertThat(value("irate(x[4m])", 180)).isEqualTo(10 / 60.0);
  }

  @Test
  void edgesCanBeAnchoredAndSmoothed() {
    add("x", 0, 60, 120, 180, 240, 300);

    assertThat(value("increase(x[2m] anchored)", 270)).isEqualTo(120);
    assertThat(value("increase(x[2m] smoothed)", 270)).isEqualTo(120);
    assertThat(value("x smoothed", 90)).isEqualTo(90);
    assertThat(value("rate(x[1m] smoothed)", 150)).isEqualTo(1);
  }

  @Test
  void sumsAreCompensatedSinceThree() {
    var labels = Labels.of("x");
    double[] values = {1e16, 1, -1e16};
    for (int i = 0; i < values.length; i++) {
      series.add(new TestSeries(labels.with("i", "" + i)).add(T.toEpochMilli(), values[i]));
    }

    assertThat(value("sum(x)", 0)).isEqualTo(1);
    assertThat(value(Dialect.PROMETHEUS_2, "sum(x)", 0)).isEqualTo(0);
    assertThat(value("sum_over_time(vector(1)[3m:1m])", 0)).isEqualTo(3);
  }

  @Test
  void meansSurviveSumsBeyondTheLargestNumber() {
    for (int i = 0; i < 4; i++) {
      series.add(new TestSeries(Labels.of("x", "i", "" + i)).add(T.toEpochMilli(), 1e308));
    }

    assertThat(value("avg(x)", 0)).isEqualTo(1e308);
  }

  @Test
  void theAtModifierFixesTheTime() {
    add("x", 1, 2, 3, 4);

    var result =
        engine(Dialect.PROMETHEUS_3)
            .range("x - x @ start() + x @ end()", T, T.plusSeconds(180), Duration.ofSeconds(60));

    assertThat(result.series().getFirst().values()).containsExactly(4, 5, 6, 7);
  }

  @Test
  void nativeHistogramsInterpolateByTheExponentSinceThree() {
    series.add(
        new TestSeries(Labels.of("h"))
            .add(
                T.toEpochMilli(),
                new NativeHistogram(
                    0,
                    0.001,
                    0,
                    4,
                    12,
                    NativeHistogram.Buckets.of(new int[] {2}, new double[] {4}),
                    NativeHistogram.Buckets.NONE,
                    List.of(),
                    NativeHistogram.Reset.UNKNOWN)));

    assertThat(value("histogram_quantile(0.5, h)", 0)).isCloseTo(Math.sqrt(8), within(1e-12));
    assertThat(value(Dialect.PROMETHEUS_2, "histogram_quantile(0.5, h)", 0)).isEqualTo(3);
    assertThat(value("histogram_avg(h)", 0)).isEqualTo(3);
    assertThat(value("histogram_count(h + h)", 0)).isEqualTo(8);
    assertThat(value("histogram_sum(h * 2)", 0)).isEqualTo(24);
    assertThat(value("histogram_fraction(0, 8, h)", 0)).isEqualTo(1);
    assertThat(value("count(h == h)", 0)).isEqualTo(1);
  }

  @Test
  void theExperimentalFunctionsAreThere() {
    add("x", 3, 1, 2);

    assertThat(value("first_over_time(x[3m])", 120)).isEqualTo(3);
    assertThat(value("mad_over_time(x[3m])", 120)).isEqualTo(1);
    assertThat(value("ts_of_max_over_time(x[3m])", 120)).isEqualTo(1_200_000);
    assertThat(value("ts_of_last_over_time(x[3m])", 120)).isEqualTo(1_200_120);
    assertThat(value("max_of(1, 2) + min_of(1, 2)", 0)).isEqualTo(3);
    assertThat(value("count_over_time(x[1m * 3])", 120)).isEqualTo(3);
    assertThat(value("x + on () fill (5) y", 120)).isEqualTo(7);
    assertThat(value("limitk(1, x)", 120)).isEqualTo(2);
    assertThat(value("limit_ratio(1, x)", 120)).isEqualTo(2);
  }

  @Test
  void infoAddsLabelsOfTheSameInstance() {
    series.add(
        new TestSeries(Labels.of("x", "job", "a", "instance", "i")).add(T.toEpochMilli(), 1));
    series.add(
        new TestSeries(Labels.of("target_info", "job", "a", "instance", "i", "version", "7"))
            .add(T.toEpochMilli(), 1));

    var result = engine(Dialect.EXPERIMENTAL).instant("info(x, {version=~\".+\"})", T);

    assertThat(result.series().getFirst().labels().value("version")).isEqualTo("7");
  }

  @Test
  void matchingTellsWhatIsAmbiguous() {
    series.add(new TestSeries(Labels.of("x", "a", "1", "b", "1")).add(T.toEpochMilli(), 1));
    series.add(new TestSeries(Labels.of("x", "a", "1", "b", "2")).add(T.toEpochMilli(), 1));

    assertThatThrownBy(() -> value("x / ignoring (b) x", 0))
        .isInstanceOf(QueryException.class)
        .hasMessage(
            "found duplicate series for the match group {a=\"1\"} on the right hand-side of the"
                + " operation: [{__name__=\"x\", a=\"1\", b=\"2\"}, {__name__=\"x\", a=\"1\","
                + " b=\"1\"}];many-to-many matching not allowed: matching labels must be unique"
                + " on one side");
    assertThatThrownBy(() -> value("label_replace(x, \"b\", \"\", \"\", \"\")", 0))
        .hasMessage("vector cannot contain metrics with the same labelset");
  }

  @Test
  void everyLimitEndsTheQueryWithItsName() {
    for (int i = 0; i < 100; i++) {
      var each = new TestSeries(Labels.of("x", "i", "" + i));
      for (int j = 0; j < 100; j++) {
        each.add(T.toEpochMilli() + j, 1);
      }
      series.add(each);
    }
    var settings = QuerySettings.DEFAULT;
    var engine = engine(Dialect.PROMETHEUS_3);
    var few = new QueryLimits(Duration.ofSeconds(1), 1000, 1 << 20, 100);

    assertThatThrownBy(() ->
            engine.with(settings.with(few)).instant("count_over_time(x[1m])", T.plusSeconds(1)))
        .hasMessageContaining("more than 1000 samples");
    var small = new QueryLimits(Duration.ofSeconds(1), 1 << 20, 5_000, 100);
    assertThatThrownBy(() -> engine.with(settings.with(small)).instant("x", T))
        .hasMessageContaining("5000 bytes");
    assertThatThrownBy(() ->
            engine
                .with(settings.with(few))
                .range("1", T, T.plusSeconds(101), Duration.ofSeconds(1)))
        .hasMessageContaining("maximum resolution of 100 points");
    assertThat(
            engine
                .with(settings.with(few))
                .range("1", T, T.plusSeconds(100), Duration.ofSeconds(1))
                .series()
                .getFirst()
                .size())
        .isEqualTo(101);
    assertThatThrownBy(() -> engine.instant("sum_over_time(vector(1)[10y:1ms])", T))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("would evaluate 315360000000 steps");
    var canceled = new AtomicBoolean(true);
    assertThatThrownBy(
            () -> engine.instant(Promql.parse("x", Dialect.PROMETHEUS_3), T, canceled::get))
        .hasMessage("query was canceled in expression evaluation");
    var nanos = new AtomicLong();
    ticker = () -> nanos.getAndAdd(1_000_000_000L);
    assertThatThrownBy(() -> engine(Dialect.PROMETHEUS_3).with(settings.with(few)).instant("x", T))
        .hasMessage("query timed out in expression evaluation");
  }

  @Test
  void memoryOfASumDoesNotGrowWithItsSeries() {
    for (int i = 0; i < 2000; i++) {
      series.add(new TestSeries(Labels.of("x", "i", "" + i)).add(T.toEpochMilli(), 1));
    }

    var stats =
        engine(Dialect.PROMETHEUS_3)
            .range("sum(last_over_time(x[5m]))", T, T.plusSeconds(200), Duration.ofSeconds(1))
            .stats();

    // The list of series, and what the sum takes: of the 201 points of each series none is kept.
    assertThat(stats.peakBytes()).isLessThan(2000 * 150 + 20_000);
  }

  @Test
  void queriesHoldNoMoreThanThereIsForAllAndGiveItBack() {
    for (int i = 0; i < 100; i++) {
      series.add(new TestSeries(Labels.of("x", "i", "" + i)).add(T.toEpochMilli(), 1));
    }
    var memory = new QueryMemory(100 * 150 + 100 * (9 * 201 + 100) * 2);
    var engine = new QueryEngine(TestSeries.reader(series), ticker, QuerySettings.DEFAULT, memory);

    assertThat(engine.range("x + 0", T, T.plusSeconds(100), Duration.ofSeconds(1)).series())
        .hasSize(100);
    assertThat(memory.held()).isZero();
    try (QueryMemory.Share other = memory.share()) {
      other.hold(300_000);
      assertThatThrownBy(() -> engine.range("x + 0", T, T.plusSeconds(200), Duration.ofSeconds(1)))
          .hasMessageContaining("other queries have 300000 of " + (100 * 150 + 100 * 1909 * 2));
      assertThat(memory.held()).isEqualTo(300_000);
      other.release(300_000);
      engine.range("x + 0", T, T.plusSeconds(100), Duration.ofSeconds(1));
    }
    assertThat(memory.held()).isZero();
  }

  @Test
  void theLastByteThereIsCanBeHeld() {
    var memory = new QueryMemory(10);
    try (QueryMemory.Share share = memory.share()) {
      share.hold(10);
      assertThatThrownBy(() -> share.hold(1)).hasMessageContaining("needs more than 10 bytes");
    }
    assertThat(memory.held()).isZero();
    assertThatThrownBy(() -> new QueryMemory(0)).hasMessageContaining("expected: >= 1");
  }

  @Test
  void deepExpressionsAreRefusedOrAnswered() {
    String sums = "1" + " + 1".repeat(1_900);
    assertThat(value(sums, 0)).isEqualTo(1901);
  }

  @Test
  void theHashOfLabelsIsThatOfXxh64() {
    assertThat(LabelHash.hash(new byte[0])).isEqualTo(0xef46db3751d8e999L);
    assertThat(LabelHash.hash("a".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEqualTo(0xd24ec4f1a98c6e5bL);
  }
}
