package dev.mainstay.alerting.rules;

import static dev.mainstay.alerting.rules.RuleAlertsBench.TEN;
import static dev.mainstay.alerting.rules.RuleAlertsBench.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.AlertEvents;
import dev.mainstay.alerting.AlertState;
import dev.mainstay.alerting.RuleOrigin;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.kernel.Event;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RuleAlertsTest {
  private static final String CRITICAL =
      """
        labels: { severity: critical }
        annotations:
          summary: '{{ $labels.instance }} is broken'
          description: nobody can buy
          runbook_url: https://wiki/broken
      """;

  private final RuleAlertsBench bench = new RuleAlertsBench();

  private static RuleOrigin origin(AlertEvents.Fired fired) {
    return Objects.requireNonNull(fired.origin());
  }

  @Test
  void anAlertOfARuleFiresForItsServiceAndIsAnnounced() {
    bench.run(rule(CRITICAL));
    bench.evaluate(1, "service", "shop", "instance", "a");

    AlertEvents.Fired fired = bench.fired(0);
    assertThat(fired.service()).isEqualTo("shop");
    assertThat(fired.alert()).isEqualTo("Broken");
    assertThat(fired.severity()).isEqualTo(Severity.P1);
    assertThat(fired.reason()).isEqualTo("a is broken");
    assertThat(fired.impact()).isEqualTo("nobody can buy");
    assertThat(fired.runbook()).isEqualTo("https://wiki/broken");
    assertThat(origin(fired))
        .returns("rules.yml", RuleOrigin::file)
        .returns("g", RuleOrigin::group)
        .returns(1, RuleOrigin::series)
        .returns("", RuleOrigin::note)
        .returns(
            Map.of("service", "shop", "instance", "a", "severity", "critical"), RuleOrigin::labels);
    assertThat(origin(fired).place()).startsWith("rules.yml:5:");
    assertThat(bench.events(AlertEvents.FIRED).getFirst().summary())
        .startsWith("Broken fires for shop: a is broken (rule of group g at rules.yml:5:");
    assertThat(bench.types()).containsExactly(AlertEvents.FIRED, AlertEvents.GROUP_NOTIFIED);
    assertThat(bench.alerts.of("shop")).extracting(AlertState::name).containsExactly("Broken");
  }

  @Test
  void itIsOverWhenNothingFiredForTwoIntervalsAndNotBefore() {
    bench.run(rule(CRITICAL));
    bench.evaluate(1, "service", "shop");
    bench.evaluate(0, "service", "shop");
    bench.advance(TEN);
    assertThat(bench.events(AlertEvents.RESOLVED)).isEmpty();
    bench.advance(TEN);

    assertThat(bench.events(AlertEvents.RESOLVED)).hasSize(1);
    assertThat(bench.why()).isEqualTo("its condition is no longer true");
    assertThat(bench.alerts.active()).isEmpty();
  }

  @Test
  void oneThatFlapsFiresOnce() {
    bench.run(rule(CRITICAL));
    bench.evaluate(1, "service", "shop");
    for (int i = 0; i < 5; i++) {
      bench.evaluate(0, "service", "shop");
      bench.advance(TEN);
      bench.evaluate(1, "service", "shop");
    }
    assertThat(bench.types()).containsExactly(AlertEvents.FIRED, AlertEvents.GROUP_NOTIFIED);
  }

  @Test
  void keepFiringForIsWaitedForAndNothingBehindIt() {
    bench.run(rule("    keep_firing_for: 30s\n"));
    bench.evaluate(1, "service", "shop");
    bench.evaluate(0, "service", "shop");
    bench.advance(Duration.ofSeconds(20));
    assertThat(bench.events(AlertEvents.RESOLVED)).isEmpty();
    bench.advance(TEN);

    assertThat(bench.events(AlertEvents.RESOLVED)).hasSize(1);
  }

  @Test
  void aPendingAlertDoesNotFireAndOneThatIsDueDoes() {
    bench.run(rule("    for: 20s\n"));
    bench.evaluate(1, "service", "shop");
    bench.advance(TEN);
    assertThat(bench.types()).isEmpty();
    bench.advance(TEN);
    assertThat(bench.events(AlertEvents.FIRED)).hasSize(1);
  }

  @Test
  void whatIsNoMoreThanInformationFiresNothing() {
    bench.run(rule("    labels: { severity: info }\n"));
    bench.evaluate(1, "service", "shop");

    assertThat(bench.types()).isEmpty();
  }

  @Test
  void aSeverityThatIsNotKnownSaysSo() {
    bench.run(rule("    labels: { severity: spicy }\n"));
    bench.evaluate(1, "service", "shop");

    assertThat(bench.fired(0).severity()).isEqualTo(Severity.P2);
    assertThat(origin(bench.fired(0)).note()).contains("spicy", "taken for P2");
  }

  @Test
  void aRuleThatIsTakenOutWhileItFiresEndsItsAlertAndSaysWhy() {
    bench.run(rule(CRITICAL));
    bench.evaluate(1, "service", "shop");
    bench.run("groups: [{ name: g, rules: [{ alert: Other, expr: broken > 9 }] }]");

    assertThat(bench.events(AlertEvents.RESOLVED)).hasSize(1);
    assertThat(bench.why()).isEqualTo("its rule was removed");
  }

  @Test
  void aRuleThatIsChangedGoesOnWhileItsSeriesWaitAnew() {
    bench.run(rule("    for: 10s\n    labels: { severity: critical }\n"));
    bench.evaluate(1, "service", "shop");
    bench.advance(TEN);
    assertThat(bench.events(AlertEvents.FIRED)).hasSize(1);
    bench.run(rule("    for: 40s\n    labels: { severity: critical, tier: web }\n"));
    bench.advance(Duration.ofMinutes(2));

    assertThat(bench.types()).containsExactly(AlertEvents.FIRED, AlertEvents.GROUP_NOTIFIED);
  }

  @Test
  void aThousandSeriesAreOneAlertWithACount() {
    bench.run(rule(CRITICAL));
    for (int i = 0; i < 1_000; i++) {
      bench.put(1, "service", "shop", "instance", "i" + i);
    }
    bench.advance(TEN);

    assertThat(bench.types()).containsExactly(AlertEvents.FIRED, AlertEvents.GROUP_NOTIFIED);
    assertThat(origin(bench.fired(0)).series()).isEqualTo(1_000);
    assertThat(origin(bench.fired(0)).labels()).doesNotContainKey("instance");
    assertThat(bench.fired(0).reason()).endsWith("is broken (and 999 more series)");
  }

  @Test
  void tenTimesAsManySeriesAreToldAgainAndFewerAreNot() {
    bench.run(rule(CRITICAL));
    bench.evaluate(1, "service", "shop", "instance", "i0");
    for (int i = 1; i < 9; i++) {
      bench.put(1, "service", "shop", "instance", "i" + i);
    }
    bench.advance(TEN);
    assertThat(bench.events(AlertEvents.CHANGED)).isEmpty();
    bench.evaluate(1, "service", "shop", "instance", "i9");

    Event changed = bench.events(AlertEvents.CHANGED).getFirst();
    assertThat(origin(AlertEvents.fired(changed)).series()).isEqualTo(10);
  }

  @Test
  void aGraverSeriesRaisesTheAlertAndIsAnnounced() {
    bench.run(rule("    labels: { severity: '{{ $labels.level }}' }\n"));
    bench.evaluate(1, "service", "shop", "level", "warning");
    bench.evaluate(1, "service", "shop", "level", "page");
    bench.advance(TEN);

    assertThat(bench.fired(0).severity()).isEqualTo(Severity.P3);
    assertThat(bench.types())
        .containsExactly(
            AlertEvents.FIRED,
            AlertEvents.GROUP_NOTIFIED,
            AlertEvents.CHANGED,
            AlertEvents.GROUP_NOTIFIED);
    assertThat(AlertEvents.fired(bench.events(AlertEvents.CHANGED).getFirst()).severity())
        .isEqualTo(Severity.P1);
  }

  @Test
  void theServiceIsTheOneWithADesignElseTheFirstThatIsNamedElseTheGroup() {
    bench.run(rule(""));
    bench.put(1, "service", "front", "job", "shop");
    bench.put(1, "job", "prod/shop", "n", "2");
    bench.put(1, "service", "front", "job", "node");
    bench.put(1, "job", "prod/node");
    bench.put(1, "n", "5");
    bench.advance(TEN);

    assertThat(bench.alerts.active())
        .extracting(
            alert -> alert.service() + " " + Objects.requireNonNull(alert.origin()).series())
        .containsExactly("front 1", "g 1", "prod/node 1", "shop 2");
  }

  @Test
  void oneRuleAlertsForAtMostFiftyServicesWithoutADesign() {
    bench.run(rule(""));
    for (int i = 0; i < 50; i++) {
      bench.put(1, "job", "job-" + i);
    }
    bench.advance(TEN);
    assertThat(bench.alerts.active()).hasSize(50);
    assertThat(bench.alerts.of("g")).isEmpty();
    bench.put(1, "job", "a-51st");
    bench.put(1, "job", "a-52nd");
    bench.evaluate(1, "service", "shop");

    assertThat(bench.alerts.active()).hasSize(52);
    assertThat(Objects.requireNonNull(bench.alerts.of("g").getFirst().origin()).series())
        .isEqualTo(2);
  }

  @Test
  void atMostAThousandFireAndTheNextOneWaitsForRoom() {
    bench.run(rule("    keep_firing_for: 1s\n"));
    for (int i = 0; i <= 1_000; i++) {
      bench.designed.add("s" + i);
      bench.put(1, "service", "s" + i);
    }
    bench.advance(TEN);
    assertThat(bench.alerts.active()).hasSize(1_000);
    assertThat(bench.alerts.waiting()).isEqualTo(1);
    String first = bench.alerts.active().getFirst().service();
    bench.evaluate(0, "service", first);
    bench.advance(TEN);

    assertThat(bench.alerts.active()).hasSize(1_000);
    assertThat(bench.alerts.waiting()).isZero();
  }

  @Test
  void whatCannotBeSavedIsDoneASecondLaterAndOnce() {
    bench.run(rule(CRITICAL));
    bench.store.failures = 1;
    bench.evaluate(1, "service", "shop");
    bench.advance(TEN);

    assertThat(bench.types()).containsExactly(AlertEvents.FIRED, AlertEvents.GROUP_NOTIFIED);
  }
}
