package dev.mainstay.objectives.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mainstay.design.SourceText;
import dev.mainstay.design.slo.OpenSlos;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SampleReader;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.StoredSeries;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QuerySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SloEngineTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

  private final MemorySeriesStore store =
      new MemorySeriesStore(
          Duration.ofDays(60), SeriesLimits.of(1_000).outOfOrder(Duration.ofMinutes(10)));
  private final QueryEngine queries =
      new QueryEngine(store, Ticker.system(), QuerySettings.DEFAULT);
  private final SloEngine engine = new SloEngine(store, queries, SloEngine.Settings.DEFAULT);

  private static String slo(String name, String indicator, String method, String target) {
    return """
    apiVersion: openslo/v1
    kind: SLO
    metadata: { name: %s }
    spec:
      service: shop
      indicator: { metadata: { name: %s }, spec: %s }
      timeWindow: [ { duration: 2d, isRolling: true } ]
      budgetingMethod: %s
      objectives: [ %s ]
    """
        .formatted(name, name, indicator, method, target);
  }

  private static final String RATIO =
      "{ ratioMetric: { counter: true, good: { metricSource: { spec: { query:"
          + " 'sum(rate(requests_total{code!~\"5..\"}[5m]))' } } }, total: { metricSource: { spec:"
          + " { query: 'sum(rate(requests_total[5m]))' } } } } }";
  private static final String THRESHOLD =
      "{ thresholdMetric: { metricSource: { spec: { query: lag_seconds } } } }";

  private static final String ONE = "{ target: 0.95 }";
  private static final String SLICES = "{ target: 0.5, timeSliceTarget: 0.9, timeSliceWindow: 1m }";

  private static List<Slo> read(String... documents) {
    var read = OpenSlos.read(List.of(new SourceText("slo.yaml", String.join("---\n", documents))));
    assertThat(read.problems()).isEmpty();
    return read.slos();
  }

  private void apply(Instant now, String... documents) {
    assertThat(engine.apply(read(documents), now)).isEmpty();
  }

  private static Labels requests(String instance, String code) {
    return Labels.of("requests_total", "job", "shop", "instance", instance, "code", code);
  }

  private static Instant at(Duration after) {
    return BEGIN.plus(after);
  }

  private void count(Labels labels, Duration from, Duration to, double start, double perMinute) {
    double value = start;
    for (Duration at = from; at.compareTo(to) <= 0; at = at.plusMinutes(1)) {
      store.append(labels, at(at), value);
      value += perMinute;
    }
  }

  private SloStatus status(String name) {
    return engine.status("shop", name).orElseThrow();
  }

  @Test
  void otherAlertsDoNotBeginTheCountAnew() {
    count(requests("a", "200"), Duration.ZERO, Duration.ofHours(10), 1_000, 99);
    count(requests("a", "500"), Duration.ZERO, Duration.ofHours(10), 10, 1);
    String slo = slo("ok", RATIO, "Occurrences", ONE);
    apply(at(Duration.ofHours(10)), slo);
    engine.tick(at(Duration.ofHours(10)));
    assertThat(status("ok").burns()).hasSize(3);

    String policy =
        """
          alertPolicies:
            - metadata: { name: page }
              spec:
                conditions:
                  - spec:
                      severity: page
                      condition: { kind: burnrate, op: gt, threshold: 0.19, lookbackWindow: 45m }
        """;
    apply(at(Duration.ofHours(10)), slo + policy);
    engine.tick(at(Duration.ofHours(10)));
    assertThat(status("ok").budget().spent()).isEqualTo(600);

    assertThat(status("ok").burns())
        .containsExactly(
            new SloStatus.Burn("page", Duration.ofMinutes(45), Duration.ofMinutes(45), 0.19, true));
  }

  @Test
  void whatIsStoredCountsAtOnceAndWhatComesLaterTickByTick() {
    count(requests("a", "200"), Duration.ZERO, Duration.ofHours(10), 1_000, 99);
    count(requests("a", "500"), Duration.ZERO, Duration.ofHours(10), 10, 1);
    apply(at(Duration.ofHours(10)), slo("ok", RATIO, "Occurrences", ONE));

    engine.tick(at(Duration.ofHours(10)));

    assertThat(status("ok").indicator()).isCloseTo(0.99, within(1e-12));
    assertThat(status("ok").budget().spent()).isEqualTo(600);

    count(requests("a", "200"), Duration.ofMinutes(601), Duration.ofHours(11), 60_499, 99);
    count(requests("a", "500"), Duration.ofMinutes(601), Duration.ofHours(11), 711, 101);
    engine.tick(at(Duration.ofHours(11)));

    assertThat(status("ok").budget().spent()).isEqualTo(600 + 101 + 59 * 101);
  }

  @Test
  void theWholePastCountsAsItWouldHaveTickByTick() {
    var random = new Random(4);
    long[] values = new long[6];
    Duration[] apart = {
      Duration.ofHours(2), Duration.ofMinutes(5), Duration.ofSeconds(20), Duration.ofHours(9)
    };
    Duration end = Duration.ofDays(12);
    String document =
        slo("ok", RATIO, "Occurrences", "{ target: 0.9 }").replace("duration: 2d", "duration: 10d")
            + "---\n"
            + slo("slices", RATIO, "Timeslices", SLICES);
    SloEngine ticked = new SloEngine(store, queries, SloEngine.Settings.DEFAULT);
    Duration next = Duration.ZERO;
    for (Duration at = Duration.ZERO; at.compareTo(end) <= 0; ) {
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextInt(200) == 0 ? 0 : values[i] + random.nextInt(i < 2 ? 9 : 90);
        store.append(requests("" + i / 3, i < 2 ? "500" : "20" + i), at(at), values[i]);
      }
      if (at.isZero()) {
        ticked.apply(read(document), BEGIN);
      }
      Duration step = apart[(int) (at.toHours() / 30 % apart.length)];
      at = at.plus(step);
      for (; next.compareTo(at) < 0; next = next.plusMinutes(10)) {
        ticked.tick(at(next));
      }
    }
    ticked.tick(at(end));

    apply(BEGIN, document);
    engine.tick(at(end));

    assertThat(engine.statuses()).containsExactlyInAnyOrderElementsOf(ticked.statuses());
    assertThat(status("ok").budget().spent()).isPositive();
  }

  @Test
  void aCounterThatStartedAnewEveryHourIsCountedThroughTheWholeWindow() {
    for (int hour = 0; hour < 60; hour++) {
      Duration from = Duration.ofHours(hour);
      count(requests("a", "200"), from, from.plusMinutes(59), 1, 1);
      count(requests("a", "500"), from, from.plusMinutes(59), 0, 0);
      if (hour == 0) {
        apply(BEGIN, slo("ok", RATIO, "Occurrences", ONE));
      }
      engine.tick(at(from.plusMinutes(30)));
      engine.tick(at(from.plusMinutes(59)));
    }

    assertThat(engine.failure("shop", "ok")).isEmpty();
    // At 59:59, over two days: each minute one.
    assertThat(status("ok").budget().allowed()).isCloseTo(0.05 * 2_880, within(1e-9));
  }

  @Test
  void whatCameBeforeASeriesWasKnownIsCountedToo() {
    Duration known = Duration.ofMinutes(40);
    String document = slo("ok", RATIO, "Occurrences", ONE);
    var maintenance =
        new Corrections.Exclusion(BEGIN, at(Duration.ofMinutes(10)), "upgrade", "ana");
    var corrections = new Corrections(List.of(maintenance), List.of());
    apply(at(known), document);
    engine.correct("shop", "ok", corrections);
    engine.tick(at(known));
    count(requests("a", "200"), Duration.ZERO, known, 0, 10);
    count(requests("a", "500"), Duration.ZERO, known, 0, 1);
    engine.tick(at(known.plusSeconds(30)));
    count(requests("a", "200"), known.plusMinutes(1), known.plusMinutes(2), 410, 10);
    count(requests("a", "500"), known.plusMinutes(1), known.plusMinutes(2), 41, 1);
    engine.tick(at(known.plusMinutes(2)));

    SloEngine other = new SloEngine(store, queries, SloEngine.Settings.DEFAULT);
    other.apply(read(document), at(known.plusMinutes(2)));
    other.correct("shop", "ok", corrections);
    other.tick(at(known.plusMinutes(2)));
    assertThat(engine.statuses()).isEqualTo(other.statuses());
    assertThat(status("ok").budget().spent()).isEqualTo(32);

    count(requests("b", "500"), Duration.ZERO, known.plusMinutes(2), 0, 1);
    engine.tick(at(known.plusMinutes(3)));
    assertThat(status("ok").budget().spent()).as("not again so soon").isLessThan(64);
    engine.tick(at(known.plusSeconds(30).plusMinutes(10).minusMillis(1)));
    assertThat(status("ok").budget().spent()).isLessThan(64);
    engine.tick(at(known.plusSeconds(30).plusMinutes(10)));
    assertThat(status("ok").budget().spent()).isEqualTo(64);
  }

  @Test
  void anObjectiveThatCannotBeCountedLeavesTheOthersAlone() {
    count(requests("a", "200"), Duration.ZERO, Duration.ofHours(1), 0, 10);
    count(requests("a", "500"), Duration.ZERO, Duration.ofHours(1), 0, 1);
    SampleReader broken =
        (matchers, from, to) -> {
          if (matchers.toString().contains("other_total")) {
            throw new IllegalStateException("broken");
          }
          return store.select(matchers, from, to);
        };
    SloEngine other = new SloEngine(broken, queries, SloEngine.Settings.DEFAULT);
    String broke =
        slo("a-broken", RATIO.replace("requests_total", "other_total"), "Occurrences", ONE);
    other.apply(read(broke, slo("whole", RATIO, "Occurrences", ONE)), BEGIN);

    other.tick(at(Duration.ofHours(1)));

    assertThat(other.status("shop", "whole").orElseThrow().budget().spent()).isEqualTo(60);
    assertThat(other.failure("shop", "whole")).isEmpty();
    assertThat(other.failure("shop", "a-broken"))
        .hasValueSatisfying(f -> assertThat(f).contains("broken"));
  }

  @Test
  void aCounterThatAppearsOnAKnownInstanceBeganAtZero() {
    count(requests("a", "200"), Duration.ZERO, Duration.ofHours(2), 0, 100);
    count(requests("a", "500"), Duration.ofHours(1), Duration.ofHours(2), 7, 0);
    count(requests("b", "500"), Duration.ofHours(1), Duration.ofHours(2), 5_000, 0);
    apply(at(Duration.ofHours(2)), slo("ok", RATIO, "Occurrences", ONE));

    engine.tick(at(Duration.ofHours(2)));

    assertThat(status("ok").budget().spent()).isEqualTo(7);
  }

  @Test
  void aLateSampleIsCountedWhereItBelongs() {
    Labels good = requests("a", "200");
    count(good, Duration.ZERO, Duration.ofHours(1), 0, 100);
    store.append(requests("a", "500"), BEGIN, 0);
    store.append(requests("a", "500"), at(Duration.ofMinutes(60)), 60);
    apply(at(Duration.ofHours(1)), slo("ok", RATIO, "Timeslices", SLICES));
    engine.tick(at(Duration.ofHours(1)));
    assertThat(status("ok").indicator()).isEqualTo(59 / 60.0);

    store.append(requests("a", "500"), at(Duration.ofMinutes(58)), 60);
    engine.tick(at(Duration.ofMinutes(61)));

    assertThat(engine.status("shop", "ok").orElseThrow().indicator()).isEqualTo(60 / 61.0);
    assertThat(status("ok").rates().getFirst().burnRate()).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void aThresholdJudgesEachStep() {
    for (int minute = 0; minute < 60; minute++) {
      store.append(
          Labels.of("lag_seconds"), at(Duration.ofMinutes(minute)), minute < 45 ? 30 : 30.5);
    }
    apply(
        at(Duration.ofMinutes(59)),
        slo("lag", THRESHOLD, "Occurrences", "{ op: lte, value: 30, target: 0.5 }"));

    engine.tick(at(Duration.ofMinutes(59)));

    // Steps of 30 s from the first to 59 min, of which those before 45 min are good.
    assertThat(status("lag").indicator()).isCloseTo(90 / 119.0, within(1e-12));
  }

  @Test
  void aCounterQueryThatDoesMoreThanAddIsRefusedWithItsPlace() {
    String indicator = RATIO.replace("sum(rate(requests_total[5m]))", "max(requests_total)");
    var read =
        OpenSlos.read(
            List.of(new SourceText("slo.yaml", slo("ok", indicator, "Occurrences", ONE))));

    assertThat(engine.apply(read.slos(), BEGIN))
        .extracting(problem -> problem.place() + ": " + problem.message())
        .containsExactly(
            "slo.yaml:1:1: objective ok: max(requests_total) (expected: a sum of counters, such as"
                + " sum(rate(x[5m])))");
    assertThat(engine.statuses()).isEmpty();
  }

  @Test
  void aRestartGoesOnWhereTheSnapshotWasWithSamplesOfTheMeantime(@TempDir Path folder) {
    String slices = "{ target: 0.5, timeSliceTarget: 0.9, timeSliceWindow: 1m }";
    String[] documents = {
      slo("ok", RATIO, "Occurrences", ONE),
      slo("slices", RATIO, "Timeslices", slices),
      slo("lag", THRESHOLD, "Occurrences", "{ op: lte, value: 30, target: 0.5 }")
    };
    Duration half = Duration.ofHours(12);
    Duration whole = Duration.ofHours(20);
    store.append(Labels.of("lag_seconds"), BEGIN, 30);
    count(requests("ended", "500"), Duration.ZERO, Duration.ofHours(3), 7, 2);
    count(requests("a", "200"), Duration.ZERO, half, 1_000, 99);
    count(requests("a", "500"), Duration.ofMinutes(30), half, 10, 1);
    apply(at(half), documents);
    engine.tick(at(half));
    engine.save(folder.resolve("objectives"));
    count(requests("a", "200"), half.plusMinutes(1), whole, 72_379, 99);
    count(requests("a", "500"), half.plusMinutes(1), whole, 3, 20);
    store.append(requests("a", "500"), at(half).minusSeconds(90), 700);
    engine.tick(at(whole));

    SloEngine other = new SloEngine(store, queries, SloEngine.Settings.DEFAULT);
    other.apply(read(documents), at(whole), folder.resolve("objectives"));
    other.tick(at(whole));

    assertThat(engine.statuses()).hasSize(3);
    assertThat(other.statuses()).containsExactlyInAnyOrderElementsOf(engine.statuses());
  }

  @Test
  void aRestartAsksTheStoreForNothingThatWasCounted(@TempDir Path folder) {
    Duration day = Duration.ofDays(1);
    count(requests("a", "200"), Duration.ZERO, day, 1_000, 99);
    count(requests("a", "500"), Duration.ZERO, day, 10, 1);
    String document = slo("ok", RATIO, "Occurrences", ONE);
    apply(at(day.minusMinutes(1)), document);
    engine.tick(at(day.minusMinutes(1)));
    engine.tick(at(day));
    engine.save(folder.resolve("objectives"));
    var earliest = new AtomicLong(Long.MAX_VALUE);

    SloEngine other = new SloEngine(asked(earliest), queries, SloEngine.Settings.DEFAULT);
    other.apply(read(document), at(day), folder.resolve("objectives"));
    other.tick(at(day));

    assertThat(other.status("shop", "ok")).isEqualTo(engine.status("shop", "ok"));
    assertThat(Instant.ofEpochMilli(earliest.get()))
        .isEqualTo(at(day.minus(SloEngine.Settings.DEFAULT.late())));
  }

  /** Notes the earliest time of which samples are asked. */
  private SampleReader asked(AtomicLong earliest) {
    return (matchers, from, to) ->
        store.select(matchers, from, to).stream()
            .map(series ->
                new StoredSeries() {
                  @Override
                  public Labels labels() {
                    return series.labels();
                  }

                  @Override
                  public SampleCursor samples(long fromMillis, long toMillis) {
                    earliest.accumulateAndGet(fromMillis, Math::min);
                    return series.samples(fromMillis, toMillis);
                  }
                })
            .toList();
  }

  @Test
  void whatIsDamagedInASnapshotIsCountedAnew(@TempDir Path folder) throws IOException {
    count(requests("a", "200"), Duration.ZERO, Duration.ofHours(1), 1_000, 99);
    String document =
        slo("ok", RATIO, "Occurrences", ONE)
            + "---\n"
            + slo("strict", RATIO, "Occurrences", "{ target: 0.99 }");
    apply(at(Duration.ofHours(1)), document);
    engine.tick(at(Duration.ofHours(1)));
    Path file = folder.resolve("objectives");
    engine.save(file);
    byte[] whole = Files.readAllBytes(file);

    assertThat(restarted(document, folder.resolve("missing"))).hasSize(2);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x55;
      Files.write(file, i % 2 == 0 ? damaged : Arrays.copyOf(whole, i));

      assertThat(restarted(document, file))
          .as("damaged at %d of %d", i, whole.length)
          .containsExactlyInAnyOrderElementsOf(engine.statuses());
    }
  }

  private List<SloStatus> restarted(String document, Path snapshot) {
    SloEngine other = new SloEngine(store, queries, SloEngine.Settings.DEFAULT);
    other.apply(read(document), at(Duration.ofHours(1)), snapshot);
    other.tick(at(Duration.ofHours(1)));
    return other.statuses();
  }

  @Test
  void contributorsTellWhichLabelValuesSpentTheBudget() {
    count(requests("a", "200"), Duration.ZERO, Duration.ofHours(1), 0, 99);
    count(requests("a", "500"), Duration.ZERO, Duration.ofHours(1), 0, 1);
    count(requests("b", "200"), Duration.ZERO, Duration.ofHours(1), 0, 90);
    count(requests("b", "503"), Duration.ZERO, Duration.ofHours(1), 0, 10);
    apply(at(Duration.ofHours(1)), slo("ok", RATIO, "Occurrences", ONE));
    engine.tick(at(Duration.ofHours(1)));

    assertThat(engine.contributors("shop", "ok").orElseThrow())
        .containsExactly(
            new Contributor("", "code", "503", 600, 600),
            new Contributor("", "instance", "b", 600, 6_000),
            new Contributor("", "code", "500", 60, 60),
            new Contributor("", "instance", "a", 60, 6_000));
  }

  @Test
  void anObjectiveThatMeansTheSameGoesOnWhenDocumentsChange() {
    count(requests("a", "200"), Duration.ZERO, Duration.ofHours(1), 0, 99);
    apply(at(Duration.ofHours(1)), slo("ok", RATIO, "Occurrences", ONE));
    engine.tick(at(Duration.ofHours(1)));
    SloStatus before = status("ok");

    apply(
        at(Duration.ofHours(1)),
        slo("first", RATIO, "Occurrences", "{ target: 0.9 }"),
        slo("ok", RATIO, "Occurrences", ONE));

    assertThat(status("ok")).isSameAs(before);
    assertThat(status("first")).isNotNull();
  }
}
