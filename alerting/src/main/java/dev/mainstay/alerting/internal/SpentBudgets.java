package dev.mainstay.alerting.internal;

import dev.mainstay.alerting.AlertState;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.objectives.evaluation.SloStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a service's error budgets had spent at one instant, as its alerts tell of it: up to {@link
 * AlertState#MAX_SPENT} objectives all of them, else those that the alert names, else the worst.
 * Not thread-safe.
 */
public final class SpentBudgets {
  private static final Comparator<SloStatus> WORST_FIRST =
      Comparator.comparingDouble(status -> status.budget().remaining());

  private final List<SloStatus> statuses;
  private @Nullable Map<String, SloStatus> known;
  private @Nullable Map<String, Double> worst;

  public SpentBudgets(List<SloStatus> statuses) {
    this.statuses = statuses;
  }

  /** Of an alert on this condition. */
  public Map<String, Double> toldBy(Condition condition) {
    Map<String, SloStatus> byName = known();
    if (byName.size() > AlertState.MAX_SPENT
        && condition instanceof Condition.BudgetBurns burns
        && !burns.objectives().isEmpty()) {
      var named = new ArrayList<SloStatus>();
      for (String name : objectives(burns.objectives())) {
        SloStatus status = byName.get(name);
        if (status != null) {
          named.add(status);
        }
      }
      return spent(named);
    }
    if (worst == null) {
      worst = spent(byName.values());
    }
    return worst;
  }

  private Map<String, SloStatus> known() {
    if (known == null) {
      known = new TreeMap<>();
      for (SloStatus status : statuses) {
        if (status.unknown() == null && !Double.isNaN(status.budget().spent())) {
          known.put(status.name(), status);
        }
      }
    }
    return known;
  }

  private static Map<String, Double> spent(Iterable<SloStatus> from) {
    var most = new ArrayList<SloStatus>();
    from.forEach(most::add);
    most.sort(WORST_FIRST);
    var spent = new TreeMap<String, Double>();
    most.stream()
        .limit(AlertState.MAX_SPENT)
        .forEach(status -> spent.put(status.name(), status.budget().spent()));
    return spent;
  }

  /** The names that a condition may mean: one of a contract means its objective too. */
  static Set<String> objectives(List<String> names) {
    var objectives = new HashSet<>(names);
    for (String name : names) {
      if (name.endsWith(Condition.AGREEMENT)) {
        objectives.add(name.substring(0, name.length() - Condition.AGREEMENT.length()));
      }
    }
    return objectives;
  }
}
