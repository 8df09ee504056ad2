package dev.mainstay.alerting;

import static dev.mainstay.alerting.AlertsBench.SCRAPE;
import static dev.mainstay.alerting.AlertsBench.databaseDown;
import static dev.mainstay.alerting.AlertsBench.mode;
import static dev.mainstay.alerting.AlertsBench.postgres;
import static dev.mainstay.alerting.AlertsBench.rule;
import static dev.mainstay.alerting.AlertsBench.tooFew;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.AlertEvents.Fired;
import dev.mainstay.alerting.AlertState.Phase;
import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Comparison;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Selector;
import dev.mainstay.kernel.Event;
import dev.mainstay.telemetry.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertsTest {
  private static final Duration MS = Duration.ofMillis(1);
  private static final Duration PENDING = Duration.ofSeconds(15);

  @Test
  void withoutForItFiresWithTheScrapeThatShowsIt() {
    var bench = new AlertsBench(databaseDown(Duration.ZERO));
    bench.scrape("a", postgres(true));
    assertThat(bench.types()).isEmpty();
    bench.scrape("b", postgres(false));

    assertThat(bench.types()).containsExactly("alert.fired");
    Fired fired = AlertEvents.fired(bench.last());
    assertThat(fired.reason()).isEqualTo("dependency postgres fails for 1 of 2 instances");
    assertThat(fired.since()).isEqualTo(AlertsBench.START);
    assertThat(bench.last().subject()).isEqualTo("alert/payment-api/database-down");
    assertThat(bench.last().summary())
        .isEqualTo(
            "database-down fires for payment-api: dependency postgres fails for 1 of 2 instances");
  }

  @Test
  void eventsOfEarlierVersionsThatTellOfManyObjectivesAreRead() {
    var bench = new AlertsBench(databaseDown(Duration.ZERO));
    bench.scrape("a", postgres(false));
    Event now = bench.last();
    var data = new TreeMap<>(now.data());
    for (int i = 0; i < 10_000; i++) {
      data.put("spent.o" + i, Double.toString(i));
    }
    Fired fired =
        AlertEvents.fired(
            new Event(now.type(), 1, now.service(), now.subject(), now.summary(), data));
    assertThat(fired.spentBefore()).hasSize(10_000).containsEntry("o9999", 9_999.0);
  }

  @Test
  void theSummaryOfAnAnnouncementNamesAHundred() {
    List<String> names =
        IntStream.rangeClosed(1, 101).mapToObj(i -> "a" + i).collect(Collectors.toList());
    assertThat(AlertEvents.groupNotified("shop", "g", names, names).summary())
        .endsWith(", a100 and 1 more announced for shop");
    assertThat(AlertEvents.groupNotified(AlertEvents.groupNotified("shop", "g", names, names)))
        .extracting(AlertEvents.GroupNotified::added)
        .isEqualTo(names);
    List<String> fewer = names.subList(0, 100);
    assertThat(AlertEvents.groupNotified("shop", "g", fewer, fewer).summary())
        .endsWith(", a99 and a100 announced for shop");
  }

  @Test
  void firesAtTheVeryInstantAtWhichForIsOverWithoutWaitingForAScrape() {
    var bench = new AlertsBench(databaseDown(Duration.ofMillis(1_300)));
    bench.scrape("a", postgres(false));
    assertThat(bench.phase("database-down")).isEqualTo(Phase.PENDING);

    bench.advance(Duration.ofMillis(1_299));
    assertThat(bench.phase("database-down")).isEqualTo(Phase.PENDING);
    bench.advance(MS);
    assertThat(bench.phase("database-down")).isEqualTo(Phase.FIRING);
    assertThat(AlertEvents.fired(bench.last()).firedAt())
        .isEqualTo(AlertsBench.START.plusMillis(1_300));
  }

  @Test
  void aConditionThatClearsWhilePendingNeverFires() {
    var bench = new AlertsBench(databaseDown(Duration.ofSeconds(5)));
    bench.scrape("a", postgres(false));
    bench.advance(Duration.ofSeconds(4));
    bench.scrape("a", postgres(true));
    bench.advance(Duration.ofSeconds(1));
    bench.scrape("a", postgres(false));
    bench.advance(Duration.ofSeconds(4));

    assertThat(bench.phase("database-down")).isEqualTo(Phase.PENDING);
    assertThat(bench.types()).isEmpty();
  }

  @Test
  void resolvesWhenTheConditionWasClearForTwoScrapes() {
    var bench = new AlertsBench(databaseDown(Duration.ZERO));
    bench.scrape("a", postgres(false));
    bench.advance(SCRAPE);
    bench.scrape("a", postgres(true));
    bench.advance(SCRAPE);
    bench.scrape("a", postgres(true));
    bench.advance(SCRAPE.minus(MS));
    assertThat(bench.phase("database-down")).isEqualTo(Phase.FIRING);
    bench.advance(MS);

    assertThat(bench.phase("database-down")).isEqualTo(Phase.INACTIVE);
    assertThat(bench.last().type()).isEqualTo("alert.resolved");
    assertThat(bench.last().summary())
        .isEqualTo("database-down is resolved for payment-api after 6s: postgres works again");
  }

  @Test
  void aFlappingConditionKeepsFiringAsOneAlert() {
    var bench = new AlertsBench(databaseDown(Duration.ZERO));
    for (int i = 0; i < 20; i++) {
      bench.scrape("a", postgres(i % 2 == 1));
      bench.advance(SCRAPE);
    }

    assertThat(bench.types()).containsExactly("alert.fired", "alert.group-notified");
  }

  @Test
  void withoutDataAFiringAlertFiresOnForAQuarterOfAnHour() {
    var bench = new AlertsBench(databaseDown(Duration.ZERO));
    bench.scrape("a", postgres(false));
    bench.gone("a");
    bench.advance(Duration.ofMinutes(15).minus(MS));
    assertThat(bench.phase("database-down")).isEqualTo(Phase.FIRING);
    bench.advance(MS);

    assertThat(bench.phase("database-down")).isEqualTo(Phase.INACTIVE);
    assertThat(AlertEvents.resolved(bench.last()).why())
        .isEqualTo("no instance reports on postgres");
  }

  @Test
  void aScrapeOlderThanThreeIntervalsSaysNothing() {
    var bench = new AlertsBench(databaseDown(Duration.ofSeconds(9)));
    bench.scrape("a", postgres(false));
    bench.advance(Duration.ofSeconds(6));
    assertThat(bench.alert("database-down").timing().unknownSince()).isNull();
    bench.advance(Duration.ofSeconds(1));
    assertThat(bench.alert("database-down").timing().unknownSince()).isNotNull();
    bench.advance(Duration.ofHours(1));

    assertThat(bench.types()).isEmpty();
    assertThat(bench.phase("database-down")).isEqualTo(Phase.INACTIVE);
  }

  @Test
  void missingInstancesAreNotMissedWhileTheServiceMayStillStart() {
    var bench = new AlertsBench(tooFew(2));
    Duration warmUp = AlertsBench.STARTUP.plus(SCRAPE.multipliedBy(3));
    bench.advance(warmUp.minus(Duration.ofSeconds(1)));
    bench.scrape("a", new Sample("service_ready", 1));
    assertThat(bench.types()).isEmpty();
    bench.advance(Duration.ofSeconds(1));

    assertThat(AlertEvents.fired(bench.last()).reason())
        .isEqualTo("1 instances are ready (expected: at least 2)");
  }

  @Test
  void onceReadyAMissingInstanceIsMissedAtOnce() {
    var bench = new AlertsBench(tooFew(2));
    bench.scrape("a", new Sample("service_ready", 1));
    bench.scrape("b");
    assertThat(bench.types()).isEmpty();
    bench.scrapeFails("b");
    assertThat(bench.types()).containsExactly("alert.fired");
  }

  @Test
  void anInstanceThatIsGoneOrNotReadyDoesNotCount() {
    var bench = new AlertsBench(tooFew(2));
    bench.scrape("a", new Sample("service_ready", 1));
    bench.scrape("b", new Sample("service_ready", 1));
    bench.scrape("c", new Sample("service_ready", 1));
    bench.gone("c");
    assertThat(bench.types()).isEmpty();
    bench.scrape("b", new Sample("service_ready", 0));
    assertThat(bench.types()).containsExactly("alert.fired");
  }

  @Test
  void thresholdsCompareStrictlyOverAllInstances() {
    var selector = new Selector("queue_length", Map.of("queue", "refunds"));
    var bench =
        new AlertsBench(
            rule(
                "queue",
                new Condition.Threshold(selector, false, Comparison.ABOVE, 10),
                Duration.ZERO));
    bench.scrape("a", new Sample("queue_length", 6, "queue", "refunds"));
    bench.scrape(
        "b",
        new Sample("queue_length", 4, "queue", "refunds"),
        new Sample("queue_length", 99, "queue", "other"));
    assertThat(bench.types()).isEmpty();
    bench.scrape("b", new Sample("queue_length", 4.5, "queue", "refunds"));

    assertThat(AlertEvents.fired(bench.last()).reason())
        .isEqualTo("queue_length{queue=\"refunds\"} is 10.5 (limit: above 10)");
  }

  @Test
  void ratesCountResetsAndNewSeriesFromZero() {
    var selector = new Selector("failures_total", Map.of());
    var bench =
        new AlertsBench(
            rule(
                "failing",
                new Condition.Threshold(selector, true, Comparison.ABOVE, 4.9),
                Duration.ZERO));
    bench.scrape("a", new Sample("failures_total", 1_000, "kind", "x"));
    assertThat(bench.types()).isEmpty();
    bench.advance(SCRAPE);
    bench.scrape(
        "a",
        new Sample("failures_total", 4, "kind", "x"),
        new Sample("failures_total", 6, "kind", "y"));

    assertThat(AlertEvents.fired(bench.last()).reason())
        .isEqualTo("failures_total is 5/s (limit: above 4.9/s)");
  }

  @Test
  void alertsWithinTheGroupWaitAreAnnouncedTogether() {
    var bench = new AlertsBench(databaseDown(Duration.ZERO), tooFew(1), databaseDownLater("later"));
    bench.scrape("a", postgres(false), new Sample("service_ready", 1));
    bench.advance(Duration.ofMillis(200));
    bench.scrape("a", postgres(false), new Sample("service_ready", 0));
    bench.advance(Duration.ofMillis(299));
    assertThat(bench.types()).containsExactly("alert.fired", "alert.fired");
    bench.advance(MS);

    AlertEvents.GroupNotified first = AlertEvents.groupNotified(bench.last());
    assertThat(first.alerts()).containsExactly("database-down", "too-few");
    assertThat(first.added()).containsExactly("database-down", "too-few");

    bench.advance(Duration.ofMillis(2_500));
    bench.scrape("a", postgres(false), new Sample("service_ready", 0));
    bench.advance(Duration.ofMillis(2_500));
    AlertEvents.GroupNotified second = AlertEvents.groupNotified(bench.last());
    assertThat(second.group()).isEqualTo(first.group());
    assertThat(second.alerts()).containsExactly("database-down", "too-few", "later");
    assertThat(second.added()).containsExactly("later");
    assertThat(bench.last().summary())
        .isEqualTo("later announced for payment-api beside database-down and too-few");
  }

  private static Alert databaseDownLater(String name) {
    return rule(name, new Condition.DependencyFails("postgres"), Duration.ofSeconds(5));
  }

  @Test
  void aRestartNeitherForgetsNorFiresAgain() {
    var bench = new AlertsBench(databaseDown(Duration.ZERO));
    bench.scrape("a", postgres(false));
    bench.advance(Duration.ofSeconds(1));
    bench.restartAfter(Duration.ofSeconds(5));
    assertThat(bench.phase("database-down")).isEqualTo(Phase.FIRING);
    bench.scrape("a", postgres(false));
    bench.advance(Duration.ofMinutes(1));

    assertThat(bench.types()).containsExactly("alert.fired", "alert.group-notified");
  }

  @Test
  void aPendingAlertGoesOnCountingOverARestart() {
    var bench = new AlertsBench(databaseDown(PENDING));
    bench.scrape("a", postgres(false));
    bench.restartAfter(Duration.ofSeconds(10));
    bench.advance(Duration.ofSeconds(2));
    bench.scrape("a", postgres(false));
    bench.advance(Duration.ofSeconds(3).minus(MS));
    assertThat(bench.phase("database-down")).isEqualTo(Phase.PENDING);
    bench.advance(MS);

    assertThat(bench.phase("database-down")).isEqualTo(Phase.FIRING);
    assertThat(AlertEvents.fired(bench.last()).since()).isEqualTo(AlertsBench.START);
  }

  @Test
  void anAnnouncementThatARestartInterruptedIsMade() {
    var bench = new AlertsBench(databaseDown(Duration.ZERO));
    bench.scrape("a", postgres(false));
    bench.restartAfter(Duration.ofMillis(100));
    assertThat(bench.types()).containsExactly("alert.fired");
    bench.advance(Duration.ofMillis(400));
    assertThat(bench.types()).containsExactly("alert.fired", "alert.group-notified");
  }

  @Test
  void whatCouldNotBeSavedHasNotHappenedYet() {
    var bench = new AlertsBench(databaseDown(Duration.ZERO));
    bench.store.failures = 1;
    bench.scrape("a", postgres(false));
    assertThat(bench.alerts.active()).isEmpty();
    bench.advance(Duration.ofSeconds(1));

    assertThat(bench.alerts.active()).hasSize(1);
    assertThat(bench.types()).containsOnlyOnce("alert.fired");
  }

  @Test
  void savesOnlyWhatMustSurvive() {
    var bench = new AlertsBench(databaseDown(Duration.ZERO));
    for (int i = 0; i < 10; i++) {
      bench.scrape("a", postgres(false));
      bench.advance(SCRAPE);
    }
    // It fires; its group is announced.
    assertThat(bench.store.saves).isEqualTo(2);
  }

  @Test
  void anAlertWhoseRuleIsRemovedResolves() {
    var bench = new AlertsBench(databaseDown(Duration.ZERO));
    bench.scrape("a", postgres(false));
    bench.apply(tooFew(1));

    assertThat(AlertEvents.resolved(bench.last()).why()).isEqualTo("its rule was removed");
    assertThat(bench.alerts.active()).isEmpty();
  }

  @Test
  void aNewSeverityHoldsAtOnce() {
    var bench = new AlertsBench(databaseDown(Duration.ZERO));
    bench.scrape("a", postgres(false));
    Alert rule = databaseDown(Duration.ZERO);
    bench.apply(
        new Alert(rule.name(), rule.when(), rule.pending(), Severity.P3, "other", rule.impact()));

    assertThat(bench.alert("database-down").severity()).isEqualTo(Severity.P3);
    assertThat(bench.phase("database-down")).isEqualTo(Phase.FIRING);
    assertThat(bench.types()).containsExactly("alert.fired");
  }

  @Test
  void modesAreEnteredAndLeftOnceForAllInstances() {
    var bench = new AlertsBench();
    bench.scrape("a", mode("cache-unavailable", false));
    assertThat(bench.types()).isEmpty();
    bench.scrape("a", mode("cache-unavailable", true));
    bench.scrape("b", mode("cache-unavailable", true));
    assertThat(bench.types()).containsExactly("mode.entered");
    assertThat(bench.alerts.modes(AlertsBench.SERVICE))
        .containsExactly(new ActiveMode("cache-unavailable", AlertsBench.START));
    bench.advance(SCRAPE);
    bench.scrape("a", mode("cache-unavailable", false));
    assertThat(bench.types()).hasSize(1);
    bench.restartAfter(Duration.ofSeconds(1));
    bench.scrape("b", mode("cache-unavailable", false));

    assertThat(bench.types()).containsExactly("mode.entered", "mode.left");
    assertThat(bench.last().summary())
        .isEqualTo("payment-api leaves mode cache-unavailable after 3s");
    assertThat(bench.alerts.modes(AlertsBench.SERVICE)).isEqualTo(List.of());
  }
}
