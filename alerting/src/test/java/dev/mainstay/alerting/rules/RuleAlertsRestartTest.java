package dev.mainstay.alerting.rules;

import static dev.mainstay.alerting.rules.RuleAlertsBench.TEN;
import static dev.mainstay.alerting.rules.RuleAlertsBench.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.AlertEvents;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The process is killed while alerts of rules fire, or their rules cannot be evaluated. */
class RuleAlertsRestartTest {
  private static final String[] FIRED_ONCE = {AlertEvents.FIRED, AlertEvents.GROUP_NOTIFIED};
  private final RuleAlertsBench bench = new RuleAlertsBench();

  @Test
  void anAlertThatWaitsAnewAfterARestartFiresOn() {
    bench.run(rule("    for: 1m\n"));
    bench.evaluate(1, "service", "shop");
    bench.advance(Duration.ofMinutes(2));
    assertThat(bench.types()).containsExactly(FIRED_ONCE);

    bench.restartAfter(Duration.ofSeconds(30));
    for (int i = 0; i < 40; i++) {
      bench.evaluate(1, "service", "shop");
    }
    assertThat(bench.types()).containsExactly(FIRED_ONCE);
  }

  @Test
  void whatIsNotScrapedYetAfterARestartIsNotOverBeforeTheGraceIs() {
    bench.run(rule("    keep_firing_for: 1s\n"));
    bench.evaluate(1, "service", "shop");
    bench.restartAfter(Duration.ofHours(1));
    bench.advance(RuleAlerts.GRACE.minusSeconds(1));
    assertThat(bench.events(AlertEvents.RESOLVED)).isEmpty();
    bench.advance(TEN);

    assertThat(bench.events(AlertEvents.RESOLVED)).hasSize(1);
  }

  @Test
  void whatFiredAgainAfterARestartIsOverAsUsual() {
    bench.run(rule(""));
    bench.evaluate(1, "service", "shop");
    bench.restartAfter(Duration.ofSeconds(1));
    bench.evaluate(1, "service", "shop");
    bench.evaluate(0, "service", "shop");
    bench.advance(Duration.ofSeconds(20));

    assertThat(bench.types())
        .containsExactly(AlertEvents.FIRED, AlertEvents.GROUP_NOTIFIED, AlertEvents.RESOLVED);
  }

  @Test
  void anAlertWhoseRuleIsGoneAfterARestartEnds() {
    bench.run(rule(""));
    bench.evaluate(1, "service", "shop");
    bench.restartAfter(Duration.ofSeconds(1));
    bench.run("groups: []");

    assertThat(bench.why()).isEqualTo("its rule was removed");
    assertThat(bench.alerts.active()).isEmpty();
  }

  @Test
  void whileARuleCannotBeEvaluatedItsAlertFiresOnForFifteenMinutes() {
    bench.run(
        rule("").replace("broken > 0", "broken / on (service) group_left () broken{n='1'} > 0"));
    bench.evaluate(1, "service", "shop", "n", "1");
    assertThat(bench.events(AlertEvents.FIRED)).hasSize(1);
    bench.run(rule("").replace("broken > 0", "broken / on () group_left () broken{n=~'.'} > 0"));
    for (int i = 0; i < 89; i++) {
      bench.put(1, "service", "shop", "n", "1");
      bench.evaluate(1, "service", "shop", "n", "2");
    }
    assertThat(bench.events(AlertEvents.RESOLVED)).isEmpty();
    for (int i = 0; i < 3; i++) {
      bench.put(1, "service", "shop", "n", "1");
      bench.evaluate(1, "service", "shop", "n", "2");
    }

    assertThat(bench.why()).startsWith("its rule could not be evaluated for 15 minutes: ");
  }
}
