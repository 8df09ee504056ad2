package dev.mainstay.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.NativeHistogram.Buckets;
import dev.mainstay.telemetry.NativeHistogram.Reset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Series of all kinds, and what queries of them are remarked on. */
abstract class RemarkedSeries {
  static final Instant T = Instant.ofEpochSecond(1_200_000);
  static final Instant END = T.plusSeconds(300);
  final List<TestSeries> series = new ArrayList<>();

  /** Samples a minute apart, the last one at the time of the queries. */
  @BeforeEach
  void fill() {
    add(Labels.of("gauge"), 1, 2, 3, 4, 5, 6);
    add(Labels.of("requests_total"), 1, 2, 3, 4, 5, 6);
    add(Labels.of("mixed"), 1, exponential(1), 2, exponential(2), 3, exponential(3));
    add(Labels.of("late"), exponential(1), exponential(2), 1, 2, 3, 4);
    add(Labels.of("one"), exponential(1), exponential(2), 1);
    add(Labels.of("counter"), exponential(1), exponential(2), exponential(3));
    add(
        Labels.of("level"),
        exponential(1, Reset.GAUGE),
        exponential(3, Reset.GAUGE),
        exponential(2, Reset.GAUGE));
    add(
        Labels.of("once"),
        exponential(1, Reset.UNKNOWN),
        exponential(2, Reset.GAUGE),
        exponential(3, Reset.UNKNOWN));
    add(
        Labels.of("layouts"),
        exponential(1, Reset.GAUGE),
        exponential(2, Reset.GAUGE),
        custom(Reset.GAUGE, 1, 2));
    add(Labels.of("bounds"), custom(Reset.GAUGE, 1, 2), custom(Reset.GAUGE, 2, 3));
    add(
        Labels.of("cut"),
        custom(Reset.UNKNOWN, 1, 2),
        custom(Reset.UNKNOWN, 1, 2),
        custom(Reset.UNKNOWN, 2, 3));
    add(Labels.of("steady"), custom(Reset.GAUGE, 1, 2), custom(Reset.GAUGE, 1, 2));
    add(Labels.of("resets"), exponential(1, Reset.RESET), exponential(1, Reset.NO_RESET));

    add(Labels.of("both_kinds", "of", "a"), 1);
    add(Labels.of("both_kinds", "of", "b"), exponential(1));
    add(Labels.of("both_layouts", "of", "a"), exponential(1));
    add(Labels.of("both_layouts", "of", "b"), custom(Reset.UNKNOWN, 1, 2));
    add(Labels.of("both_bounds", "of", "a"), custom(Reset.UNKNOWN, 1, 2));
    add(Labels.of("both_bounds", "of", "b"), custom(Reset.UNKNOWN, 2, 3));
    add(Labels.of("both_resets", "of", "a"), exponential(1, Reset.RESET));
    add(Labels.of("both_resets", "of", "b"), exponential(1, Reset.NO_RESET));

    add(Labels.of("size_bucket", "le", "1"), 10);
    add(Labels.of("size_bucket", "le", "2"), 15);
    add(Labels.of("size_bucket", "le", "+Inf"), 20);
    add(Labels.of("falling_bucket", "le", "1"), 10);
    add(Labels.of("falling_bucket", "le", "2"), 5);
    add(Labels.of("falling_bucket", "le", "+Inf"), 20);
    add(Labels.of("rounded_bucket", "le", "1"), 10);
    add(Labels.of("rounded_bucket", "le", "2"), 10 - 1e-14);
    add(Labels.of("rounded_bucket", "le", "+Inf"), 20);
    add(Labels.of("odd_bucket", "le", "\"much\""), 20);
    add(Labels.of("twofold", "le", "1"), 10);
    add(Labels.of("twofold", "le", "+Inf"), 20);
    add(Labels.of("twofold"), exponential(1));
    add(Labels.of("nans"), histogram(5, Double.NaN, 3));
    add(Labels.of("infinities"), histogram(3, Double.NaN, 3));
  }

  final void add(Labels labels, Object... samples) {
    var each = new TestSeries(labels);
    for (int i = 0; i < samples.length; i++) {
      long time = END.minusSeconds(60L * (samples.length - 1 - i)).toEpochMilli();
      if (samples[i] instanceof NativeHistogram histogram) {
        each.add(time, histogram);
      } else {
        each.add(time, ((Number) samples[i]).doubleValue());
      }
    }
    series.add(each);
  }

  static NativeHistogram exponential(double count) {
    return exponential(count, Reset.UNKNOWN);
  }

  static NativeHistogram exponential(double count, Reset reset) {
    return new NativeHistogram(
        0, 0.001, 0, count, count, buckets(count), Buckets.NONE, List.of(), reset);
  }

  static NativeHistogram histogram(double count, double sum, double inBuckets) {
    return new NativeHistogram(
        0, 0.001, 0, count, sum, buckets(inBuckets), Buckets.NONE, List.of(), Reset.UNKNOWN);
  }

  static NativeHistogram custom(Reset reset, double first, double second) {
    return new NativeHistogram(
        NativeHistogram.CUSTOM_BOUNDS,
        0,
        0,
        2,
        2,
        buckets(2),
        Buckets.NONE,
        List.of(first, second),
        reset);
  }

  private static Buckets buckets(double count) {
    return Buckets.of(new int[] {1}, new double[] {count});
  }

  final QueryResult ask(Dialect dialect, String query) {
    var settings = QuerySettings.DEFAULT.with(dialect);
    return new QueryEngine(TestSeries.reader(series), Ticker.system(), settings)
        .instant(query, END);
  }

  final List<String> told(String query) {
    QueryResult result = ask(Dialect.EXPERIMENTAL, query);
    var told = new ArrayList<>(result.warnings(query));
    told.addAll(result.infos(query));
    return told;
  }

  final void tells(String query, String... remarks) {
    assertThat(told(query)).as(query).containsExactly(remarks);
  }
}
