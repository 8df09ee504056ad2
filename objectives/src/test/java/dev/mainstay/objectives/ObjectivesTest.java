package dev.mainstay.objectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Selector;
import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.telemetry.Sample;
import dev.mainstay.telemetry.Scrape;
import dev.mainstay.telemetry.Target;
import dev.mainstay.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectivesTest {
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Objective AVAILABILITY =
      objective("availability", new Sli.Availability(500), "99.9", Duration.ofDays(30));
  private static final Objective LATENCY =
      objective("latency", new Sli.Latency(Duration.ofMillis(200)), "95", Duration.ofDays(30));
  private static final Objective RATIO =
      objective(
          "payments",
          new Sli.Ratio(
              new Selector("payments_total", Map.of("status", "completed")),
              new Selector("payments_total", Map.of())),
          "99.5",
          Duration.ofDays(30));

  private final ManualTime time = new ManualTime();
  private final MemoryObjectivesStore store = new MemoryObjectivesStore();
  private final Instance one = new Instance("shop-1", 0);
  private Objectives objectives = new Objectives(time, time, store);

  /** A stand-in for an instance: counters and a start. */
  private final class Instance {
    private final String instance;
    private final double started;
    private final Map<List<String>, Double> values = new HashMap<>();

    Instance(String instance, double started) {
      this.instance = instance;
      this.started = started;
    }

    void count(double by, String metric, String... labels) {
      var key = new ArrayList<>(List.of(metric));
      key.addAll(List.of(labels));
      values.merge(key, by, Double::sum);
    }

    void requests(double good, double bad) {
      count(good, "http_server_requests_total", "status", "200");
      if (bad > 0) {
        count(bad, "http_server_requests_total", "status", "503");
      }
    }

    void scrape() {
      var samples = new ArrayList<Sample>();
      values.forEach((key, value) ->
          samples.add(
              new Sample(
                  key.getFirst(), value, key.subList(1, key.size()).toArray(String[]::new))));
      if (started > 0) {
        samples.add(new Sample("process_start_time_seconds", started));
      }
      objectives.scraped(new Scrape(target(), time.now(), true, samples, Duration.ZERO));
    }

    Target target() {
      return new Target("shop", instance, "1", "127.0.0.1", 1);
    }
  }

  private static Objective objective(String name, Sli sli, String slo, Duration window) {
    return new Objective(name, sli, Percentage.of(slo), null, new Objective.Window(window, false));
  }

  private static ObjectivesPlan plan(Objective... objectives) {
    return new ObjectivesPlan(
        List.of(objectives).stream().map(each -> new ObjectivesPlan.Entry("shop", each)).toList());
  }

  private void start(Objective... watched) {
    objectives.apply(plan(watched));
    objectives.start();
    one.requests(0, 0);
    one.scrape();
  }

  private ObjectiveStatus status(String name) {
    return objectives.status("shop", name).orElseThrow();
  }

  /** Scrapes for a while, with so many events in each interval. */
  private void run(Duration length, double good, double bad) {
    for (long i = 0; i < length.dividedBy(EVERY); i++) {
      time.advance(EVERY);
      one.requests(good, bad);
      one.scrape();
    }
  }

  private double rate(String name, Duration window) {
    return status(name).rates().stream()
        .filter(rate -> rate.window().equals(window))
        .findFirst()
        .orElseThrow()
        .burnRate();
  }

  private List<String> burning(String name) {
    return status(name).alerts().stream()
        .filter(ObjectiveStatus.BurnAlert::burning)
        .map(ObjectiveStatus.BurnAlert::name)
        .toList();
  }

  @Test
  void tellsComplianceBudgetAndRates() {
    start(AVAILABILITY);
    run(Duration.ofHours(1), 999, 1);
    ObjectiveStatus status = status("availability");
    assertThat(status.total()).isEqualTo(720_000);
    assertThat(status.good()).isEqualTo(719_280);
    assertThat(status.compliance()).isCloseTo(0.999, within(1e-12));
    assertThat(status.observed()).isEqualTo(Duration.ofHours(1));
    assertThat(rate("availability", Duration.ofMinutes(5))).isCloseTo(1, within(1e-9));
    assertThat(rate("availability", Duration.ofDays(30))).isCloseTo(1, within(1e-9));
    assertThat(status.budget().totalMinutes()).isCloseTo(43.2, within(1e-9));
    assertThat(status.budget().remainingMinutes()).isCloseTo(43.14, within(1e-9));
    assertThat(status.budget().totalRequests()).isCloseTo(518_400, within(1e-6));
    assertThat(status.budget().spentRequests()).isEqualTo(720);
    assertThat(status.budget().remainingFraction()).isCloseTo(719 / 720.0, within(1e-12));
    assertThat(status.unknown()).isNull();
    assertThat(status.exhaustedIn()).isEqualTo(Duration.ofHours(719));
  }

  @Test
  void windowsForgetWhatIsOlder() {
    start(AVAILABILITY);
    run(Duration.ofMinutes(5), 90, 10);
    run(Duration.ofMinutes(5), 100, 0);
    assertThat(rate("availability", Duration.ofMinutes(5))).isEqualTo(0);
    assertThat(rate("availability", Duration.ofMinutes(30))).isCloseTo(50, within(1e-9));
  }

  @Test
  void aFastBurnBeginsAndEndsWithTheShortWindow() {
    start(AVAILABILITY);
    run(Duration.ofHours(1), 1000, 0);
    assertThat(burning("availability")).isEmpty();
    run(Duration.ofMinutes(5), 500, 500);
    assertThat(burning("availability")).contains("fast-burn");
    run(Duration.ofMinutes(4).plusSeconds(50), 1000, 0);
    assertThat(burning("availability")).contains("fast-burn");
    run(EVERY, 1000, 0);
    assertThat(burning("availability")).doesNotContain("fast-burn");
  }

  @Test
  void tenSecondsOfFailureSoonAfterTheFirstLookBurnNoLongWindow() {
    start(AVAILABILITY);
    run(Duration.ofMinutes(1), 1000, 0);
    run(Duration.ofSeconds(10), 0, 1000);
    assertThat(burning("availability")).isEmpty();
  }

  @Test
  void aMinuteOfFailureBurnsOnTheFirstDayAsOnAnyOther() {
    start(AVAILABILITY);
    run(Duration.ofMinutes(2), 1000, 0);
    run(Duration.ofSeconds(50), 0, 1000);
    assertThat(burning("availability")).isEmpty();
    run(Duration.ofSeconds(10), 0, 1000);
    assertThat(burning("availability")).containsExactly("fast-burn");
  }

  @Test
  void burnsAboveTheFactorOfTheWholeHourAndNotAtIt() {
    start(objective("availability", new Sli.Availability(500), "99", Duration.ofDays(30)));
    run(Duration.ofHours(1), 856, 144);
    assertThat(burning("availability")).doesNotContain("fast-burn");
    run(Duration.ofHours(1), 855, 145);
    assertThat(burning("availability")).contains("fast-burn");
  }

  @Test
  void aStatusWithoutScrapesOrEventsIsUnknownAndSaysWhy() {
    objectives.apply(plan(AVAILABILITY));
    objectives.start();
    ObjectiveStatus nothing = status("availability");
    assertThat(nothing.compliance()).isNaN();
    assertThat(nothing.budget().remainingFraction()).isNaN();
    assertThat(nothing.budget().exhausted()).isFalse();
    assertThat(nothing.burning()).isFalse();
    assertThat(nothing.unknown()).isEqualTo("no instance was scraped yet");
    one.scrape();
    assertThat(status("availability").unknown())
        .isEqualTo("no instance exposes http_server_requests_total");
    one.requests(0, 0);
    one.scrape();
    assertThat(status("availability").unknown()).isEqualTo("no events within the window");
    one.requests(1, 0);
    one.scrape();
    assertThat(status("availability").unknown()).isNull();
    assertThat(status("availability").compliance()).isEqualTo(1);
    assertThat(objectives.status("shop", "other")).isEmpty();
    assertThat(objectives.statuses("other")).isEmpty();
  }

  @Test
  void latencyNeedsTheBucketOfItsThreshold() {
    start(LATENCY);
    String buckets = "http_server_request_duration_seconds_bucket";
    one.count(0, buckets, "le", "0.1");
    one.count(0, buckets, "le", "+Inf");
    one.scrape();
    time.advance(EVERY);
    one.count(9, buckets, "le", "0.1");
    one.count(10, buckets, "le", "+Inf");
    one.scrape();
    assertThat(status("latency").compliance()).isNaN();
    assertThat(status("latency").unknown())
        .isEqualTo(
            "shop-1: http_server_request_duration_seconds_bucket has no bucket le=\"0.2\""
                + " (it has: [0.1, Infinity])");
    one.count(9, buckets, "le", "0.2");
    one.scrape();
    time.advance(EVERY);
    one.count(3, buckets, "le", "0.2");
    one.count(4, buckets, "le", "+Inf");
    one.scrape();
    assertThat(status("latency").unknown()).isNull();
  }

  @Test
  void latencyCountsWhatTheBucketHolds() {
    start(LATENCY);
    String buckets = "http_server_request_duration_seconds_bucket";
    for (String le : List.of("0.1", "0.200", "0.5", "+Inf")) {
      one.count(0, buckets, "le", le, "route", "/pay");
    }
    one.scrape();
    time.advance(EVERY);
    one.count(50, buckets, "le", "0.1", "route", "/pay");
    one.count(97, buckets, "le", "0.200", "route", "/pay");
    one.count(98, buckets, "le", "0.5", "route", "/pay");
    one.count(100, buckets, "le", "+Inf", "route", "/pay");
    one.scrape();
    assertThat(status("latency").good()).isEqualTo(97);
    assertThat(status("latency").total()).isEqualTo(100);
    assertThat(rate("latency", Duration.ofMinutes(5))).isCloseTo(0.6, within(1e-9));
  }

  @Test
  void aRatioCountsTheSelectedSeries() {
    start(RATIO);
    time.advance(EVERY);
    one.count(7, "payments_total", "status", "completed");
    one.count(2, "payments_total", "status", "failed");
    one.count(1, "payments_total", "status", "completed", "kind", "card");
    one.scrape();
    assertThat(status("payments").good()).isEqualTo(8);
    assertThat(status("payments").total()).isEqualTo(10);
  }

  @Test
  void theSumOfInstancesCountsAndAGoneOneDoesNotLinger() {
    start(LATENCY, AVAILABILITY);
    var two = new Instance("shop-2", time.now().getEpochSecond());
    time.advance(EVERY);
    two.requests(5, 1);
    two.count(3, "http_server_request_duration_seconds_bucket", "le", "0.7");
    two.scrape();
    assertThat(status("availability").total()).isEqualTo(6);
    assertThat(status("latency").unknown()).startsWith("shop-2: ");
    objectives.gone(two.target(), time.now());
    assertThat(status("availability").total()).isEqualTo(6);
    assertThat(status("latency").unknown()).doesNotStartWith("shop-2: ");
  }

  @Test
  void anInstanceThatComesBackIsNotCountedTwice() {
    start(AVAILABILITY);
    var two = new Instance("shop-2", time.now().getEpochSecond());
    two.requests(10, 0);
    two.scrape();
    objectives.gone(two.target(), time.now());
    run(Duration.ofMinutes(30), 0, 0);
    two.requests(1, 0);
    two.scrape();
    assertThat(status("availability").total()).isEqualTo(11);
    objectives.gone(two.target(), time.now());
    run(Duration.ofHours(2), 0, 0);
    two.scrape();
    assertThat(status("availability").total()).isEqualTo(11);
    two.requests(2, 0);
    two.scrape();
    assertThat(status("availability").total()).isEqualTo(13);
  }

  @Test
  void growthWhileTheServerWasDeadIsCountedOnceAfterARestart() {
    start(AVAILABILITY);
    run(Duration.ofMinutes(2), 99, 1);
    time.advance(Duration.ofSeconds(10));
    double atSave = status("availability").total();
    // Scraped after the last save: lost with the process, found again in the counters.
    one.requests(7, 3);
    one.scrape();
    objectives = new Objectives(time, time, store);
    objectives.apply(plan(AVAILABILITY));
    objectives.start();
    assertThat(status("availability").total()).isEqualTo(atSave);
    time.advance(Duration.ofMinutes(5));
    one.requests(100, 20);
    one.scrape();
    ObjectiveStatus status = status("availability");
    assertThat(status.total()).isEqualTo(atSave + 130);
    assertThat(status.total() - status.good()).isEqualTo(24 + 23);
    assertThat(status.observed()).isEqualTo(Duration.ofMinutes(7).plusSeconds(10));
    // Spread over the five minutes, not put into the last moment.
    time.advance(Duration.ofSeconds(150));
    assertThat(totalWithin(Duration.ofMinutes(5))).isCloseTo(65, within(3.0));
  }

  private double totalWithin(Duration window) {
    return status("availability").rates().stream()
        .filter(rate -> rate.window().equals(window))
        .findFirst()
        .orElseThrow()
        .total();
  }

  @Test
  void anInstanceBornWhileTheServerWasDeadCountsFromItsStart() {
    start(AVAILABILITY);
    run(Duration.ofSeconds(30), 10, 0);
    objectives.close();
    time.advance(Duration.ofMinutes(1));
    var two = new Instance("shop-2", time.now().getEpochSecond());
    objectives = new Objectives(time, time, store);
    objectives.start();
    objectives.apply(plan(AVAILABILITY));
    time.advance(EVERY);
    two.requests(5, 5);
    two.scrape();
    assertThat(status("availability").total()).isEqualTo(70);
  }

  @Test
  void closeSavesAndASavedStateIsTheSame() {
    start(AVAILABILITY);
    run(Duration.ofHours(8), 999, 1);
    ObjectiveStatus before = status("availability");
    objectives.close();
    objectives.close();
    objectives = new Objectives(time, time, store);
    objectives.apply(plan(AVAILABILITY));
    objectives.start();
    objectives.start();
    assertThat(status("availability").rates()).isEqualTo(before.rates());
    assertThat(status("availability").budget()).isEqualTo(before.budget());
  }

  @Test
  void savesEveryTenSecondsWhatChangedAndAgainAfterAFailure() {
    start(AVAILABILITY);
    int saves = store.saves;
    time.advance(Duration.ofMinutes(1));
    assertThat(store.saves).isEqualTo(saves + 1);
    store.failing = true;
    one.requests(1, 0);
    one.scrape();
    time.advance(Duration.ofSeconds(10));
    store.failing = false;
    time.advance(Duration.ofSeconds(10));
    assertThat(store.saves).isEqualTo(saves + 2);
    objectives = new Objectives(time, time, store);
    objectives.apply(plan(AVAILABILITY));
    objectives.start();
    assertThat(status("availability").total()).isEqualTo(1);
  }

  @Test
  void anotherSloKeepsTheCountsAndAnotherThresholdDoesNot() {
    start(AVAILABILITY, LATENCY);
    String buckets = "http_server_request_duration_seconds_bucket";
    one.count(0, buckets, "le", "0.2");
    one.count(0, buckets, "le", "0.5");
    one.count(0, buckets, "le", "+Inf");
    run(Duration.ofMinutes(1), 99, 1);
    one.count(5, buckets, "le", "0.2");
    one.count(8, buckets, "le", "0.5");
    one.count(10, buckets, "le", "+Inf");
    one.scrape();
    assertThat(status("latency").good()).isEqualTo(5);
    objectives.apply(
        plan(
            objective("availability", new Sli.Availability(500), "99", Duration.ofDays(90)),
            objective(
                "latency", new Sli.Latency(Duration.ofMillis(500)), "95", Duration.ofDays(30))));
    assertThat(status("availability").total()).isEqualTo(1200);
    assertThat(status("availability").slo()).isEqualTo(Percentage.of("99"));
    assertThat(rate("availability", Duration.ofDays(90))).isCloseTo(1, within(1e-9));
    assertThat(status("latency").total()).isEqualTo(0);
    one.scrape();
    time.advance(EVERY);
    one.count(2, buckets, "le", "0.5");
    one.count(2, buckets, "le", "+Inf");
    one.scrape();
    assertThat(status("latency").good()).isEqualTo(2);
    objectives = new Objectives(time, time, store);
    objectives.apply(plan(AVAILABILITY, LATENCY));
    objectives.start();
    assertThat(status("availability").total()).isEqualTo(1200);
  }

  @Test
  void anObjectiveThatLeavesThePlanContinuesWhenItReturns() {
    start(AVAILABILITY, RATIO);
    run(Duration.ofMinutes(1), 99, 1);
    objectives.apply(plan(RATIO));
    assertThat(objectives.status("shop", "availability")).isEmpty();
    time.advance(EVERY);
    one.requests(50, 0);
    objectives.apply(plan(AVAILABILITY, RATIO));
    one.scrape();
    assertThat(status("availability").total()).isEqualTo(1250);
    assertThat(objectives.statuses("shop"))
        .extracting(ObjectiveStatus::name)
        .containsExactly("availability", "payments");
  }

  @Test
  void aSavedObjectiveThatNobodyWatchedForAMonthIsForgotten() {
    start(AVAILABILITY);
    run(Duration.ofMinutes(1), 99, 1);
    objectives.close();
    time.advance(Duration.ofDays(31));
    objectives = new Objectives(time, time, store);
    objectives.start();
    assertThat(store.all()).hasSize(1);
    time.advance(Duration.ofSeconds(1));
    objectives = new Objectives(time, time, store);
    objectives.start();
    assertThat(store.all()).isEmpty();
  }

  @Test
  void exhaustingTheBudgetAndRecoveringAreEventsOnceEach() {
    start(objective("availability", new Sli.Availability(500), "99", Duration.ofHours(1)));
    run(Duration.ofHours(1), 100, 0);
    run(Duration.ofMinutes(3), 80, 20);
    // 1 % of an hour's 72,000 requests are 720: at the 36th time 20 the budget is used up.
    assertThat(store.events).extracting(Event::type).containsExactly("objective.budget-exhausted");
    assertThat(status("availability").budget().exhausted()).isTrue();
    assertThat(status("availability").exhaustedIn()).isNull();
    assertThat(store.events.getFirst().summary())
        .isEqualTo(
            "The error budget of availability of shop is exhausted: 100.0 % of what 99 % allows"
                + " over the last 1h is spent");
    assertThat(ObjectivesEvents.read(store.events.getFirst()))
        .hasValueSatisfying(change -> assertThat(change.exhausted()).isTrue());
    run(Duration.ofHours(1), 100, 0);
    assertThat(store.events)
        .extracting(Event::type)
        .containsExactly("objective.budget-exhausted", "objective.budget-recovered");
    assertThat(store.events.getFirst().subject()).isEqualTo("objective/shop/availability");
  }

  @Test
  void anEventThatCouldNotBeSavedIsSavedLater() {
    start(objective("availability", new Sli.Availability(500), "99", Duration.ofHours(1)));
    store.failing = true;
    run(Duration.ofMinutes(10), 50, 50);
    assertThat(store.events).isEmpty();
    store.failing = false;
    run(EVERY, 50, 50);
    assertThat(store.events).hasSize(1);
  }

  @Test
  void aCalendarMonthBeginsAnewInUtc() {
    time.advance(Duration.between(time.now(), Instant.parse("2026-03-31T23:00:00Z")));
    objectives.apply(
        plan(
            new Objective(
                "availability",
                new Sli.Availability(500),
                Percentage.of("99.9"),
                null,
                new Objective.Window(Duration.ofDays(30), true))));
    objectives.start();
    one.requests(0, 0);
    one.scrape();
    run(Duration.ofMinutes(59), 90, 10);
    assertThat(status("availability").compliance()).isCloseTo(0.9, within(1e-9));
    assertThat(status("availability").budget().totalMinutes()).isCloseTo(44.64, within(1e-9));
    run(Duration.ofMinutes(11), 100, 0);
    ObjectiveStatus april = status("availability");
    assertThat(april.observed()).isEqualTo(Duration.ofMinutes(10));
    assertThat(april.compliance()).isEqualTo(1);
    assertThat(april.budget().totalMinutes()).isCloseTo(43.2, within(1e-9));
  }
}
