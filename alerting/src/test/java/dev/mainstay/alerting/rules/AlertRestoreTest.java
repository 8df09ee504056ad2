package dev.mainstay.alerting.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.SourceText;
import dev.mainstay.promql.Dialect;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QuerySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both sides of every border that decides since when an alert counts after a restart. */
class AlertRestoreTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final Labels SAVED = Labels.of("ALERTS_FOR_STATE", "alertname", "A", "job", "api");

  private static Duration minutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }

  /**
   * How long before now the alert counts as active after the restart.
   *
   * @param pendingFor of the rule
   * @param waited how long it had been active when the process ended
   * @param down how long ago that was
   */
  private static Duration active(Duration pendingFor, Duration waited, Duration down) {
    return active(pendingFor, NOW.minus(down).minus(waited).getEpochSecond(), down);
  }

  private static Duration active(Duration pendingFor, double saved, Duration down) {
    var store = new MemorySeriesStore();
    store.append(SAVED, NOW.minus(down), saved);
    store.append(Labels.of("x", "job", "api"), NOW, 1);
    String text =
        "groups: [{ name: g, rules: [{ alert: A, expr: x, for: %ds }] }]"
            .formatted(pendingFor.toSeconds());
    RuleGroup group =
        RuleFiles.read(List.of(new SourceText("r", text)), Dialect.PROMETHEUS_3)
            .groups()
            .getFirst();
    var engine = new QueryEngine(store, () -> 0, QuerySettings.DEFAULT);
    var evaluation =
        new GroupEvaluation(group, RuleSettings.DEFAULT, engine, store, () -> 0, false);
    evaluation.evaluate(NOW);
    evaluation.restore(NOW);
    Instant since = evaluation.status().rules().getFirst().alerts().getFirst().activeAt();
    return Duration.between(since, NOW);
  }

  @Test
  void whatHadWaitedLongEnoughKeepsItsTime() {
    assertThat(active(minutes(30), minutes(30), minutes(5))).isEqualTo(minutes(35));
    assertThat(active(minutes(30), minutes(45), minutes(5))).isEqualTo(minutes(50));
  }

  @Test
  void whatIsNearItsEndWaitsForTheGrace() {
    assertThat(active(minutes(30), minutes(30).minusSeconds(1), minutes(5))).isEqualTo(minutes(20));
    assertThat(active(minutes(30), minutes(20).plusSeconds(1), minutes(5))).isEqualTo(minutes(20));
  }

  @Test
  void whatHasLongerToWaitGoesOnWithoutTheOutage() {
    assertThat(active(minutes(30), minutes(20), minutes(5))).isEqualTo(minutes(20));
    assertThat(active(minutes(30), minutes(20).minusSeconds(1), minutes(5)))
        .isEqualTo(minutes(20).minusSeconds(1));
    assertThat(active(minutes(30), Duration.ZERO, minutes(5))).isEqualTo(Duration.ZERO);
  }

  @Test
  void shortWaitsBeginAnew() {
    assertThat(active(minutes(10), minutes(10), minutes(5))).isEqualTo(minutes(15));
    assertThat(active(minutes(10).minusSeconds(1), minutes(10), minutes(5)))
        .isEqualTo(Duration.ZERO);
  }

  @Test
  void longOutagesAreForgotten() {
    assertThat(active(minutes(30), minutes(30), minutes(60))).isEqualTo(minutes(90));
    assertThat(active(minutes(30), minutes(30), minutes(60).plusMillis(1)))
        .isEqualTo(Duration.ZERO);
  }

  @Test
  void whatWasInactiveBeginsAnew() {
    assertThat(active(minutes(30), SeriesStore.STALE, minutes(5))).isEqualTo(Duration.ZERO);
  }
}
