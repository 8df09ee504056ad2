package dev.mainstay.objectives.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mainstay.design.SourceText;
import dev.mainstay.design.slo.OpenSlos;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.objectives.evaluation.Events;
import dev.mainstay.objectives.evaluation.SloEngine;
import dev.mainstay.objectives.evaluation.SloStatus;
import dev.mainstay.objectives.live.Correction.What;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QuerySettings;
import dev.mainstay.testkit.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveObjectivesTest {
  private static final Instant BEGIN = Instant.parse("2026-03-02T10:00:00Z");
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: { name: %s }
      spec:
        service: %s
        indicator:
          metadata: { name: requests }
          spec:
            ratioMetric:
              counter: true
              good: { metricSource: { spec: { query: 'sum(requests_total{code="200"})' } } }
              total: { metricSource: { spec: { query: 'sum(requests_total)' } } }
        timeWindow: [ { duration: 1d, isRolling: true } ]
        budgetingMethod: Occurrences
        objectives: [ { targetPercent: 90 } ]
      """;
  private static final Labels GOOD = Labels.of("requests_total", "code", "200", "route", "/pay");
  private static final Labels BAD = Labels.of("requests_total", "code", "500", "route", "/pay");

  @TempDir private Path folder;
  private final ManualTime time = new ManualTime(BEGIN);
  private final MemorySeriesStore samples =
      new MemorySeriesStore(Duration.ofDays(60), SeriesLimits.of(100));
  private final MemoryLiveStore store = new MemoryLiveStore();
  private double good;
  private double bad;

  private LiveObjectives live() {
    var queries = new QueryEngine(samples, time, QuerySettings.DEFAULT);
    return new LiveObjectives(
        new SloEngine(samples, queries, SloEngine.Settings.DEFAULT),
        new Remembered(store, time),
        folder.resolve("objectives"),
        time,
        time,
        time,
        Runnable::run);
  }

  private static List<Slo> slos(String... names) {
    return over("1d", names);
  }

  private static List<Slo> over(String window, String... names) {
    var texts = new java.util.ArrayList<SourceText>();
    for (String name : names) {
      texts.add(new SourceText(name + ".yaml", SLO.formatted(name, "shop").replace("1d", window)));
    }
    OpenSlos.Result read = OpenSlos.read(texts);
    assertThat(read.problems()).isEmpty();
    return read.slos();
  }

  /** A minute each: samples first, then time. */
  private void minutes(int count, double goodEach, double badEach) {
    for (int i = 0; i < count; i++) {
      good += goodEach;
      bad += badEach;
      samples.append(GOOD, time.now(), good);
      samples.append(BAD, time.now(), bad);
      time.advance(Duration.ofMinutes(1));
    }
  }

  private static SloStatus status(LiveObjectives live, String name) {
    return Objects.requireNonNull(live.find("shop", name).orElseThrow().status());
  }

  @Test
  void whatIsStoredAndWhatComesIsCountedByItself() {
    minutes(30, 99, 1);
    LiveObjectives live = live();
    live.apply(slos("availability"));
    live.start();

    assertThat(status(live, "availability").indicator()).isCloseTo(0.99, within(1e-9));

    minutes(30, 79, 21);
    time.advance(Duration.ofSeconds(10));

    assertThat(status(live, "availability").budget().spent()).isEqualTo(29 + 30 * 21);
    assertThat(live.of("shop")).hasSize(1);
    assertThat(live.of("other")).isEmpty();
  }

  @Test
  void aBudgetThatIsUsedUpIsToldOnceAndAgainWhenThereIsSome() {
    LiveObjectives live = live();
    live.apply(slos("availability"));
    live.start();
    minutes(60, 50, 50);
    time.advance(Duration.ofSeconds(10));
    minutes(1200, 50, 50);

    assertThat(live.find("shop", "availability").orElseThrow().left().remaining()).isNegative();
    assertThat(store.types()).containsExactly(LiveEvents.EXHAUSTED);

    minutes(1500, 100, 0);

    assertThat(store.types()).containsExactly(LiveEvents.EXHAUSTED, LiveEvents.RECOVERED);
    assertThat(store.usedUp()).isEmpty();
  }

  @Test
  void budgetsThatAreUsedUpInOneTickAreSavedTogether() {
    String[] names =
        IntStream.rangeClosed(0, LiveObjectives.TOGETHER)
            .mapToObj(i -> "o" + i)
            .toArray(String[]::new);
    LiveObjectives live = live();
    live.apply(over("1h", names));
    live.start();
    store.failing = true;
    minutes(10, 0, 100);
    assertThat(store.usedUp()).isEmpty();

    store.failing = false;
    minutes(2, 0, 100);
    assertThat(store.saves).isEqualTo(2);
    assertThat(store.usedUp()).hasSize(names.length);
    assertThat(store.types()).hasSize(names.length).containsOnly(LiveEvents.EXHAUSTED);
    assertThat(live.of("shop"))
        .allSatisfy(standing -> assertThat(standing.left().remaining()).isNegative());
    minutes(2, 0, 100);
    assertThat(store.saves).isEqualTo(2);
  }

  @Test
  void anExclusionRecountsThePastAndIsTakenBackAsEasily() {
    LiveObjectives live = live();
    live.apply(slos("availability", "other"));
    live.start();
    minutes(60, 100, 0);
    Instant from = time.now().minus(Duration.ofMinutes(1));
    minutes(30, 0, 100);
    Instant until = time.now().minus(Duration.ofMinutes(1));
    minutes(30, 100, 0);
    time.advance(Duration.ofSeconds(10));
    assertThat(status(live, "availability").budget().spent()).isEqualTo(3000);

    Correction correction =
        live.exclude("shop", "availability", from, until, "the switch was replaced", "ana");

    assertThat(status(live, "availability").budget().spent()).isZero();
    assertThat(status(live, "availability").excluded())
        .containsExactly(new SloStatus.Excluded(from, until, new Events(0, 3000)));
    assertThat(status(live, "other").budget().spent()).isEqualTo(3000);
    assertThat(status(live, "other").excluded()).isEmpty();
    assertThat(live.find("shop", "availability").orElseThrow().corrections())
        .containsExactly(correction);

    live.withdraw(correction.id(), "it was the wrong day", "bo");

    assertThat(status(live, "availability").budget().spent()).isEqualTo(3000);
    assertThat(store.types()).containsSubsequence(LiveEvents.EXCLUDED, LiveEvents.WITHDRAWN);
    assertThat(live.corrections().getFirst().withdrawn())
        .matches(withdrawn -> withdrawn != null && withdrawn.by().equals("bo"));
    assertThatThrownBy(() -> live.withdraw(correction.id(), "again", "bo"))
        .isInstanceOf(LiveException.class)
        .hasMessageContaining("COR-1: taken back by bo");
  }

  @Test
  void whatIsSaidTwiceInTheSameWordsIsSaidOnce() {
    LiveObjectives live = live();
    live.apply(slos("availability"));
    live.start();
    minutes(60, 90, 10);
    Instant now = time.now();
    Instant from = now.minusSeconds(600);
    var adjustment = new What.Adjustment(from, 0, -100);

    Correction first = live.exclude("shop", "", from, now, "maintenance", "ana");
    assertThat(live.exclude("shop", "", from, now, "maintenance", "ana")).isEqualTo(first);
    assertThat(live.exclude("shop", "", from, now, "maintenance", "bo")).isNotEqualTo(first);
    Correction added = live.adjust("shop", "availability", adjustment, "probes", "ana");
    assertThat(live.adjust("shop", "availability", adjustment, "probes", "ana")).isEqualTo(added);
    Correction back = live.withdraw(first.id(), "wrong day", "ana");
    assertThat(live.withdraw(first.id(), "wrong day", "ana")).isEqualTo(back);
    assertThat(live.exclude("shop", "", from, now, "maintenance", "ana")).isNotEqualTo(first);
    assertThat(live.corrections()).hasSize(4);
  }

  @Test
  void anAdjustmentAddsAndTakesAway() {
    LiveObjectives live = live();
    live.apply(slos("availability"));
    live.start();
    minutes(60, 90, 10);
    time.advance(Duration.ofSeconds(10));
    double spent = status(live, "availability").budget().spent();

    live.adjust(
        "shop",
        "availability",
        new What.Adjustment(time.now().minus(Duration.ofMinutes(5)), 0, -100),
        "probes were counted",
        "ana");

    assertThat(status(live, "availability").budget().spent()).isEqualTo(spent - 100);
  }

  @Test
  void whatCannotBeCorrectedIsRefusedAndNothingIsKept() {
    LiveObjectives live = live();
    live.apply(slos("availability"));
    live.start();
    Instant now = time.now();

    assertThatThrownBy(() -> live.exclude("cart", "", now.minusSeconds(9), now, "x", "ana"))
        .hasMessageContaining("service: cart");
    assertThatThrownBy(() -> live.exclude("shop", "speed", now.minusSeconds(9), now, "x", "ana"))
        .hasMessage("objective: speed (expected: one of [availability])");
    assertThatThrownBy(() -> live.exclude("shop", "", now, now, "x", "ana"))
        .hasMessageContaining("before until");
    assertThatThrownBy(
            () -> live.exclude("shop", "", now, now.plus(Duration.ofDays(500)), "x", "ana"))
        .hasMessageContaining("within 400 days");
    var nothing = new What.Adjustment(now, 0, 0);
    assertThatThrownBy(() -> live.adjust("shop", "availability", nothing, "x", "ana"))
        .hasMessageContaining("none to add");
    assertThat(store.corrections()).isEmpty();

    store.failing = true;
    assertThatThrownBy(() -> live.exclude("shop", "", now.minusSeconds(9), now, "x", "ana"))
        .hasMessage("disk full");
    assertThat(live.corrections()).isEmpty();
  }

  @Test
  void afterACrashTheFreezeHoldsAtOnceAndTheCountsAreThereWithTheirCorrections() {
    LiveObjectives live = live();
    live.apply(slos("availability"));
    live.start();
    minutes(600, 50, 50);
    Instant at = time.now();
    live.exclude("shop", "", at.minus(Duration.ofHours(2)), at, "known", "ana");
    minutes(3, 50, 50);
    time.advance(Duration.ofSeconds(10));
    SloStatus before = status(live, "availability");

    LiveObjectives next = live();
    next.apply(slos("availability"));

    assertThat(next.find("shop", "availability").orElseThrow().left().remaining()).isNegative();

    next.start();

    assertThat(status(next, "availability")).isEqualTo(before);
    assertThat(store.types()).containsOnlyOnce(LiveEvents.EXHAUSTED);
  }

  @Test
  void anObjectiveBeginsAnewOnlyWhenItMeansSomethingElse() {
    LiveObjectives live = live();
    live.apply(slos("availability"));
    live.start();
    minutes(60, 99, 1);
    time.advance(Duration.ofSeconds(10));
    long ticks = live.lastWork().ticks();

    live.apply(slos("availability", "second"));

    assertThat(live.lastWork().ticks()).isEqualTo(ticks + 1);
    assertThat(status(live, "second").budget()).isEqualTo(status(live, "availability").budget());

    live.apply(slos("second"));

    assertThat(live.find("shop", "availability")).isEmpty();
    assertThat(live.all()).hasSize(1);
  }
}
