package dev.mainstay.telemetry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.NativeHistogram.Buckets;
import dev.mainstay.telemetry.Sample;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.Selection;
import dev.mainstay.telemetry.Series;
import dev.mainstay.telemetry.SeriesKey;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.SeriesStore.Appended;
import dev.mainstay.telemetry.StoredSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of series does. */
abstract class SeriesStoreContract {
  static final Instant T = Instant.parse("2026-03-02T10:00:00Z");
  static final Labels A = Labels.of("m", "job", "a");
  static final Labels B = Labels.of("m", "job", "b");

  SeriesStore store;

  /** An empty store; its clock, if it has one, shows two hours after {@link #T}. */
  abstract SeriesStore open(SeriesLimits limits);

  static SeriesLimits limits() {
    return SeriesLimits.of(3).outOfOrder(Duration.ofHours(1));
  }

  @BeforeEach
  void begin() {
    store = open(limits());
  }

  static List<Matcher> metric(String name) {
    return List.of(Matcher.metric(name));
  }

  static List<String> samples(SeriesStore from, Labels labels) {
    var found = new ArrayList<String>();
    for (var series : from.select(metric(labels.metric()), 0, Long.MAX_VALUE / 2)) {
      if (series.labels().equals(labels)) {
        for (SampleCursor at = series.samples(0, Long.MAX_VALUE / 2); at.next(); ) {
          Object value = at.isHistogram() ? at.histogram() : (Object) at.value();
          found.add((at.timestamp() - T.toEpochMilli()) / 1000 + "=" + value);
        }
      }
    }
    return found;
  }

  @Test
  void selectsByTimeBothEndsIncluded() {
    for (int i = 0; i < 300; i++) {
      store.append(A, T.plusSeconds(i), i);
    }
    Series found = store.select(metric("m"), T.plusSeconds(100), T.plusSeconds(250)).getFirst();
    assertThat(found.size()).isEqualTo(151);
    assertThat(found.value(0)).isEqualTo(100);
    assertThat(found.value(150)).isEqualTo(250);
    assertThat(found.millis(150)).isEqualTo(T.plusSeconds(250).toEpochMilli());
    assertThat(store.select(metric("m"), T.plusSeconds(300), T.plusSeconds(400))).isEmpty();
  }

  @Test
  void aSelectionIsTheSameListUntilSeriesComeOrGo() {
    long soon = T.plusSeconds(60).toEpochMilli();
    store.append(A, T, 1);
    Selection selection = store.selection(metric("m"));

    var first = selection.select(T.toEpochMilli(), Long.MAX_VALUE / 2);
    store.append(A, T.plusSeconds(60), 2);
    assertThat(selection.select(soon, Long.MAX_VALUE / 2)).isSameAs(first);
    assertThat(first).extracting(StoredSeries::labels).containsExactly(A);

    store.append(B, T.plusSeconds(60), 1);
    var second = selection.select(soon, Long.MAX_VALUE / 2);
    assertThat(second).extracting(StoredSeries::labels).containsExactly(A, B);
    assertThat(selection.select(soon, Long.MAX_VALUE / 2)).isSameAs(second);
  }

  @Test
  void aSelectionFindsASeriesAgainThatWasSilent() {
    long later = T.plusSeconds(600).toEpochMilli();
    store.append(A, T, 1);
    store.append(B, T.plusSeconds(600), 1);
    Selection selection = store.selection(metric("m"));

    assertThat(selection.select(later, later)).extracting(StoredSeries::labels).containsExactly(B);
    store.append(A, T.plusSeconds(600), 2);
    assertThat(selection.select(later, later))
        .extracting(StoredSeries::labels)
        .containsExactly(A, B);
    assertThat(selection.select(later + 1, Long.MAX_VALUE / 2)).isEmpty();
  }

  private long stamp() {
    return store.select(metric("m"), 0, Long.MAX_VALUE / 2).getFirst().orderStamp();
  }

  @Test
  void theStampStaysUntilASampleComesLate() {
    store.append(A, T, 1);
    StoredSeries held = store.select(metric("m"), 0, Long.MAX_VALUE / 2).getFirst();
    long first = stamp();
    assertThat(first).isNotEqualTo(StoredSeries.NO_STAMP);

    for (int i = 10; i < 300; i++) {
      store.append(A, T.plusSeconds(i), i);
    }
    assertThat(store.append(A, T.plusSeconds(299), 299)).isEqualTo(Appended.DUPLICATE);
    assertThat(store.append(A, T.plusSeconds(290), 290)).isEqualTo(Appended.DUPLICATE);
    assertThat(store.append(A, T.plusSeconds(290), 291)).isEqualTo(Appended.OUT_OF_ORDER);
    settle();
    assertThat(stamp()).isEqualTo(first);

    assertThat(store.append(A, T.plusSeconds(5), 5)).isEqualTo(Appended.STORED);
    long second = stamp();
    assertThat(second).isNotEqualTo(first);
    settle();
    store.append(A, T.plusSeconds(300), 300);
    assertThat(stamp()).isEqualTo(second);

    store.append(A, T.plusSeconds(6), 6);
    assertThat(stamp()).isNotIn(first, second);
    assertThat(held.orderStamp()).isEqualTo(stamp());
  }

  @Test
  void selectsByEveryKindOfMatcher() {
    store.append(A, T, 1);
    store.append(B, T, 2);
    store.append(Labels.of("n"), T, 3);
    assertThat(store.series(List.of())).hasSize(3);
    assertThat(store.series(metric("m"))).containsExactlyInAnyOrder(A, B);
    assertThat(store.series(List.of(Matcher.equal("job", "a")))).containsExactly(A);
    assertThat(store.labelNames(0, Long.MAX_VALUE)).containsExactly("__name__", "job");
    assertThat(store.labelValues("job", 0, Long.MAX_VALUE)).containsExactly("a", "b");
    assertThat(store.labelValues("job", 0, 1)).isEmpty();
    assertThat(store.series(List.of(Matcher.equal("job", "")))).containsExactly(Labels.of("n"));
    assertThat(store.series(List.of(Matcher.metric("m"), Matcher.notEqual("job", "a"))))
        .containsExactly(B);
    assertThat(store.series(List.of(Matcher.notEqual("job", "")))).containsExactly(A, B);
    assertThat(store.series(List.of(Matcher.regex("job", "a|c")))).containsExactly(A);
    assertThat(store.series(List.of(Matcher.regex("job", "a|"))))
        .containsExactly(A, Labels.of("n"));
    assertThat(store.series(List.of(Matcher.notRegex("job", ".+"))))
        .containsExactly(Labels.of("n"));
    assertThat(store.series(List.of(Matcher.notRegex("job", "a"))))
        .containsExactly(B, Labels.of("n"));
    assertThat(store.series(metric("absent"))).isEmpty();
  }

  @Test
  void theLatestValueEndsWithAStaleMarkerAndWithTheLookBack() {
    store.append(A, T, 1);
    store.append(B, T, 2);
    store.append(B, T.plusSeconds(10), SeriesStore.STALE);
    assertThat(store.latest(metric("m"), T.plusSeconds(9)))
        .containsExactlyInAnyOrder(new Sample(A, 1), new Sample(B, 2));
    assertThat(store.latest(metric("m"), T.plusSeconds(10))).containsExactly(new Sample(A, 1));
    assertThat(store.latest(metric("m"), T.plusSeconds(300))).containsExactly(new Sample(A, 1));
    assertThat(store.latest(metric("m"), T.plusMillis(300_001))).isEmpty();
    assertThat(store.latest(metric("m"), T.minusMillis(1))).isEmpty();
  }

  @Test
  void takesLateSamplesWithinItsWindowInOrderOfTime() {
    store.append(A, T, 1);
    store.append(A, T.plusSeconds(20), 3);
    assertThat(store.append(A, T.plusSeconds(10), 2)).isEqualTo(Appended.STORED);
    assertThat(store.append(A, T.plusSeconds(10), 2)).isEqualTo(Appended.DUPLICATE);
    assertThat(store.append(A, T.plusSeconds(10), 5)).isEqualTo(Appended.OUT_OF_ORDER);
    assertThat(store.append(A, T.plusSeconds(20), 3)).isEqualTo(Appended.DUPLICATE);
    assertThat(store.append(A, T.plusSeconds(20), 4)).isEqualTo(Appended.OUT_OF_ORDER);
    assertThat(store.append(A, T, 1)).isEqualTo(Appended.DUPLICATE);
    store.append(A, T.plusSeconds(3700), 4);
    assertThat(store.append(A, T.plusSeconds(99), 2)).isEqualTo(Appended.OUT_OF_ORDER);
    assertThat(samples(store, A)).containsExactly("0=1.0", "10=2.0", "20=3.0", "3700=4.0");
    assertThat(store.stats().outOfOrder()).isEqualTo(3);
  }

  @Test
  void manySamplesInAnyOrderAreReadInOrderOfTime() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    var expected = new TreeMap<Long, Double>();
    for (int i = 0; i < 2000; i++) {
      long second = Math.max(0, i - (random.nextInt(10) == 0 ? random.nextInt(900) : 0));
      double value = random.nextInt(1000);
      var result = store.append(A, T.plusSeconds(second), value);
      if (expected.putIfAbsent(second, value) == null) {
        assertThat(result).isEqualTo(Appended.STORED);
      }
      if (i % 500 == 499) {
        settle();
      }
    }
    assertThat(samples(store, A))
        .isEqualTo(expected.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  /** Lets the store do what it does from time to time. */
  void settle() {}

  @Test
  void beginsNoSeriesBeyondTheLimitAndGoesOnWithThoseItHas() {
    assertThat(store.append(A, T, 1)).isEqualTo(Appended.STORED);
    assertThat(store.append(B, T, 1)).isEqualTo(Appended.STORED);
    assertThat(store.append(Labels.of("third"), T, 1)).isEqualTo(Appended.STORED);
    assertThat(store.append(Labels.of("fourth"), T, 1)).isEqualTo(Appended.SERIES_LIMIT);
    assertThat(store.append(A, T.plusSeconds(1), 1)).isEqualTo(Appended.STORED);
    assertThat(store.stats().series()).isEqualTo(3);
    assertThat(store.stats().overLimit()).isEqualTo(1);
  }

  @Test
  void refusesLabelsBeyondTheLimitsWithTheReason() {
    SeriesStore small = open(new SeriesLimits(10, 2, 5, 8, Duration.ZERO, null));
    try (SampleBatch batch = small.batch()) {
      assertThat(reason(batch, Labels.of("m", "a", "1", "b", "2")))
          .isEqualTo("m: 3 labels (limit 2)");
      assertThat(reason(batch, Labels.of("m", "number", "1")))
          .isEqualTo("m: label name __name__ longer than 5 bytes");
      assertThat(reason(batch, new Labels(new TreeMap<>())))
          .isEqualTo("a series without labels (expected: at least __name__)");
    }
    assertThat(small.stats().refusedLabels()).isEqualTo(3);
    assertThat(small.stats().series()).isZero();
  }

  private static String reason(SampleBatch batch, Labels labels) {
    SampleBatch.Refusal refusal = batch.choose(null, labels);
    return refusal == null ? "" : refusal.reason();
  }

  @Test
  void aBatchFindsASeriesAgainByItsKey() {
    var key = new SeriesKey().start(1);
    key.fold(1, 2);
    try (SampleBatch batch = store.batch()) {
      assertThat(batch.choose(key)).isFalse();
      assertThat(batch.choose(key, A)).isNull();
      batch.add(T.toEpochMilli(), 1);
      assertThat(batch.choose(null, B)).isNull();
      batch.add(T.toEpochMilli(), 2);
      assertThat(batch.choose(key)).isTrue();
      batch.add(T.toEpochMilli() + 1000, 3);
      batch.commit();
    }
    assertThat(samples(store, A)).containsExactly("0=1.0", "1=3.0");
    assertThat(samples(store, B)).containsExactly("0=2.0");
  }

  static NativeHistogram histogram(double count) {
    return new NativeHistogram(
        3,
        1e-128,
        1,
        count + 1,
        count * 2.5,
        Buckets.of(new int[] {-2, 0, 5}, new double[] {count, 0, 0}),
        Buckets.NONE,
        List.of(),
        NativeHistogram.Reset.UNKNOWN);
  }

  @Test
  void keepsNativeHistogramsAmongNumbers() {
    try (SampleBatch batch = store.batch()) {
      batch.choose(null, A);
      for (int i = 0; i < 300; i++) {
        batch.add(T.plusSeconds(i).toEpochMilli(), histogram(i));
      }
      batch.add(T.plusSeconds(300).toEpochMilli(), SeriesStore.STALE);
      batch.commit();
    }
    settle();
    List<String> found = samples(store, A);
    assertThat(found).hasSize(301);
    assertThat(found.get(0)).isEqualTo("0=" + histogram(0));
    assertThat(found.get(299)).isEqualTo("299=" + histogram(299));
    assertThat(found.get(300)).isEqualTo("300=NaN");
  }

  @Test
  void deletesWhatIsWithinARange() {
    for (int i = 0; i < 300; i++) {
      store.append(A, T.plusSeconds(i), i);
      store.append(B, T.plusSeconds(i), i);
    }
    store.delete(List.of(Matcher.equal("job", "a")), T.plusSeconds(1), T.plusSeconds(298));
    assertThat(samples(store, A)).containsExactly("0=0.0", "299=299.0");
    assertThat(samples(store, B)).hasSize(300);
    store.append(A, T.plusSeconds(300), 1);
    assertThat(samples(store, A)).containsExactly("0=0.0", "299=299.0", "300=1.0");
  }

  @Test
  void tellsWhereItsSeriesComeFrom() {
    store.append(A, T, 1);
    store.append(B, T, 1);
    store.append(Labels.of("other", "job", "a"), T, 1);
    var report = store.cardinality(1);
    assertThat(report.series()).isEqualTo(3);
    assertThat(report.labelNames()).isEqualTo(2);
    assertThat(report.labelPairs()).isEqualTo(4);
    assertThat(report.seriesByMetric().toString()).contains("m").contains("2");
    assertThat(report.valuesByLabel()).hasSize(1);
    assertThat(report.seriesByPair()).hasSize(1);
  }
}
