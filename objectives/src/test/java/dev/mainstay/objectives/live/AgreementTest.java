package dev.mainstay.objectives.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.objectives.evaluation.SloStatus;
import dev.mainstay.objectives.live.DesignedService.Instance;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What contracts promise, beside what objectives aim at. */
class AgreementTest {
  private static final Objective.Window HOUR = new Objective.Window(Duration.ofHours(1), false);

  @TempDir private Path folder;
  private DesignedService shop;
  private Instance one;

  @BeforeEach
  void begin() {
    shop = new DesignedService(folder);
    one = shop.instance("shop-1", 0);
  }

  private void start(Objective watched) {
    shop.hold(watched);
    one.requests(0, 0);
    one.scrape();
  }

  @Test
  void whatIsPromisedByContractHasABudgetOfItsOwn() {
    var objective =
        new Objective(
            "availability",
            new Sli.Availability(500),
            Percentage.of("99"),
            Percentage.of("95"),
            new Objective.Window(Duration.ofHours(1), false));
    start(objective);
    shop.run(one, Duration.ofMinutes(57), 100, 0);
    shop.run(one, Duration.ofMinutes(3), 50, 50);

    SloStatus.Agreement agreement = agreement();
    assertThat(shop.status("availability").budget().remaining()).isCloseTo(-1.5, within(1e-9));
    assertThat(agreement.target()).isEqualTo(0.95);
    assertThat(agreement.budget().remaining()).isCloseTo(0.5, within(1e-9));
    assertThat(agreement.budget().allowedMinutes()).isCloseTo(3, within(1e-9));
    assertThat(shop.burning("availability")).containsExactly("fast-burn");
    assertThat(agreement.burns()).noneMatch(SloStatus.Burn::burning);
    assertThat(shop.store.types()).containsExactly(LiveEvents.EXHAUSTED);

    shop.run(one, Duration.ofMinutes(4), 0, 100);
    assertThat(agreement().burns()).allMatch(SloStatus.Burn::burning);
    assertThat(shop.status("availability").isAgreementBroken()).isTrue();
    assertThat(shop.store.types())
        .containsExactly(LiveEvents.EXHAUSTED, LiveEvents.AGREEMENT_BROKEN);
    assertThat(shop.store.events.getLast().summary())
        .startsWith("The agreement on availability of shop is broken now: 9");

    shop.run(one, Duration.ofMinutes(59), 100, 0);
    assertThat(shop.store.types()).endsWith(LiveEvents.AGREEMENT_KEPT);
  }

  private SloStatus.Agreement agreement() {
    return Objects.requireNonNull(shop.status("availability").agreement());
  }

  /** 99 % within 200 ms are aimed at, and 90 % within 500 ms promised. */
  private static Objective latency(int contractMillis) {
    return new Objective(
        "latency",
        new Sli.Latency(Duration.ofMillis(200)),
        Percentage.of("99"),
        Percentage.of("90"),
        HOUR,
        Duration.ofMillis(contractMillis));
  }

  /** Requests by how long they take; the histogram has buckets at 200 ms, 500 ms and none. */
  private void requests(Duration length, int fast, int slow, int late) {
    for (long i = 0; i < length.toSeconds() / 5; i++) {
      shop.time.advance(Duration.ofSeconds(5));
      bucket(fast, "0.2");
      bucket(fast + slow, "0.5");
      bucket(fast + slow + late, "+Inf");
      one.scrape();
    }
  }

  private void bucket(int by, String le) {
    one.count(by, "http_server_request_duration_seconds_bucket", "le", le);
  }

  private void watch(Objective objective) {
    shop.hold(objective);
    requests(Duration.ofSeconds(5), 0, 0, 0);
  }

  private SloStatus.Agreement contract() {
    return Objects.requireNonNull(shop.status("latency").agreement());
  }

  @Test
  void aThresholdOfItsOwnHasEventsBudgetAndRulesOfItsOwn() {
    watch(latency(500));
    requests(Duration.ofMinutes(60), 90, 8, 2);

    SloStatus status = shop.status("latency");
    assertThat(status.indicator()).isCloseTo(0.9, within(1e-9));
    assertThat(status.budget().remaining()).isCloseTo(-9, within(1e-9));
    SloStatus.Agreement contract = contract();
    assertThat(contract.target()).isEqualTo(0.9);
    assertThat(contract.within()).isEqualTo(Duration.ofMillis(500));
    assertThat(contract.indicator()).isCloseTo(0.98, within(1e-9));
    assertThat(contract.budget().spent()).isEqualTo(1440);
    assertThat(contract.budget().allowed()).isCloseTo(7200, within(1e-6));
    assertThat(contract.budget().remaining()).isCloseTo(0.8, within(1e-9));
    assertThat(contract.budget().allowedMinutes()).isCloseTo(6, within(1e-9));
    assertThat(contract.unknown()).isNull();
    assertThat(contract.burns()).hasSameSizeAs(status.burns());
    assertThat(contract.burns()).noneMatch(SloStatus.Burn::burning);
    assertThat(shop.store.types()).containsExactly(LiveEvents.EXHAUSTED);

    requests(Duration.ofMinutes(10), 0, 0, 100);
    assertThat(contract().burns()).anyMatch(SloStatus.Burn::burning);
    assertThat(shop.live.find("shop", "latency").orElseThrow().breaksAgreement()).isTrue();
    assertThat(shop.store.types()).endsWith(LiveEvents.AGREEMENT_BROKEN);
    assertThat(shop.store.events.getLast().summary())
        .startsWith("The agreement on latency of shop is broken now: 8")
        .endsWith("of 90.0000 % promised");
    requests(Duration.ofMinutes(60), 100, 0, 0);
    assertThat(shop.store.types()).endsWith(LiveEvents.AGREEMENT_KEPT, LiveEvents.RECOVERED);
    assertThat(shop.live.all()).hasSize(1);
  }

  @Test
  void withoutABucketAtTheContractsThresholdOnlyTheContractIsNotKnown() {
    watch(latency(300));
    requests(Duration.ofMinutes(10), 100, 0, 0);
    assertThat(shop.status("latency").unknown()).isNull();
    assertThat(shop.status("latency").budget().remaining()).isEqualTo(1);
    assertThat(contract().unknown())
        .contains("has no bucket le=\"0.3\" (it has: [0.2, 0.5, Infinity])");
    assertThat(contract().budget().remaining()).isNaN();
    assertThat(shop.status("latency").isAgreementBroken()).isFalse();
  }

  @Test
  void withoutABucketAtTheObjectivesThresholdTheContractIsKnown() {
    watch(
        new Objective(
            "latency",
            new Sli.Latency(Duration.ofMillis(100)),
            Percentage.of("99"),
            Percentage.of("90"),
            HOUR,
            Duration.ofMillis(500)));
    requests(Duration.ofMinutes(10), 0, 0, 100);
    assertThat(shop.status("latency").unknown()).contains("no bucket le=\"0.1\"");
    assertThat(contract().unknown()).isNull();
    assertThat(shop.store.types()).containsExactly(LiveEvents.AGREEMENT_BROKEN);
  }

  @Test
  void exclusionsHoldForItTooAndAThresholdThatChangesIsCountedFromWhatIsStored() {
    watch(latency(500));
    requests(Duration.ofMinutes(20), 100, 0, 0);
    Instant from = shop.time.now();
    requests(Duration.ofMinutes(10), 0, 50, 50);
    assertThat(contract().budget().remaining()).isLessThan(0.2);

    shop.hold(latency(200));
    shop.time.advance(Duration.ofSeconds(5));
    one.scrape();
    assertThat(contract().indicator()).isCloseTo(2 / 3.0, within(1e-9));
    shop.hold(latency(500));
    shop.time.advance(Duration.ofSeconds(5));
    one.scrape();
    assertThat(contract().indicator()).isCloseTo(5 / 6.0, within(1e-9));

    shop.live.exclude("shop", "latency", from, shop.time.now(), "moved", "ana");
    assertThat(contract().budget().remaining()).isEqualTo(1);
    assertThat(shop.status("latency").budget().remaining()).isEqualTo(1);
  }

  @Test
  void afterAKillItGoesOnFromTheSnapshotAndIsStillBroken() {
    watch(latency(500));
    requests(Duration.ofMinutes(30), 50, 0, 50);
    SloStatus.Agreement before = contract();
    assertThat(before.budget().remaining()).isNegative();
    shop.kill();
    shop.hold(latency(500));
    assertThat(contract().budget()).isEqualTo(before.budget());
    assertThat(shop.store.types())
        .containsOnlyOnce(LiveEvents.AGREEMENT_BROKEN, LiveEvents.EXHAUSTED);
  }
}
