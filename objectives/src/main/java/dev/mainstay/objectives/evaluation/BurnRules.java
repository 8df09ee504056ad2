package dev.mainstay.objectives.evaluation;

import dev.mainstay.design.BurnRate;
import dev.mainstay.design.slo.Slo;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The multi-window, multi-burn-rate rules over what was counted.
 *
 * <p>Of a window that was not watched from its beginning, the rest is taken for good at the traffic
 * seen since: so a rule needs as many bad seconds on the first day as on the hundredth. Low
 * traffic: a rule needs {@value BurnRate#MINIMUM_BAD} bad events in its long window where events
 * are counted; a slice of time is no single event, and one is enough. A composite burns by the
 * weighted means of its parts.
 *
 * @param lanes events by burn window and part
 * @param share that may be bad instead of what the only part allows, or null
 */
record BurnRules(
    List<PartEvaluation> parts,
    List<List<Events>> lanes,
    Instant watchedSince,
    Instant now,
    @Nullable BigDecimal share) {

  /** What alert policies ask for, in their order. */
  List<SloStatus.Burn> of(List<Slo.PolicyAlert> alerts, Function<Duration, List<Events>> events) {
    return alerts.stream().map(alert -> burn(alert, events)).toList();
  }

  private SloStatus.Burn burn(Slo.PolicyAlert alert, Function<Duration, List<Events>> events) {
    Slo.BurnLimit limit = alert.burn();
    if (limit == null) {
      return SloStatus.Burn.noData(alert.name());
    }
    return new SloStatus.Burn(
        alert.name(),
        limit.over(),
        limit.over(),
        limit.threshold().doubleValue(),
        compares(events.apply(limit.over()), limit));
  }

  /** False without events, as nothing is known then. */
  private boolean compares(List<Events> events, Slo.BurnLimit limit) {
    if (events.stream().noneMatch(each -> each.total() > 0)) {
      return false;
    }
    int order = order(events, limit.over(), limit.threshold());
    return switch (limit.comparison()) {
      case ABOVE -> order > 0;
      case AT_LEAST -> order >= 0;
      case BELOW -> order < 0;
      case AT_MOST -> order <= 0;
    };
  }

  /** The rules of a budget over that window, the fastest first. */
  List<SloStatus.Burn> of(Duration window) {
    return BurnRate.of(window, allowed()).stream().map(this::burn).toList();
  }

  private SloStatus.Burn burn(BurnRate rule) {
    boolean burning =
        enough(at(rule.longWindow()))
            && exceeds(rule.longWindow(), rule.factor())
            && exceeds(rule.shortWindow(), rule.factor());
    return new SloStatus.Burn(
        rule.name(), rule.longWindow(), rule.shortWindow(), rule.factor().doubleValue(), burning);
  }

  private List<Events> at(Duration window) {
    return lanes.get(Lanes.BURN_WINDOWS.indexOf(window));
  }

  private boolean enough(List<Events> events) {
    for (int i = 0; i < parts.size(); i++) {
      double least = parts.get(i).countsSlices() ? 0 : BurnRate.MINIMUM_BAD;
      if (events.get(i).bad() > 0 && events.get(i).bad() >= least) {
        return true;
      }
    }
    return false;
  }

  private boolean exceeds(Duration window, BigDecimal factor) {
    return order(at(window), window, factor) > 0;
  }

  /** How the burn rate compares with the factor: negative, zero or positive. */
  private int order(List<Events> events, Duration window, BigDecimal factor) {
    double watched = Duration.between(watchedSince, now).toNanos();
    double seen = watched > 0 ? Math.min(1, watched / window.toNanos()) : 1;
    if (parts.size() == 1) {
      // Exact: in binary, 14.4 times 0.1 % would not equal 1.44 %.
      BigDecimal threshold = factor.multiply(allowed(parts.getFirst()));
      BigDecimal total = new BigDecimal(events.getFirst().total() / seen);
      return new BigDecimal(events.getFirst().bad()).compareTo(threshold.multiply(total));
    }
    double bad = 0;
    double allowed = 0;
    for (int i = 0; i < parts.size(); i++) {
      double weight = parts.get(i).part().weight().doubleValue();
      double total = events.get(i).total();
      bad += total > 0 ? weight * events.get(i).bad() / total * seen : 0;
      allowed += weight * allowed(parts.get(i)).doubleValue();
    }
    return Double.compare(bad, factor.doubleValue() * allowed);
  }

  private BigDecimal allowed(PartEvaluation part) {
    return share == null ? part.allowed() : share;
  }

  private BigDecimal allowed() {
    BigDecimal allowed = BigDecimal.ZERO;
    BigDecimal weights = BigDecimal.ZERO;
    for (PartEvaluation part : parts) {
      allowed = allowed.add(allowed(part).multiply(part.part().weight()));
      weights = weights.add(part.part().weight());
    }
    return allowed.divide(weights, MathContext.DECIMAL64);
  }
}
