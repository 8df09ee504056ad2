package dev.mainstay.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.promql.Dialect;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.NativeHistogram.Buckets;
import dev.mainstay.telemetry.NativeHistogram.Reset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Native histograms as counters: when they began anew, and what they are when they are added. */
class HistogramCountersTest {
  private static final Instant T = Instant.ofEpochSecond(1_200_000);

  private final List<TestSeries> series = new ArrayList<>();

  private static NativeHistogram exponential(int schema, Reset reset, double... counts) {
    double count = 0;
    int[] indexes = new int[counts.length];
    for (int i = 0; i < counts.length; i++) {
      indexes[i] = i;
      count += counts[i];
    }
    return new NativeHistogram(
        schema, 0, 0, count, count, Buckets.of(indexes, counts), Buckets.NONE, List.of(), reset);
  }

  private static NativeHistogram custom(List<Double> bounds, double... counts) {
    NativeHistogram like = exponential(0, Reset.UNKNOWN, counts);
    return new NativeHistogram(
        NativeHistogram.CUSTOM_BOUNDS,
        0,
        0,
        like.count(),
        like.sum(),
        like.positive(),
        Buckets.NONE,
        bounds,
        Reset.UNKNOWN);
  }

  private void minutely(NativeHistogram... histograms) {
    var h = new TestSeries(Labels.of("h"));
    for (int i = 0; i < histograms.length; i++) {
      h.add(T.plusSeconds(60L * i).toEpochMilli(), histograms[i]);
    }
    series.add(h);
  }

  private List<QueryResult.Points> query(String query, int minutes) {
    return new QueryEngine(
            TestSeries.reader(series), () -> 0, QuerySettings.DEFAULT.with(Dialect.PROMETHEUS_3))
        .instant(query, T.plusSeconds(60L * minutes))
        .series();
  }

  private NativeHistogram histogram(String query, int minutes) {
    return Objects.requireNonNull(query(query, minutes).getFirst().histogram(0));
  }

  private double number(String query, int minutes) {
    var points = query(query, minutes);
    assertThat(points).describedAs(query).hasSize(1);
    return points.getFirst().values()[0];
  }

  @Test
  void whatCameBeforeAResetAtTheBeginningDoesNotMatter() {
    minutely(
        exponential(0, Reset.UNKNOWN, 5),
        custom(List.of(1.0, 2.0), 1, 1),
        custom(List.of(1.0, 2.0), 2, 4));

    assertThat(number("histogram_count(increase(h[3m]))", 2)).isGreaterThanOrEqualTo(6);
    assertThat(histogram("increase(h[3m])", 2).hasCustomBounds()).isTrue();
    assertThat(query("delta(h[3m])", 2)).isEmpty();
  }

  @Test
  void aCoarserSampleBeforeAResetLeavesTheOthersTheirResolution() {
    minutely(
        exponential(0, Reset.UNKNOWN, 5, 5),
        exponential(2, Reset.UNKNOWN, 1, 1),
        exponential(2, Reset.UNKNOWN, 2, 2));

    assertThat(histogram("increase(h[3m])", 2).schema()).isEqualTo(2);
    assertThat(histogram("delta(h[3m])", 2).schema()).isEqualTo(0);
  }

  @Test
  void aResetLaterKeepsTheCoarsestOfBothLives() {
    minutely(
        exponential(0, Reset.UNKNOWN, 5, 5),
        exponential(0, Reset.UNKNOWN, 6, 6),
        exponential(2, Reset.UNKNOWN, 2, 2));

    assertThat(histogram("increase(h[3m])", 2).schema()).isEqualTo(0);
  }

  @Test
  void newBoundsAreNoResetWhereTheSharedOnesGrew() {
    minutely(
        custom(List.of(1.0, 4.0), 2, 3, 1),
        custom(List.of(1.0, 2.0, 4.0), 2, 1, 2, 1),
        custom(List.of(1.0, 3.0, 4.0), 2, 0, 2, 4));

    assertThat(number("resets(h[2m])", 1)).isEqualTo(0);
    assertThat(number("resets(h[2m])", 2)).isEqualTo(1);
  }

  @Test
  void whatASourceSaidOfResetsIsOfTheSampleBeforeAndNotOfTheStepBefore() {
    minutely(
        exponential(0, Reset.UNKNOWN, 5),
        exponential(0, Reset.RESET, 1),
        exponential(0, Reset.NO_RESET, 3),
        exponential(0, Reset.NO_RESET, 7));

    assertThat(number("resets(h[4m])", 3)).isEqualTo(1);
    // At the steps 0 and 2 the counts are 5 and 3.
    assertThat(number("resets(h[3m:2m])", 2)).isEqualTo(1);
    assertThat(number("resets(h[3m:1m])", 2)).isEqualTo(1);
  }

  @Test
  void twoCountersAddUpToOne() {
    var began = exponential(0, Reset.RESET, 1);
    var went = exponential(0, Reset.NO_RESET, 1);
    var gauge = exponential(0, Reset.GAUGE, 1);

    assertThat(HistogramMath.add(began, began).reset()).isEqualTo(Reset.RESET);
    assertThat(HistogramMath.add(began, went).reset()).isEqualTo(Reset.UNKNOWN);
    assertThat(HistogramMath.add(began, gauge).reset()).isEqualTo(Reset.GAUGE);
    assertThat(HistogramMath.add(gauge, gauge).reset()).isEqualTo(Reset.GAUGE);
    assertThat(HistogramMath.subtract(began, began).reset()).isEqualTo(Reset.GAUGE);
  }

  @Test
  void aHistogramDividedByZeroHasNoBuckets() {
    minutely(exponential(0, Reset.UNKNOWN, 1, 2));

    NativeHistogram divided = histogram("h / 0", 0);
    assertThat(divided.count()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(divided.zeroCount()).isNaN();
    assertThat(divided.positive()).isEqualTo(Buckets.NONE);
    assertThat(histogram("h / -0.5", 0).reset()).isEqualTo(Reset.GAUGE);
  }

  @Test
  void kindsOfBucketsThatDoNotGoTogetherHaveNoSumAndNoDifference() {
    minutely(exponential(0, Reset.UNKNOWN, 1), custom(List.of(1.0), 2));

    assertThat(query("sum_over_time(h[2m])", 1)).isEmpty();
    assertThat(query("avg_over_time(h[2m])", 1)).isEmpty();
    assertThat(query("idelta(h[2m])", 1)).isEmpty();
    assertThat(number("histogram_count(irate(h[2m])) * 60", 1)).isEqualTo(2);
    assertThat(number("histogram_count(sum_over_time(h[1m]))", 1)).isEqualTo(2);
  }
}
