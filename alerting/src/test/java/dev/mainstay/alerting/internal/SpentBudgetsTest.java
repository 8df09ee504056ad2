package dev.mainstay.alerting.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.AlertState;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.slo.BudgetWindow;
import dev.mainstay.objectives.evaluation.Events;
import dev.mainstay.objectives.evaluation.SloStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpentBudgetsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final Condition DATABASE = new Condition.DependencyFails("postgres");

  private static SloStatus status(String name, double spent, @Nullable String unknown) {
    return new SloStatus(
        "payment-api",
        name,
        NOW,
        new BudgetWindow.Span(NOW.minus(Duration.ofDays(30)), NOW),
        0.999,
        0.9,
        new SloStatus.Budget(
            SloStatus.Unit.EVENTS, 1000, spent, 1 - spent / 1000, spent / 1000, 1000),
        Events.NONE,
        List.of(),
        List.of(),
        List.of(),
        NOW,
        null,
        List.of(),
        unknown);
  }

  /** The first has spent least. */
  private static List<SloStatus> objectives(int count) {
    var all = new ArrayList<SloStatus>();
    for (int i = 1; i <= count; i++) {
      all.add(status("o" + i, i, null));
    }
    all.add(status("unknown", 7, "never scraped"));
    return all;
  }

  private static Map<String, Double> expected(int from, int to) {
    var spent = new TreeMap<String, Double>();
    for (int i = from; i <= to; i++) {
      spent.put("o" + i, (double) i);
    }
    return spent;
  }

  private static Condition burns(String... names) {
    return new Condition.BudgetBurns(List.of(names));
  }

  @Test
  void ofAFewObjectivesEveryAlertTellsOfAll() {
    var spent = new SpentBudgets(objectives(AlertState.MAX_SPENT));
    assertThat(spent.toldBy(burns("o3"))).isEqualTo(expected(1, 20));
    assertThat(spent.toldBy(burns())).isEqualTo(expected(1, 20));
    assertThat(spent.toldBy(DATABASE)).isEqualTo(expected(1, 20));
  }

  @Test
  void ofMoreItTellsOfThoseThatItIsAboutOrOfTheWorst() {
    var spent = new SpentBudgets(objectives(AlertState.MAX_SPENT + 1));
    assertThat(spent.toldBy(burns("o3"))).isEqualTo(expected(3, 3));
    assertThat(spent.toldBy(burns("o3-sla", "gone", "unknown"))).isEqualTo(expected(3, 3));
    assertThat(spent.toldBy(burns())).isEqualTo(expected(2, 21));
    assertThat(spent.toldBy(DATABASE)).isEqualTo(expected(2, 21));
    String[] all = expected(1, 21).keySet().toArray(String[]::new);
    assertThat(spent.toldBy(burns(all))).isEqualTo(expected(2, 21));
  }

  @Test
  void nothingIsToldBeforeAnythingIsKnown() {
    assertThat(new SpentBudgets(List.of()).toldBy(burns("o3"))).isEmpty();
  }
}
