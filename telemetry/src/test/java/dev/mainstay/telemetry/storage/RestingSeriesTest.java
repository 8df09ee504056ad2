package dev.mainstay.telemetry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.Selection;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.SeriesStore.Appended;
import dev.mainstay.telemetry.StoredSeries;
import dev.mainstay.telemetry.query.QueryException;
import dev.mainstay.testkit.CrashCopy;
import dev.mainstay.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Series that end make room for others, are found as before, and go on when something comes. */
class RestingSeriesTest {
  private static final Instant T = Instant.parse("2026-03-02T10:00:00Z");
  private static final long END = Long.MAX_VALUE / 2;
  private static final List<Matcher> ALL = List.of(Matcher.notEqual("__name__", ""));
  private static final int ROUNDS = Integer.getInteger("mainstay.resting.rounds", 60);

  @TempDir private Path folder;
  private final ManualTime time = new ManualTime(T);
  // Stands still: a checkpoint is made when the test makes it.
  private final ManualTime rounds = new ManualTime(T);
  private int limit = 10;
  private int copies;
  private Path at = Path.of("");
  private DurableSeriesStore store;

  @BeforeEach
  void begin() {
    at = folder.resolve("store");
    store = open();
  }

  @AfterEach
  void end() {
    store.close();
  }

  private DurableSeriesStore open() {
    return new DurableSeriesStore(
        at,
        SeriesLimits.of(limit).outOfOrder(Duration.ofHours(1)),
        Retention.DEFAULT,
        time,
        rounds);
  }

  private static Labels pod(int number) {
    return Labels.of("requests_total", "job", "shop", "pod", "shop-" + number);
  }

  private Appended add(Labels labels, double value) {
    return addAt(labels, time.now().toEpochMilli(), value);
  }

  private Appended addAt(Labels labels, long millis, double value) {
    try (SampleBatch batch = store.batch()) {
      SampleBatch.Refusal refusal = batch.choose(null, labels);
      Appended added = refusal == null ? batch.add(millis, value) : refusal.kind();
      batch.commit();
      return added;
    }
  }

  /** Long enough for series to rest, and what then makes them. */
  private void rest() {
    time.advance(RestingSeries.AFTER.plusMillis(1));
    store.checkpoint();
    store.checkpoint();
  }

  private void crash() {
    Path copy = CrashCopy.of(at, () -> folder.resolve("copy" + copies++));
    store.close();
    at = copy;
    store = open();
  }

  private static NavigableMap<Long, Double> samples(StoredSeries series, long from, long to) {
    var samples = new TreeMap<Long, Double>();
    for (SampleCursor cursor = series.samples(from, to); cursor.next(); ) {
      samples.put(cursor.timestamp(), cursor.value());
    }
    return samples;
  }

  private Map<Labels, NavigableMap<Long, Double>> found(List<Matcher> matchers, long from) {
    return samplesOf(store.select(matchers, from, END), from);
  }

  private static Map<Labels, NavigableMap<Long, Double>> samplesOf(
      List<? extends StoredSeries> selected, long from) {
    var found = new HashMap<Labels, NavigableMap<Long, Double>>();
    for (StoredSeries series : selected) {
      assertThat(found.put(series.labels(), samples(series, from, END)))
          .as("%s is found once", series.labels())
          .isNull();
    }
    return found;
  }

  private List<Double> values(Labels labels) {
    return List.copyOf(found(ALL, 0).getOrDefault(labels, new TreeMap<>()).values());
  }

  private void assertHeld(int awake, int resting) {
    assertThat(store.stats().series()).as("awake").isEqualTo(awake);
    assertThat(store.stats().resting()).as("resting").isEqualTo(resting);
  }

  @Test
  void seriesThatEndedMakeRoomForOthersAndAreFoundAsBefore() {
    for (int i = 0; i < limit; i++) {
      assertThat(add(pod(i), i)).isEqualTo(Appended.STORED);
    }
    assertThat(add(pod(limit), 0)).isEqualTo(Appended.SERIES_LIMIT);
    Instant first = time.now();
    rest();
    assertHeld(0, 10);
    for (int i = 10; i < 20; i++) {
      assertThat(add(pod(i), i)).isEqualTo(Appended.STORED);
    }
    assertHeld(10, 10);
    var all = found(ALL, 0);
    assertThat(all).hasSize(20);
    assertThat(all.get(pod(3))).isEqualTo(new TreeMap<>(Map.of(first.toEpochMilli(), 3.0)));
    assertThat(store.series(List.of())).hasSize(20);
    assertThat(found(ALL, first.toEpochMilli())).hasSize(20);
    assertThat(found(ALL, first.toEpochMilli() + 1)).hasSize(10).doesNotContainKey(pod(3));
    assertThat(found(List.of(Matcher.equal("pod", "shop-3")), 0)).containsOnlyKeys(pod(3));
    assertThat(found(List.of(Matcher.regex("pod", "shop-(1|1.)")), 0)).hasSize(11);
    assertThat(found(List.of(Matcher.equal("pod", "shop-3"), Matcher.equal("x", "y")), 0))
        .isEmpty();
    assertThat(found(List.of(Matcher.equal("pod", "shop-3"), Matcher.equal("x", "")), 0))
        .hasSize(1);
    assertThat(store.latest(ALL, first)).hasSize(10);
    assertThat(store.cardinality(5).series()).isEqualTo(10);
  }

  @Test
  void labelsOfSeriesThatEndedAreNamed() {
    add(Labels.of("m", "ended", "é\u0000", "long_label", "x"), 1);
    rest();
    Instant second = time.now();
    add(Labels.of("n", "alive", "1"), 1);
    assertHeld(1, 1);
    assertThat(store.labelNames(0, END))
        .containsExactly("__name__", "alive", "ended", "long_label");
    assertThat(store.labelValues("__name__", 0, END)).containsExactly("m", "n");
    assertThat(store.labelValues("ended", 0, END)).containsExactly("é\u0000");
    assertThat(store.labelValues("end", 0, END)).isEmpty();
    assertThat(store.labelNames(second.toEpochMilli(), END)).containsExactly("__name__", "alive");
    assertThat(store.labelValues("__name__", 0, second.toEpochMilli() - 1)).containsExactly("m");
    // Forty days later the first is told by the 32 days in which it ended.
    time.advance(Duration.ofDays(40));
    store.checkpoint();
    store.checkpoint();
    assertThat(store.labelNames(0, END))
        .containsExactly("__name__", "alive", "ended", "long_label");
    assertThat(store.labelValues("__name__", 0, END)).containsExactly("m", "n");
  }

  @Test
  void noMoreValuesAreNamedThanMayBeAlive() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < limit; i++) {
        add(pod(round * limit + i), 1);
      }
      rest();
      if (round == 0) {
        assertThat(store.labelValues("pod", 0, END)).hasSize(limit);
      }
    }
    assertThat(store.labelValues("job", 0, END)).containsExactly("shop");
    assertThatThrownBy(() -> store.labelValues("pod", 0, END))
        .isInstanceOf(QueryException.class)
        .hasMessageStartingWith("more than 10 series that ended are selected");
  }

  @Test
  void seriesRestAfterThreeHoursAndNotBefore() {
    add(pod(1), 1);
    time.advance(RestingSeries.AFTER);
    store.checkpoint();
    store.checkpoint();
    assertHeld(1, 0);
    time.advance(Duration.ofMillis(1));
    store.checkpoint();
    assertHeld(0, 1);
  }

  @Test
  void whatComesGoesOnWithTheSeriesThatWas() throws IOException {
    add(pod(1), 1);
    long first = time.now().toEpochMilli();
    rest();
    assertThat(add(pod(1), 2)).isEqualTo(Appended.STORED);
    long second = time.now().toEpochMilli();
    var both = new TreeMap<>(Map.of(first, 1.0, second, 2.0));
    // Woken; the disk says that it rests, until the next checkpoint.
    assertThat(found(ALL, 0)).isEqualTo(Map.of(pod(1), both));
    crash();
    assertThat(found(ALL, 0)).isEqualTo(Map.of(pod(1), both));
    assertHeld(1, 1);
    store.checkpoint();
    assertHeld(1, 0);
    crash();
    assertThat(found(ALL, 0)).isEqualTo(Map.of(pod(1), both));
    rest();
    assertHeld(0, 1);
    crash();
    assertHeld(0, 1);
    assertThat(found(ALL, 0)).isEqualTo(Map.of(pod(1), both));
    assertThat(found(ALL, second)).hasSize(1);
  }

  @Test
  void olderSamplesThanTheLastOneAreLateAfterWakingToo() {
    add(pod(1), 1);
    rest();
    long last = T.toEpochMilli();
    assertThat(store.append(pod(1), Instant.ofEpochMilli(last - 3600_001), 0))
        .isEqualTo(Appended.OUT_OF_ORDER);
    assertThat(addAt(pod(1), last - 3600_000, 5)).isEqualTo(Appended.STORED);
    crash();
    assertThat(store.append(pod(1), Instant.ofEpochMilli(last - 3600_001), 0))
        .isEqualTo(Appended.OUT_OF_ORDER);
    var both = new TreeMap<>(Map.of(last - 3600_000, 5.0, last, 1.0));
    assertThat(found(ALL, 0)).isEqualTo(Map.of(pod(1), both));
    store.checkpoint();
    crash();
    // What woke without a younger sample is as late as before.
    assertThat(store.append(pod(1), Instant.ofEpochMilli(last - 3600_001), 0))
        .isEqualTo(Appended.OUT_OF_ORDER);
    rest();
    assertHeld(0, 1);
    assertThat(found(ALL, 0)).isEqualTo(Map.of(pod(1), both));
  }

  @Test
  void whoHoldsASeriesReadsOnWhenItRestedAndWoke() {
    add(pod(1), 1);
    StoredSeries heldAwake = store.select(ALL, 0, END).getFirst();
    rest();
    StoredSeries heldResting = store.select(ALL, 0, END).getFirst();
    add(pod(1), 2);
    assertThat(samples(heldAwake, 0, END)).hasSize(2);
    assertThat(samples(heldResting, 0, END)).hasSize(2);
  }

  @Test
  void logsFromBeforeChangeNothingOfWhatRests() throws IOException {
    add(pod(1), 1);
    add(pod(2), 2);
    store.checkpoint();
    time.advance(Duration.ofSeconds(1));
    add(pod(1), 3);
    Path before = CrashCopy.of(at, () -> folder.resolve("before" + copies++));
    rest();
    var expected = found(ALL, 0);
    assertHeld(0, 2);
    // As if the process had ended before its last checkpoint was whole, with the chunks on disk.
    store.close();
    try (Stream<Path> files = Files.list(at)) {
      for (Path file : files.filter(RestingSeriesTest::isLog).toList()) {
        Files.delete(file);
      }
    }
    try (Stream<Path> files = Files.list(before)) {
      for (Path file : files.filter(RestingSeriesTest::isLog).toList()) {
        Files.copy(file, at.resolve(file.getFileName()));
      }
    }
    store = open();
    assertHeld(0, 2);
    assertThat(found(ALL, 0)).isEqualTo(expected);
    add(pod(1), 4);
    assertThat(found(ALL, 0).get(pod(1))).hasSize(3);
  }

  private static boolean isLog(Path file) {
    return file.getFileName().toString().matches("(log|open)-.*");
  }

  @Test
  void deletedSamplesOfRestingSeriesAreGone() {
    add(pod(1), 1);
    add(pod(2), 2);
    rest();
    store.delete(List.of(Matcher.equal("pod", "shop-1")), Instant.EPOCH, time.now());
    assertThat(found(ALL, 0).get(pod(1))).isEmpty();
    assertThat(found(ALL, 0).get(pod(2))).hasSize(1);
  }

  @Test
  void whatRestsIsThinnedOutAndForgottenLikeTheOthers() {
    Retention kept = Retention.DEFAULT;
    for (int i = 0; i < 20; i++) {
      store.append(pod(1), T.plusSeconds(i), i == 10 ? 0 : i);
    }
    time.advance(Duration.ofHours(4));
    rest();
    add(pod(2), 1);
    long lastMillis = T.plusSeconds(19).toEpochMilli();
    time.advance(kept.raw().plusDays(2));
    store.age();
    // A counter: its first, those around the fall, its last.
    assertThat(values(pod(1))).containsExactly(0.0, 9.0, 0.0, 19.0);
    Instant end = Instant.ofEpochMilli(lastMillis).plus(kept.longTerm());
    time.advance(Duration.between(time.now(), end));
    store.age();
    assertThat(store.series(List.of())).contains(pod(1));
    time.advance(Duration.ofMillis(1));
    store.age();
    assertThat(store.series(List.of())).containsExactly(pod(2));
    time.advance(Duration.ofDays(40));
    store.age();
    assertThat(store.series(List.of())).isEmpty();
    assertHeld(0, 0);
    // Nothing of it is left: it begins anew.
    assertThat(add(pod(1), 7)).isEqualTo(Appended.STORED);
    assertThat(values(pod(1))).containsExactly(7.0);
  }

  @Test
  void noMoreRestThanAHundredForEachOfTheLimit() {
    store.close();
    limit = 1;
    at = folder.resolve("small");
    store = open();
    for (int i = 0; i < RestingSeries.MOST_PER_LIMIT; i++) {
      assertThat(add(pod(i), i)).isEqualTo(Appended.STORED);
      rest();
    }
    assertHeld(0, 100);
    assertThat(add(pod(100), 1)).isEqualTo(Appended.STORED);
    rest();
    assertHeld(1, 100);
    assertThat(add(pod(101), 1)).isEqualTo(Appended.SERIES_LIMIT);
    assertThat(add(pod(100), 2)).isEqualTo(Appended.STORED);
  }

  @Test
  void aSelectionHoldsNoMoreThatEndedThanMayBeAlive() {
    for (int i = 0; i < limit; i++) {
      add(pod(i), i);
    }
    rest();
    assertThat(store.select(ALL, 0, END)).hasSize(limit);
    add(pod(limit), 1);
    assertThat(store.select(ALL, 0, END)).hasSize(limit + 1);
    rest();
    assertThatThrownBy(() -> store.select(ALL, 0, END))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.reason()).isEqualTo(QueryException.Reason.LIMIT))
        .hasMessage(
            "more than 10 series that ended are selected"
                + " (expected: a shorter range, fewer series)");
    assertThat(
            store.select(
                ALL, time.now().minusMillis(1).minus(RestingSeries.AFTER).toEpochMilli(), END))
        .hasSize(1);
  }

  @Test
  void nothingIsLostWhereSeriesRestAndWakeAtTheSameTime() throws Exception {
    time.advance(Duration.ofDays(1));
    int wanted = 200;
    long rested = 0;
    try (var threads = Executors.newFixedThreadPool(2)) {
      var writers = new ArrayList<Future<?>>();
      for (int thread = 0; thread < 2; thread++) {
        int odd = thread;
        writers.add(
            threads.submit(() -> {
              var random = new Random(odd);
              for (int round = 0; round < wanted; round++) {
                for (int pod = odd; pod < 10; pod += 2) {
                  store.append(pod(pod), T.plusSeconds(round), round);
                  // About as long as a checkpoint takes: at any moment of it something comes.
                  LockSupport.parkNanos(random.nextInt(6_000_000));
                }
              }
            }));
      }
      while (!writers.stream().allMatch(Future::isDone)) {
        store.checkpoint();
        rested = Math.max(rested, store.stats().resting());
        assertThat(store.series(List.of()).size()).isLessThanOrEqualTo(10);
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    assertThat(rested).isPositive();
    rest();
    assertHeld(0, 10);
    var found = found(ALL, 0);
    for (int pod = 0; pod < 10; pod++) {
      assertThat(found.get(pod(pod))).hasSize(wanted);
    }
  }

  /** Labels with a value that many share and one that few do. */
  private static Labels labels(Random random) {
    var labels = Labels.of("m" + random.nextInt(3), "pod", "p" + random.nextInt(60));
    return random.nextBoolean() ? labels : labels.with("zone", "z" + random.nextInt(2));
  }

  private static Matcher matcher(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> Matcher.metric("m" + random.nextInt(4));
      case 1 -> Matcher.equal("pod", "p" + random.nextInt(60));
      case 2 -> Matcher.regex("pod", "p.?" + random.nextInt(10));
      case 3 -> Matcher.notRegex("pod", "p.?" + random.nextInt(10));
      case 4 -> Matcher.equal("zone", "");
      case 5 -> Matcher.regex("zone", "z.*|");
      default -> Matcher.notEqual("zone", "z" + random.nextInt(2));
    };
  }

  private static Map<Labels, NavigableMap<Long, Double>> expected(
      Map<Labels, NavigableMap<Long, Double>> model, List<Matcher> matchers, long from) {
    var expected = new HashMap<Labels, NavigableMap<Long, Double>>();
    model.forEach((labels, samples) -> {
      boolean selected =
          matchers.stream().allMatch(each -> each.matches(labels.value(each.name())));
      if (selected && samples.lastKey() >= from) {
        expected.put(labels, samples.tailMap(from, true));
      }
    });
    return expected;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsWhatLookingAtEverySampleFinds(long seed) {
    store.close();
    limit = 1000;
    at = folder.resolve("random");
    store = open();
    var random = new Random(seed);
    var model = new HashMap<Labels, NavigableMap<Long, Double>>();
    var questions =
        Stream.generate(() -> List.of(matcher(random), matcher(random))).limit(5).toList();
    var standing = new HashMap<List<Matcher>, Selection>();
    long mostResting = 0;
    long wakings = 0;
    for (int round = 0; round < ROUNDS; round++) {
      time.advance(Duration.ofMinutes(random.nextInt(5 * 60)));
      try (SampleBatch batch = store.batch()) {
        for (int i = random.nextInt(30); i > 0; i--) {
          Labels labels = labels(random);
          long before = store.stats().series();
          boolean known = model.containsKey(labels);
          batch.choose(null, labels);
          wakings += known && store.stats().series() > before ? 1 : 0;
          long millis = time.now().toEpochMilli() + i;
          if (batch.add(millis, i) == Appended.STORED) {
            model.computeIfAbsent(labels, key -> new TreeMap<>()).put(millis, (double) i);
          }
        }
        batch.commit();
      }
      switch (random.nextInt(4)) {
        case 0 -> {
          crash();
          standing.clear();
        }
        case 1, 2 -> store.checkpoint();
        default -> {}
      }
      mostResting = Math.max(mostResting, store.stats().resting());
      for (int i = 0; i < 10; i++) {
        var matchers = Stream.generate(() -> matcher(random)).limit(random.nextInt(4)).toList();
        long from =
            random.nextInt(3) == 0
                ? Long.MIN_VALUE
                : time.now().minus(Duration.ofHours(random.nextInt(24 * 40))).toEpochMilli();
        assertThat(found(matchers, from))
            .as("seed %s, round %s: %s from %s", seed, round, matchers, from)
            .isEqualTo(expected(model, matchers, from));
      }
      for (List<Matcher> matchers : questions) {
        long from = time.now().minus(Duration.ofMinutes(random.nextInt(90))).toEpochMilli();
        Selection selection = standing.computeIfAbsent(matchers, store::selection);
        assertThat(samplesOf(selection.select(from, END), from))
            .as("seed %s, round %s: standing %s from %s", seed, round, matchers, from)
            .isEqualTo(expected(model, matchers, from));
      }
    }
    assertThat(mostResting).isGreaterThan(100);
    assertThat(wakings).isGreaterThan(20);
  }
}
