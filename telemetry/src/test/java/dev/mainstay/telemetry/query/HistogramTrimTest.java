package dev.mainstay.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mainstay.promql.BinaryOperator;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.PromqlException;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.NativeHistogram.Buckets;
import dev.mainstay.telemetry.NativeHistogram.Reset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The operators that take observations above or below a threshold away. */
class HistogramTrimTest {
  private static final Instant T = Instant.ofEpochSecond(1_200_000);
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private final List<TestSeries> series = new ArrayList<>();

  /** Buckets (1, 2], (2, 4] and (4, 8] with 2, 4 and 8 observations, nothing else. */
  private static NativeHistogram positives() {
    return exponential(0, 0, 0, new int[] {1, 2, 3}, new double[] {2, 4, 8}, Buckets.NONE);
  }

  private static NativeHistogram exponential(
      int schema, double width, double zeros, int[] indexes, double[] counts, Buckets negative) {
    double count = zeros;
    for (double each : counts) {
      count += each;
    }
    for (int i = 0; i < negative.size(); i++) {
      count += negative.count(i);
    }
    return new NativeHistogram(
        schema,
        width,
        zeros,
        count,
        100,
        Buckets.of(indexes, counts),
        negative,
        List.of(),
        Reset.UNKNOWN);
  }

  private static NativeHistogram custom(List<Double> bounds, double... counts) {
    double count = 0;
    int[] indexes = new int[counts.length];
    for (int i = 0; i < counts.length; i++) {
      indexes[i] = i;
      count += counts[i];
    }
    return new NativeHistogram(
        NativeHistogram.CUSTOM_BOUNDS,
        0,
        0,
        count,
        100,
        Buckets.of(indexes, counts),
        Buckets.NONE,
        bounds,
        Reset.GAUGE);
  }

  private static NativeHistogram below(NativeHistogram histogram, double threshold) {
    return HistogramTrim.apply(BinaryOperator.TRIM_UPPER, histogram, threshold);
  }

  private static NativeHistogram above(NativeHistogram histogram, double threshold) {
    return HistogramTrim.apply(BinaryOperator.TRIM_LOWER, histogram, threshold);
  }

  @Test
  void aThresholdAtABoundaryIsExact() {
    NativeHistogram low = below(positives(), 4);
    assertThat(low.positive()).isEqualTo(Buckets.of(new int[] {1, 2}, new double[] {2, 4}));
    assertThat(low.count()).isEqualTo(6);
    assertThat(low.sum()).isCloseTo(2 * Math.sqrt(2) + 4 * Math.sqrt(8), within(1e-12));

    NativeHistogram high = above(positives(), 4);
    assertThat(high.positive()).isEqualTo(Buckets.of(new int[] {3}, new double[] {8}));
    assertThat(high.count()).isEqualTo(8);
    assertThat(high.sum()).isCloseTo(8 * Math.sqrt(32), within(1e-12));
  }

  @Test
  void withinABucketTheShareIsByTheExponent() {
    NativeHistogram low = below(positives(), Math.sqrt(8));
    assertThat(low.count()).isCloseTo(2 + 2, within(1e-12));
    assertThat(low.sum())
        .isCloseTo(2 * Math.sqrt(2) + 2 * Math.sqrt(2 * Math.sqrt(8)), within(1e-12));

    NativeHistogram high = above(positives(), Math.sqrt(8));
    assertThat(high.count()).isCloseTo(2 + 8, within(1e-12));
    assertThat(high.sum())
        .isCloseTo(2 * Math.sqrt(4 * Math.sqrt(8)) + 8 * Math.sqrt(32), within(1e-12));
  }

  @Test
  void negativeBucketsAreTheMirror() {
    var negative = Buckets.of(new int[] {1, 2}, new double[] {2, 4});
    var both = exponential(0, 0, 0, new int[] {1}, new double[] {1}, negative);

    NativeHistogram high = above(both, -Math.sqrt(8));
    assertThat(high.negative().count(0)).isEqualTo(2);
    assertThat(high.negative().count(1)).isCloseTo(2, within(1e-12));
    assertThat(high.sum())
        .isCloseTo(
            -2 * Math.sqrt(2) - 2 * Math.sqrt(2 * Math.sqrt(8)) + Math.sqrt(2), within(1e-12));
    assertThat(below(both, -2).negative()).isEqualTo(Buckets.of(new int[] {2}, new double[] {4}));
    assertThat(below(both, -2).positive()).isEqualTo(Buckets.NONE);
  }

  @Test
  void theZeroBucketIsOfTheSignThatTheOthersHave() {
    var negative = Buckets.of(new int[] {1}, new double[] {1});
    int[] one = {1};
    var ofPositives = exponential(0, 0.5, 4, one, new double[] {1}, Buckets.NONE);
    var ofNegatives = exponential(0, 0.5, 4, new int[0], new double[0], negative);
    var ofBoth = exponential(0, 0.5, 4, one, new double[] {1}, negative);
    var alone = exponential(0, 0.5, 4, new int[0], new double[0], Buckets.NONE);

    assertThat(below(ofPositives, 0.25).zeroCount()).isEqualTo(2);
    assertThat(below(ofPositives, 0.25).sum()).isEqualTo(2 * 0.125);
    assertThat(below(ofPositives, -0.25).zeroCount()).isEqualTo(0);
    assertThat(above(ofNegatives, -0.25).zeroCount()).isEqualTo(2);
    assertThat(below(ofNegatives, 0).zeroCount()).isEqualTo(4);
    assertThat(below(ofBoth, 0.25).zeroCount()).isEqualTo(3);
    assertThat(below(alone, 0).zeroCount()).isEqualTo(2);
    assertThat(below(alone, 0).sum()).isEqualTo(2 * -0.25);
  }

  @Test
  void explicitBucketsAreCutEvenly() {
    var histogram = custom(List.of(5.0, 10.0), 2, 4, 8);

    assertThat(below(histogram, 7.5).positive())
        .isEqualTo(Buckets.of(new int[] {0, 1}, new double[] {2, 2}));
    assertThat(below(histogram, 7.5).sum()).isEqualTo(2 * 2.5 + 2 * 6.25);
    assertThat(above(histogram, 7.5).sum()).isEqualTo(2 * 8.75 + 8 * 10);
    assertThat(below(histogram, 2.5).count()).isEqualTo(1);
    assertThat(below(histogram, 0).count()).isEqualTo(0);
    assertThat(above(histogram, 0).count()).isEqualTo(14);
    assertThat(below(histogram, 1000).count()).isEqualTo(6);
    assertThat(above(histogram, 1000).count()).isEqualTo(8);
    assertThat(above(histogram, 1000).sum()).isEqualTo(8 * 1000);
    assertThat(below(histogram, 7.5).reset()).isEqualTo(Reset.GAUGE);
    assertThat(below(histogram, 7.5).customBounds()).isEqualTo(histogram.customBounds());
  }

  @Test
  void aLowestBucketThatEndsBelowZeroIsAllTheWayDown() {
    var histogram = custom(List.of(-5.0, 0.0), 2, 4, 8);

    assertThat(below(histogram, -7).count()).isEqualTo(2);
    assertThat(above(histogram, -7).count()).isEqualTo(12);
    assertThat(above(histogram, -7).positive().index(0)).isEqualTo(1);
  }

  @Test
  void whatTakesNothingAwayChangesNothing() {
    NativeHistogram all = positives();
    assertThat(below(all, 8)).isSameAs(all);
    assertThat(above(all, 1)).isSameAs(all);
    assertThat(below(all, INFINITY)).isSameAs(all);
    assertThat(above(all, -INFINITY)).isSameAs(all);
  }

  @Test
  void whatTakesAllAwayLeavesAnEmptyOne() {
    for (NativeHistogram empty :
        List.of(
            below(positives(), -INFINITY),
            above(positives(), INFINITY),
            below(positives(), 1),
            above(positives(), 8),
            below(positives(), Double.NaN),
            above(positives(), Double.NaN))) {
      assertThat(empty.count()).isEqualTo(0);
      assertThat(empty.sum()).isEqualTo(0);
      assertThat(empty.positive()).isEqualTo(Buckets.NONE);
      assertThat(empty.schema()).isEqualTo(0);
    }
  }

  @Property
  void bothSidesTogetherAreAll(@ForAll long seed) {
    var random = new Random(seed);
    NativeHistogram histogram = random.nextBoolean() ? anyExponential(random) : anyCustom(random);
    double threshold = random.nextInt(10) == 0 ? random.nextInt(-8, 8) : random.nextGaussian() * 8;

    NativeHistogram low = below(histogram, threshold);
    NativeHistogram high = above(histogram, threshold);

    // Observations of exactly zero are neither above nor below zero.
    boolean atThreshold = threshold == 0 && histogram.zeroThreshold() == 0;
    double inBoth = atThreshold ? histogram.zeroCount() : 0;
    assertThat(low.count() + high.count()).isCloseTo(histogram.count() + inBoth, within(1e-9));
    // Fractions look for the observations of buckets without an end elsewhere.
    if (!histogram.hasCustomBounds() && !atThreshold && histogram.count() > 0) {
      double fraction = HistogramEstimates.fraction(-INFINITY, threshold, histogram, false);
      assertThat(low.count())
          .describedAs(histogram + " at " + threshold)
          .isCloseTo(fraction * histogram.count(), within(1e-9));
    }
  }

  private static NativeHistogram anyExponential(Random random) {
    return exponential(
        random.nextInt(-1, 4),
        random.nextBoolean() ? 0 : 0.125,
        random.nextInt(5),
        new int[] {1, 2, 5},
        new double[] {random.nextInt(1, 9), random.nextInt(1, 9), random.nextInt(1, 9)},
        random.nextBoolean()
            ? Buckets.NONE
            : Buckets.of(new int[] {2, 3}, new double[] {random.nextInt(1, 5), 3}));
  }

  private static NativeHistogram anyCustom(Random random) {
    double first = random.nextInt(-5, 5);
    return custom(
        List.of(first, first + 1.5, first + 4),
        random.nextInt(5),
        random.nextInt(5),
        random.nextInt(5),
        random.nextInt(5));
  }

  private QueryResult query(String query) {
    return new QueryEngine(
            TestSeries.reader(series), () -> 0, QuerySettings.DEFAULT.with(Dialect.PROMETHEUS_3))
        .instant(query, T);
  }

  @Test
  void queriesTrimByNumbersAndByMatchingSeries() {
    long at = T.toEpochMilli();
    series.add(new TestSeries(Labels.of("h", "job", "a")).add(at, positives()));
    series.add(new TestSeries(Labels.of("h", "job", "b")).add(at, positives()));
    series.add(new TestSeries(Labels.of("limit", "job", "a")).add(at, 4));

    QueryResult byNumber = query("h{job=\"a\"} </ 4");
    assertThat(byNumber.series()).hasSize(1);
    assertThat(byNumber.series().getFirst().labels()).isEqualTo(Labels.of("h", "job", "a"));
    assertThat(byNumber.series().getFirst().histogram(0)).isEqualTo(below(positives(), 4));
    QueryResult bySeries = query("h >/ on (job) limit");
    assertThat(bySeries.series()).hasSize(1);
    assertThat(bySeries.series().getFirst().histogram(0)).isEqualTo(above(positives(), 4));
    assertThat(query("histogram_count(h </ 4 >/ 2)").series().getFirst().values()[0]).isEqualTo(4);
  }

  @Test
  void whatIsNoHistogramOnTheLeftHasNoResult() {
    long at = T.toEpochMilli();
    series.add(new TestSeries(Labels.of("h")).add(at, positives()));
    series.add(new TestSeries(Labels.of("x")).add(at, 4));

    for (String query : List.of("x </ 4", "x >/ x", "4 </ h", "x </ h", "h >/ h", "4 </ x")) {
      QueryResult result = query(query);
      assertThat(result.series()).describedAs(query).isEmpty();
      assertThat(result.infos(query))
          .singleElement()
          .asString()
          .startsWith("PromQL info: incompatible sample types encountered for binary operator");
    }
    assertThatThrownBy(() ->
            new QueryEngine(
                    TestSeries.reader(series),
                    () -> 0,
                    QuerySettings.DEFAULT.with(Dialect.PROMETHEUS_2))
                .instant("h </ 4", T))
        .isInstanceOf(PromqlException.class);
  }
}
