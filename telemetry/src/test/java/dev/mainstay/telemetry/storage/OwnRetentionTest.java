package dev.mainstay.telemetry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.Retentions;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.SeriesStore.Appended;
import dev.mainstay.telemetry.StoredSeries;
import dev.mainstay.testkit.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services keep their samples as long as each of them says. */
class OwnRetentionTest {
  private static final Instant DAY = Instant.parse("2026-03-02T00:00:00Z");
  private static final Duration NEXT = Duration.ofDays(1);
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final int MINUTES = 24 * 60;
  private static final Labels SHOP = Labels.of("m", "service", "shop");
  private static final Labels PAY = Labels.of("m", "service", "pay");
  private static final Labels NODE = Labels.of("m", "job", "node");
  private static final Retention SHORT = days(3, 10, 30);
  private static final Retention LONG = days(40, 100, 400);

  @TempDir private Path folder;
  // Stands still: what the store does from time to time happens when it is told to.
  private final ManualTime rounds = new ManualTime(DAY);
  private ManualTime time = new ManualTime(DAY);
  private Retentions retentions =
      new Retentions(Retention.DEFAULT, Map.of("shop", SHORT, "pay", LONG));
  private DurableSeriesStore store;

  static Retention days(int raw, int fiveMinutes, int longTerm) {
    return new Retention(
        Duration.ofDays(raw), Duration.ofDays(fiveMinutes), Duration.ofDays(longTerm));
  }

  @BeforeEach
  void open() {
    store =
        new DurableSeriesStore(
            folder.resolve("store"),
            SeriesLimits.of(20).outOfOrder(Duration.ofHours(1)),
            () -> retentions,
            time,
            rounds);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen() {
    store.close();
    open();
  }

  /** Sees to it that nothing of what rests is in memory, and lets it age. */
  private void ageAt(Instant at) {
    time = new ManualTime(at);
    reopen();
    store.checkpoint();
    store.age();
  }

  private void fill(Labels labels, Instant from) {
    try (SampleBatch batch = store.batch()) {
      batch.choose(null, labels);
      for (int minute = 0; minute < MINUTES; minute++) {
        Instant at = from.plus(Duration.ofMinutes(minute));
        assertThat(batch.add(at.toEpochMilli(), minute)).isEqualTo(Appended.STORED);
      }
      batch.commit();
    }
  }

  private void fillAll() {
    time = new ManualTime(DAY.plus(NEXT));
    reopen();
    fill(SHOP, DAY);
    fill(PAY, DAY);
    fill(NODE, DAY);
  }

  private List<Double> values(Labels labels) {
    var values = new ArrayList<Double>();
    for (StoredSeries each : store.select(List.of(Matcher.metric(labels.metric())), 0, END)) {
      if (each.labels().equals(labels)) {
        for (SampleCursor at = each.samples(0, END); at.next(); ) {
          values.add(at.value());
        }
      }
    }
    return values;
  }

  private static final long END = Long.MAX_VALUE / 2;

  @Test
  void aDayIsThinnedOutWhenAllOfItIsOlderThanItsServiceKeepsIt() {
    fillAll();
    Instant bound = DAY.plus(NEXT).plus(Duration.ofDays(3));
    ageAt(bound.minus(MOMENT));
    assertThat(values(SHOP)).hasSize(MINUTES);
    ageAt(bound);
    assertThat(values(SHOP)).hasSize(MINUTES / 5).startsWith(4.0, 9.0);
    assertThat(values(PAY)).hasSize(MINUTES);
    assertThat(values(NODE)).hasSize(MINUTES);
    ageAt(bound.plus(MOMENT));
    assertThat(values(SHOP)).hasSize(MINUTES / 5);
  }

  @Test
  void itIsThinnedOutToHoursAndDroppedByItsServicesBoundsToo() {
    fillAll();
    Instant hours = DAY.plus(NEXT).plus(Duration.ofDays(10));
    ageAt(hours.minus(MOMENT));
    assertThat(values(SHOP)).hasSize(MINUTES / 5);
    ageAt(hours);
    assertThat(values(SHOP)).hasSize(24).startsWith(59.0, 119.0);
    Instant gone = DAY.plus(NEXT).plus(Duration.ofDays(30));
    ageAt(gone.minus(MOMENT));
    assertThat(values(SHOP)).hasSize(24);
    assertThat(store.series(List.of())).contains(SHOP);
    ageAt(gone);
    assertThat(values(SHOP)).isEmpty();
    assertThat(store.series(List.of())).doesNotContain(SHOP);
    assertThat(values(PAY)).hasSize(MINUTES);
    // by its own, not by that of the tiers
    assertThat(values(NODE)).hasSize(MINUTES / 5);
    reopen();
    assertThat(store.series(List.of())).containsExactlyInAnyOrder(PAY, NODE);
  }

  @Test
  void whatWasMovedToTheNextTierGoesThereByItsOwnBounds() {
    retentions = new Retentions(Retention.DEFAULT, Map.of("shop", days(15, 20, 40)));
    fillAll();
    ageAt(DAY.plus(Duration.ofDays(17)));
    assertThat(values(SHOP)).hasSize(MINUTES / 5);
    ageAt(DAY.plus(NEXT).plus(Duration.ofDays(20)));
    assertThat(values(SHOP)).hasSize(24);
    assertThat(values(NODE)).hasSize(MINUTES / 5);
    ageAt(DAY.plus(NEXT).plus(Duration.ofDays(40)));
    assertThat(values(SHOP)).isEmpty();
    assertThat(values(NODE)).hasSize(MINUTES / 5);
  }

  @Test
  void whatIsOlderThanItsSeriesKeepsEverySampleIsRefused() {
    time = new ManualTime(DAY.plus(Duration.ofDays(20)));
    reopen();
    Instant bound = time.now().minus(Duration.ofDays(3));
    assertThat(store.append(SHOP, bound.minus(MOMENT), 1)).isEqualTo(Appended.OUT_OF_ORDER);
    assertThat(store.append(SHOP, bound, 1)).isEqualTo(Appended.STORED);
    assertThat(store.append(PAY, bound.minus(MOMENT), 1)).isEqualTo(Appended.STORED);
    Instant others = time.now().minus(Duration.ofDays(15));
    assertThat(store.append(NODE, others.minus(MOMENT), 1)).isEqualTo(Appended.OUT_OF_ORDER);
    assertThat(store.append(NODE, others, 1)).isEqualTo(Appended.STORED);
    assertThat(store.stats().outOfOrder()).isEqualTo(2);
  }

  @Test
  void aLongerRetentionKeepsMoreFromNowOnAndAShorterOneTakesHold() {
    fillAll();
    fill(SHOP, DAY.plus(NEXT));
    ageAt(DAY.plus(NEXT).plus(Duration.ofDays(3)));
    assertThat(values(SHOP)).hasSize(MINUTES / 5 + MINUTES);

    retentions = new Retentions(Retention.DEFAULT, Map.of("shop", days(30, 30, 60)));
    ageAt(DAY.plus(Duration.ofDays(20)));
    assertThat(values(SHOP)).hasSize(MINUTES / 5 + MINUTES);
    // into a day that was thinned out
    Labels other = SHOP.with("instance", "b");
    fill(other, DAY);
    store.checkpoint();
    ageAt(DAY.plus(Duration.ofDays(21)));
    assertThat(values(other)).hasSize(MINUTES);

    retentions = new Retentions(Retention.DEFAULT, Map.of("shop", days(3, 30, 60)));
    ageAt(DAY.plus(Duration.ofDays(21)));
    assertThat(values(SHOP)).hasSize(2 * MINUTES / 5);
    assertThat(values(other)).hasSize(MINUTES / 5);
  }

  @Test
  void aServiceOfWhichNothingIsSaidAnyMoreLosesNothingSooner() {
    retentions = new Retentions(days(7, 7, 7), Map.of("shop", SHORT, "pay", LONG));
    fillAll();
    store.age();
    retentions = Retentions.of(days(7, 7, 7));
    reopen();
    // the longer of what it had and what others have
    ageAt(DAY.plus(Duration.ofDays(8)).minus(MOMENT));
    assertThat(values(SHOP)).hasSize(MINUTES);
    ageAt(DAY.plus(Duration.ofDays(8)));
    assertThat(values(SHOP)).hasSize(MINUTES / 5);
    assertThat(values(NODE)).isEmpty();
    ageAt(DAY.plus(NEXT).plus(Duration.ofDays(40)).minus(MOMENT));
    assertThat(values(PAY)).hasSize(MINUTES);
    assertThat(values(SHOP)).isEmpty();
    ageAt(DAY.plus(NEXT).plus(Duration.ofDays(40)));
    assertThat(values(PAY)).hasSize(MINUTES / 5);

    retentions = new Retentions(days(7, 7, 7), Map.of("pay", days(7, 7, 50)));
    ageAt(DAY.plus(NEXT).plus(Duration.ofDays(41)));
    assertThat(values(PAY)).hasSize(24);
  }

  @Test
  void itIsForgottenWithItsLastSeries() {
    fillAll();
    store.age();
    retentions = Retentions.of(Retention.DEFAULT);
    store.age();
    assertThat(store.retention()).isEqualTo(LONG);
    ageAt(DAY.plus(NEXT).plus(Duration.ofDays(401)));
    assertThat(store.series(List.of())).isEmpty();
    assertThat(store.retention()).isEqualTo(Retention.DEFAULT);
    assertThat(store.shortestRaw()).isEqualTo(Duration.ofDays(15));
    reopen();
    assertThat(store.retention()).isEqualTo(Retention.DEFAULT);
  }

  @Test
  void aCounterGrewAsMuchAsBeforeOverWholeStepsAlsoOverMidnight() {
    Labels counter = Labels.of("c_total", "service", "shop");
    time = new ManualTime(DAY.plus(Duration.ofDays(2)));
    reopen();
    var all = new ArrayList<Double>();
    try (SampleBatch batch = store.batch()) {
      batch.choose(null, counter);
      double value = 0;
      for (int minute = 0; minute < 2 * MINUTES; minute++) {
        // restarts at midnight and rises above where it was before the step is over
        value = minute == MINUTES || minute % 977 == 13 ? 1 : value + (minute % 3) * 20;
        value = minute == MINUTES - 1 ? 5 : value;
        batch.add(DAY.plus(Duration.ofMinutes(minute)).toEpochMilli(), value);
        all.add(value);
      }
      batch.commit();
    }
    ageAt(DAY.plus(Duration.ofDays(5)));
    assertThat(values(counter)).hasSizeLessThan(2 * MINUTES / 4);
    assertThat(growth(values(counter))).isEqualTo(growth(all));
    ageAt(DAY.plus(Duration.ofDays(12)));
    assertThat(values(counter)).hasSizeLessThan(80);
    assertThat(growth(values(counter))).isEqualTo(growth(all));
  }

  private static double growth(List<Double> values) {
    double growth = 0;
    for (int i = 1; i < values.size(); i++) {
      double last = values.get(i - 1);
      growth += values.get(i) >= last ? values.get(i) - last : values.get(i);
    }
    return growth;
  }

  @Test
  void outlinesOfWhatIsGoneDoNotStay() {
    Labels counter = Labels.of("c_total", "service", "shop");
    int filled = 40;
    for (int day = 0; day < filled; day++) {
      time = new ManualTime(DAY.plus(Duration.ofDays(day + 1)));
      reopen();
      fill(counter, DAY.plus(Duration.ofDays(day)));
      store.age();
    }
    ageAt(DAY.plus(Duration.ofDays(filled + 3)));
    store.close();
    try (var table = new ChunkTable(folder.resolve("store/chunks"))) {
      long from = DAY.toEpochMilli();
      long to = from + filled * NEXT.toMillis();
      int id = 1;
      List<ChunkTable.Sealed> chunks = table.chunks(Tier.RAW).read(id, 0, to);
      assertThat(chunks.getFirst().firstMillis()).isGreaterThan(from);
      OutlineList outlines = table.outlines(id, 0, to);
      assertThat(outlines.size()).isEqualTo(chunks.size());
      for (int i = 0; i < chunks.size(); i++) {
        assertThat(outlines.first(i)).isEqualTo(chunks.get(i).firstMillis());
        assertThat(outlines.last(i)).isEqualTo(chunks.get(i).lastMillis());
      }
      assertThat(table.outlines(id, 0, from - 40 * NEXT.toMillis()).size()).isZero();
    }
    open();
  }
}
