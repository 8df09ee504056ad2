package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning.Cost;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Spend;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a service costs. */
public final class Spending {
  private Spending() {}

  /** Every amount of money by its path, in the order of the file's description. */
  static Map<String, Spend> all(Cost cost) {
    Map<String, Spend> all = new LinkedHashMap<>();
    if (cost.budget() != null) {
      all.put("planning/cost/budget", cost.budget());
    }
    if (cost.instance() != null) {
      all.put("planning/cost/instance", cost.instance());
    }
    cost.fixed().forEach((name, spend) -> all.put("planning/cost/fixed/" + name, spend));
    if (cost.alertAt() != null) {
      all.put("planning/cost/alertAt", cost.alertAt());
    }
    if (cost.killSwitch() != null) {
      all.put("planning/cost/killSwitch/at", cost.killSwitch().at());
    }
    return all;
  }

  /** Whether all amounts are in one currency. */
  public static boolean comparable(Cost cost) {
    return all(cost).values().stream().map(Spend::currency).distinct().count() <= 1;
  }

  /** What so many instances and the fixed parts cost in that time. */
  public static BigDecimal at(Cost cost, int instances, Duration time) {
    BigDecimal sum = BigDecimal.ZERO;
    if (cost.instance() != null) {
      sum = cost.instance().in(time).multiply(BigDecimal.valueOf(instances));
    }
    for (Spend fixed : cost.fixed().values()) {
      sum = sum.add(fixed.in(time));
    }
    return sum;
  }

  /** An amount over the other's period, to the cent. */
  public static String told(BigDecimal amount, Spend like) {
    return "%s %s/%s"
        .formatted(
            amount.setScale(2, RoundingMode.HALF_UP).toPlainString(),
            like.currency(),
            like.period());
  }

  /** The arithmetic of {@link #at} over the other's period. */
  public static String sum(Cost cost, int instances, Spend like) {
    var text = new StringBuilder();
    if (cost.instance() != null) {
      text.append(instances)
          .append(" x ")
          .append(cost.instance())
          .append(" x ")
          .append(Durations.format(like.per()));
    }
    cost.fixed().values().forEach(fixed -> text.append(text.isEmpty() ? "" : " + ").append(fixed));
    return text.append(" = ").append(told(at(cost, instances, like.per()), like)).toString();
  }
}
