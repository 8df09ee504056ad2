package dev.mainstay.objectives.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Selector;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.objectives.evaluation.SloStatus;
import dev.mainstay.objectives.live.DesignedService.Instance;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The objectives of designs, counted from what scrapes store. */
class DesignObjectivesTest {
  private static final Duration MONTH = Duration.ofDays(30);
  private static final String BUCKETS = "http_server_request_duration_seconds_bucket";
  private static final Objective AVAILABILITY =
      objective("availability", new Sli.Availability(500), "99.9", MONTH);
  private static final Objective LATENCY =
      objective("latency", new Sli.Latency(Duration.ofMillis(200)), "95", MONTH);
  private static final Objective RATIO =
      objective(
          "payments",
          new Sli.Ratio(
              new Selector("payments_total", Map.of("status", "completed")),
              new Selector("payments_total", Map.of())),
          "99.5",
          MONTH);

  @TempDir private Path folder;
  private DesignedService shop;
  private Instance one;

  @BeforeEach
  void begin() {
    shop = new DesignedService(folder);
    one = shop.instance("shop-1", 0);
  }

  private static Objective objective(String name, Sli sli, String slo, Duration window) {
    return new Objective(name, sli, Percentage.of(slo), null, new Objective.Window(window, false));
  }

  private void start(Objective... watched) {
    shop.hold(watched);
    one.requests(0, 0);
    one.scrape();
  }

  @Test
  void tellsShareBudgetAndRates() {
    start(AVAILABILITY);
    shop.run(one, Duration.ofHours(1), 999, 1);

    SloStatus status = shop.status("availability");

    assertThat(status.events().total()).isEqualTo(720_000);
    assertThat(status.events().good()).isEqualTo(719_280);
    assertThat(status.indicator()).isCloseTo(0.999, within(1e-12));
    assertThat(status.observed()).isEqualTo(Duration.ofHours(1));
    assertThat(shop.rate("availability", Duration.ofMinutes(5))).isCloseTo(1, within(1e-9));
    assertThat(shop.rate("availability", MONTH)).isCloseTo(1, within(1e-9));
    assertThat(status.budget().allowedMinutes()).isCloseTo(43.2, within(1e-9));
    assertThat(status.budget().remainingMinutes()).isCloseTo(43.14, within(1e-9));
    assertThat(status.budget().allowed()).isCloseTo(518_400, within(1e-6));
    assertThat(status.budget().spent()).isEqualTo(720);
    assertThat(status.budget().remaining()).isCloseTo(719 / 720.0, within(1e-12));
    assertThat(status.unknown()).isNull();
    assertThat(status.agreement()).isNull();
  }

  @Test
  void aScrapeIsCountedBeforeAnybodyJudgesByIt() {
    start(AVAILABILITY);
    shop.time.advance(Duration.ofMillis(1_200));
    one.requests(10, 5);
    one.scrape();

    assertThat(shop.status("availability").events().bad()).isEqualTo(5);
    assertThat(shop.status("availability").asOf()).isEqualTo(shop.time.now());
  }

  @Test
  void windowsForgetWhatIsOlder() {
    start(AVAILABILITY);
    shop.run(one, Duration.ofMinutes(5), 90, 10);
    shop.run(one, Duration.ofMinutes(5), 100, 0);
    assertThat(shop.rate("availability", Duration.ofMinutes(5))).isEqualTo(0);
    assertThat(shop.rate("availability", Duration.ofMinutes(30))).isCloseTo(50, within(1e-9));
  }

  @Test
  void aFastBurnBeginsAndEndsWithTheShortWindow() {
    start(AVAILABILITY);
    shop.run(one, Duration.ofHours(1), 1000, 0);
    assertThat(shop.burning("availability")).isEmpty();
    shop.run(one, Duration.ofMinutes(5), 500, 500);
    assertThat(shop.burning("availability")).contains("fast-burn");
    shop.run(one, Duration.ofMinutes(4).plusSeconds(50), 1000, 0);
    assertThat(shop.burning("availability")).contains("fast-burn");
    shop.run(one, Duration.ofSeconds(5), 1000, 0);
    assertThat(shop.burning("availability")).doesNotContain("fast-burn");
  }

  @Test
  void tenSecondsOfFailureSoonAfterTheFirstLookBurnNoLongWindow() {
    start(AVAILABILITY);
    shop.run(one, Duration.ofMinutes(1), 1000, 0);
    shop.run(one, Duration.ofSeconds(10), 0, 1000);
    assertThat(shop.burning("availability")).isEmpty();
  }

  @Test
  void aMinuteOfFailureBurnsOnTheFirstDayAsOnAnyOther() {
    start(AVAILABILITY);
    shop.run(one, Duration.ofMinutes(2), 1000, 0);
    shop.run(one, Duration.ofSeconds(50), 0, 1000);
    assertThat(shop.burning("availability")).isEmpty();
    shop.run(one, Duration.ofSeconds(10), 0, 1000);
    assertThat(shop.burning("availability")).containsExactly("fast-burn");
  }

  @Test
  void latencyCountsWhatTheBucketHolds() {
    start(LATENCY);
    for (String le : List.of("0.1", "0.200", "0.5", "+Inf")) {
      one.count(0, BUCKETS, "le", le, "route", "/pay");
    }
    one.scrape();
    shop.time.advance(Duration.ofSeconds(5));
    one.count(50, BUCKETS, "le", "0.1", "route", "/pay");
    one.count(97, BUCKETS, "le", "0.200", "route", "/pay");
    one.count(98, BUCKETS, "le", "0.5", "route", "/pay");
    one.count(100, BUCKETS, "le", "+Inf", "route", "/pay");
    one.scrape();
    assertThat(shop.status("latency").events().good()).isEqualTo(97);
    assertThat(shop.status("latency").events().total()).isEqualTo(100);
    assertThat(shop.rate("latency", Duration.ofMinutes(5))).isCloseTo(0.6, within(1e-9));
  }

  @Test
  void aRatioCountsTheSelectedSeries() {
    start(RATIO);
    shop.time.advance(Duration.ofSeconds(5));
    one.count(7, "payments_total", "status", "completed");
    one.count(2, "payments_total", "status", "failed");
    one.count(1, "payments_total", "status", "completed", "kind", "card");
    one.scrape();
    assertThat(shop.status("payments").events().good()).isEqualTo(8);
    assertThat(shop.status("payments").events().total()).isEqualTo(10);
  }

  @Test
  void statusesAreCountedByNumberAndByClass() {
    start(objective("availability", new Sli.Availability(404), "99.9", MONTH));
    shop.time.advance(Duration.ofSeconds(5));
    for (String status : List.of("200", "3xx", "4xx", "403", "404", "499", "503", "5XX")) {
      one.count(1, "http_server_requests_total", "status", status);
    }
    one.scrape();
    // The class 4xx is taken for 400.
    assertThat(shop.status("availability").events().good()).isEqualTo(4);
    assertThat(shop.status("availability").events().total()).isEqualTo(8);
  }

  @Test
  void anInstanceThatEndedOrComesBackIsCountedOnce() {
    start(AVAILABILITY);
    Instance two = shop.instance("shop-2", shop.time.now().getEpochSecond());
    shop.time.advance(Duration.ofSeconds(5));
    two.requests(10, 0);
    two.scrape();
    assertThat(shop.status("availability").events().total()).isEqualTo(10);
    two.gone();
    assertThat(shop.status("availability").events().total()).isEqualTo(10);
    shop.run(one, Duration.ofMinutes(30), 0, 0);
    two.requests(1, 0);
    two.scrape();
    assertThat(shop.status("availability").events().total()).isEqualTo(11);
    two.gone();
    shop.run(one, Duration.ofHours(2), 0, 0);
    two.scrape();
    assertThat(shop.status("availability").events().total()).isEqualTo(11);
    shop.time.advance(Duration.ofSeconds(5));
    two.requests(2, 0);
    two.scrape();
    assertThat(shop.status("availability").events().total()).isEqualTo(13);
  }

  @Test
  void aNewInstanceCountsFromZeroOnlyWhenItStartedWhileItWasWatched() {
    Instance old = shop.instance("shop-2", shop.time.now().getEpochSecond() - 60);
    old.requests(100, 0);
    start(AVAILABILITY);
    old.scrape();
    Instance silent = shop.instance("shop-3", 0);
    silent.requests(50, 0);
    silent.scrape();
    assertThat(shop.status("availability").events().total()).isZero();
    shop.time.advance(Duration.ofSeconds(5));
    silent.requests(7, 0);
    silent.scrape();
    assertThat(shop.status("availability").events().total()).isEqualTo(7);
  }

  @Test
  void aProcessThatStartedAnewIsToldByItsStartWhateverItHasCounted() {
    start(AVAILABILITY);
    Instance first = shop.instance("shop-2", shop.time.now().getEpochSecond());
    first.requests(10, 0);
    shop.time.advance(Duration.ofSeconds(5));
    first.scrape();
    Instance second = shop.instance("shop-2", shop.time.now().getEpochSecond() + 1);
    second.requests(30, 0);
    shop.time.advance(Duration.ofSeconds(5));
    second.scrape();
    assertThat(shop.status("availability").events().total()).isEqualTo(40);
    // The same start, told a little differently.
    Instance third = shop.instance("shop-2", shop.time.now().getEpochSecond() - 4 + 0.3);
    third.requests(31, 0);
    shop.time.advance(Duration.ofSeconds(5));
    third.scrape();
    assertThat(shop.status("availability").events().total()).isEqualTo(41);
  }

  @Test
  void aCounterThatAppearsOnAScrapedInstanceBeganAtZero() {
    shop.hold(AVAILABILITY);
    one.count(1, "something_else_total");
    one.scrape();
    shop.time.advance(Duration.ofSeconds(5));
    one.requests(3, 2);
    one.scrape();
    assertThat(shop.status("availability").events().total()).isEqualTo(5);
  }

  @Test
  void growthWhileTheServerWasDeadIsCountedOnceAfterARestart() {
    start(AVAILABILITY);
    shop.run(one, Duration.ofMinutes(2), 99, 1);
    double before = shop.status("availability").events().total();
    one.requests(7, 3);
    shop.time.advance(Duration.ofSeconds(5));
    one.scrape();

    shop.kill();
    shop.hold(AVAILABILITY);

    assertThat(shop.status("availability").events().total()).isEqualTo(before + 10);
    shop.time.advance(Duration.ofMinutes(5));
    one.requests(100, 20);
    one.scrape();
    assertThat(shop.status("availability").events().total()).isEqualTo(before + 130);
    assertThat(shop.status("availability").events().bad()).isEqualTo(24 + 23);
    assertThat(shop.status("availability").observed())
        .isEqualTo(Duration.ofMinutes(7).plusSeconds(5));
  }

  @Test
  void anInstanceBornWhileTheServerWasDeadCountsFromItsStart() {
    start(AVAILABILITY);
    shop.run(one, Duration.ofSeconds(30), 10, 0);
    shop.kill();
    shop.time.advance(Duration.ofMinutes(1));
    Instance two = shop.instance("shop-2", shop.time.now().getEpochSecond());
    shop.hold(AVAILABILITY);
    shop.time.advance(Duration.ofSeconds(5));
    two.requests(5, 5);
    two.scrape();
    assertThat(shop.status("availability").events().total()).isEqualTo(70);
  }

  @Test
  void anotherSloOrWindowKeepsTheCountsAndAnotherThresholdCountsWhatIsStored() {
    start(AVAILABILITY, LATENCY);
    for (String le : List.of("0.2", "0.5", "+Inf")) {
      one.count(0, BUCKETS, "le", le);
    }
    shop.run(one, Duration.ofMinutes(1), 99, 1);
    one.count(5, BUCKETS, "le", "0.2");
    one.count(8, BUCKETS, "le", "0.5");
    one.count(10, BUCKETS, "le", "+Inf");
    shop.time.advance(Duration.ofSeconds(5));
    one.scrape();
    assertThat(shop.status("latency").events().good()).isEqualTo(5);

    shop.hold(
        objective("availability", new Sli.Availability(500), "99", Duration.ofDays(90)),
        objective("latency", new Sli.Latency(Duration.ofMillis(500)), "95", MONTH));

    assertThat(shop.status("availability").events().total()).isEqualTo(1200);
    assertThat(shop.status("availability").target()).isEqualTo(0.99);
    assertThat(shop.rate("availability", Duration.ofDays(90))).isCloseTo(1, within(1e-9));
    assertThat(shop.status("latency").events().good()).isEqualTo(8);

    shop.hold(AVAILABILITY, LATENCY);
    assertThat(shop.status("availability").events().total()).isEqualTo(1200);
  }

  @Test
  void anObjectiveThatLeftIsCountedAgainWhenItReturns() {
    start(AVAILABILITY, RATIO);
    shop.run(one, Duration.ofMinutes(1), 99, 1);
    shop.hold(RATIO);
    assertThat(shop.live.find("shop", "availability")).isEmpty();
    shop.time.advance(Duration.ofSeconds(5));
    one.requests(50, 0);
    one.scrape();
    shop.hold(AVAILABILITY, RATIO);
    assertThat(shop.status("availability").events().total()).isEqualTo(1250);
    assertThat(shop.live.of("shop"))
        .extracting(each -> each.slo().name())
        .containsExactly("availability", "payments");
  }

  @Test
  void exhaustingTheBudgetAndRecoveringAreEventsOnceEach() {
    start(objective("availability", new Sli.Availability(500), "99", Duration.ofHours(1)));
    shop.run(one, Duration.ofHours(1), 100, 0);
    shop.run(one, Duration.ofMinutes(3), 80, 20);
    // 1 % of an hour's 72,000 requests are 720: at the 36th time 20 the budget is used up.
    assertThat(shop.store.types()).containsExactly(LiveEvents.EXHAUSTED);
    assertThat(shop.status("availability").isUsedUp()).isTrue();
    assertThat(shop.store.events.getFirst().summary())
        .isEqualTo(
            "The error budget of availability of shop is now exhausted: 100.0 % of it is spent");
    shop.run(one, Duration.ofHours(1), 100, 0);
    assertThat(shop.store.types()).containsExactly(LiveEvents.EXHAUSTED, LiveEvents.RECOVERED);
    assertThat(shop.store.events.getFirst().subject()).isEqualTo("objective/shop/availability");
  }

  @Test
  void anEventThatCouldNotBeSavedIsSavedLater() {
    start(objective("availability", new Sli.Availability(500), "99", Duration.ofHours(1)));
    shop.store.failing = true;
    shop.run(one, Duration.ofMinutes(10), 50, 50);
    assertThat(shop.store.events).isEmpty();
    shop.store.failing = false;
    shop.run(one, Duration.ofSeconds(5), 50, 50);
    assertThat(shop.store.events).hasSize(1);
  }

  @Test
  void exclusionsContributorsAndHoursAreTheirsToo() {
    start(AVAILABILITY);
    shop.run(one, Duration.ofMinutes(61), 100, 0);
    Instant from = shop.time.now();
    shop.run(one, Duration.ofMinutes(5), 0, 100);
    Instant until = shop.time.now();
    shop.run(one, Duration.ofMinutes(5), 100, 0);
    assertThat(shop.status("availability").budget().spent()).isEqualTo(6000);
    assertThat(shop.live.contributors("shop", "availability"))
        .anyMatch(each -> each.label().equals("status") && each.value().equals("503"));
    assertThat(shop.live.hours("shop", "availability")).hasSizeGreaterThan(1);

    shop.live.exclude("shop", "availability", from, until, "the bank was closed", "ana");

    assertThat(shop.status("availability").budget().spent()).isZero();
  }

  @Test
  void aCalendarMonthBeginsAnewInUtc() {
    shop.time.advance(Duration.between(shop.time.now(), Instant.parse("2026-03-31T23:00:00Z")));
    start(
        new Objective(
            "availability",
            new Sli.Availability(500),
            Percentage.of("99.9"),
            null,
            new Objective.Window(MONTH, true)));
    shop.run(one, Duration.ofMinutes(59), 90, 10);
    assertThat(shop.status("availability").indicator()).isCloseTo(0.9, within(1e-9));
    assertThat(shop.status("availability").budget().allowedMinutes())
        .isCloseTo(44.64, within(1e-9));
    shop.run(one, Duration.ofMinutes(11), 100, 0);
    SloStatus april = shop.status("availability");
    assertThat(april.observed()).isEqualTo(Duration.ofMinutes(10));
    assertThat(april.indicator()).isEqualTo(1);
    assertThat(april.budget().allowedMinutes()).isCloseTo(43.2, within(1e-9));
  }
}
