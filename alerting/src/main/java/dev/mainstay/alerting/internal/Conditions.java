package dev.mainstay.alerting.internal;

import dev.mainstay.alerting.internal.LatestScrapes.Latest;
import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Selector;
import dev.mainstay.kernel.Durations;
import dev.mainstay.objectives.evaluation.SloStatus;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Sample;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Judges conditions. Only instances that answered their last scrape recently take part.
 *
 * <ul>
 *   <li><b>dependency fails</b>: holds when any instance has {@code dependency_up} 0 for it;
 *       unknown when none reports it.
 *   <li><b>too few ready</b>: an instance is ready when {@code service_ready} is not 0; one that
 *       has no such metric is ready by answering. Unknown while the service may still be starting.
 *   <li><b>budget burns</b>: holds when a burn-rate rule of any chosen objective burns; unknown
 *       when no chosen objective is known.
 *   <li><b>threshold</b>: sums over all instances and strictly compares; unknown when no series is
 *       selected, or no rate can be told yet.
 * </ul>
 */
public final class Conditions {
  public static final String DEPENDENCY_UP = "dependency_up";
  public static final String SERVICE_READY = "service_ready";
  public static final String MODE_ACTIVE = "degradation_mode_active";

  private final List<Latest> up;
  private final List<SloStatus> objectives;
  private final boolean started;
  private @Nullable Map<String, Integer> positions;

  /**
   * @param up what the instances that are up measured last
   * @param started false while missing instances may still be starting
   */
  public Conditions(List<Latest> up, List<SloStatus> objectives, boolean started) {
    this.up = up;
    this.objectives = objectives;
    this.started = started;
  }

  /** The metrics that the conditions of these rules read. */
  public static Set<String> metricsOf(List<Alert> rules) {
    var metrics = new TreeSet<>(Set.of(DEPENDENCY_UP, SERVICE_READY, MODE_ACTIVE));
    for (Alert rule : rules) {
      if (rule.when() instanceof Condition.Threshold threshold) {
        metrics.add(threshold.selector().metric());
      }
    }
    return metrics;
  }

  public Verdict judge(Condition condition) {
    return switch (condition) {
      case Condition.DependencyFails(String dependency) -> dependencyFails(dependency);
      case Condition.TooFewReady(int atLeast) -> tooFewReady(atLeast);
      case Condition.BudgetBurns burns -> budgetBurns(burns.objectives(), burns.rules());
      case Condition.Threshold threshold -> threshold(threshold);
    };
  }

  private Verdict dependencyFails(String dependency) {
    int failing = 0;
    int known = 0;
    for (Latest instance : up) {
      for (Sample sample : instance.of(DEPENDENCY_UP)) {
        if (dependency.equals(sample.labels().get("dependency"))) {
          known++;
          failing += sample.value() == 0 ? 1 : 0;
        }
      }
    }
    if (known == 0) {
      return Verdict.unknown("no instance reports on " + dependency);
    }
    return failing == 0
        ? Verdict.clear(dependency + " works again")
        : Verdict.holds(
            "dependency %s fails for %d of %d instances".formatted(dependency, failing, known));
  }

  private Verdict tooFewReady(int atLeast) {
    long ready = up.stream().filter(Conditions::ready).count();
    String text = "%d instances are ready (expected: at least %d)".formatted(ready, atLeast);
    if (ready >= atLeast) {
      return Verdict.clear(text);
    }
    return started ? Verdict.holds(text) : Verdict.unknown("instances may still be starting");
  }

  private static boolean ready(Latest instance) {
    return instance.of(SERVICE_READY).stream().noneMatch(sample -> sample.value() == 0);
  }

  private Verdict budgetBurns(List<String> names, List<String> rules) {
    var burning = new ArrayList<String>();
    boolean known = false;
    for (SloStatus objective : names.isEmpty() ? objectives : named(names)) {
      if (names.isEmpty() || names.contains(objective.name())) {
        known |= !Double.isNaN(objective.indicator());
        burning(
            objective,
            objective.burns(),
            rules,
            "the error budget of " + objective.name(),
            burning);
      }
      SloStatus.Agreement agreement = objective.agreement();
      if (agreement != null && names.contains(objective.name() + Condition.AGREEMENT)) {
        known |= !Double.isNaN(agreement.indicator());
        burning(
            objective,
            agreement.burns(),
            rules,
            "what the SLA of " + objective.name() + " allows",
            burning);
      }
    }
    if (!burning.isEmpty()) {
      return Verdict.holds(String.join("; ", burning));
    }
    return known
        ? Verdict.clear("no error budget burns too fast")
        : Verdict.unknown("no objective is known");
  }

  /** Those that may be meant, in the order of all. */
  private List<SloStatus> named(List<String> names) {
    if (positions == null) {
      positions = new HashMap<>();
      for (int i = 0; i < objectives.size(); i++) {
        positions.put(objectives.get(i).name(), i);
      }
    }
    Map<String, Integer> known = positions;
    return SpentBudgets.objectives(names).stream()
        .filter(known::containsKey)
        .map(known::get)
        .sorted()
        .map(objectives::get)
        .toList();
  }

  private static void burning(
      SloStatus objective,
      List<SloStatus.Burn> rules,
      List<String> wanted,
      String what,
      List<String> into) {
    rules.stream()
        .filter(rule -> wanted.isEmpty() ? rule.ofMethod() : wanted.contains(rule.rule()))
        .filter(rule -> rule.isNoData() ? Double.isNaN(objective.indicator()) : rule.burning())
        .findFirst()
        .ifPresent(rule -> into.add(burns(objective, rule, what)));
  }

  private static String burns(SloStatus objective, SloStatus.Burn rule, String what) {
    if (rule.isNoData()) {
      return "nothing is known of %s, as its policy %s watches"
          .formatted(objective.name(), rule.rule());
    }
    return rule.ofMethod()
        ? "%s burns at more than %s times its pace over %s and %s"
            .formatted(
                what,
                number(rule.factor()),
                Durations.format(rule.longWindow()),
                Durations.format(rule.shortWindow()))
        : "%s burns at a pace that its policy %s alerts on, %s times over %s"
            .formatted(
                what, rule.rule(), number(rule.factor()), Durations.format(rule.longWindow()));
  }

  private Verdict threshold(Condition.Threshold rule) {
    boolean known = false;
    double sum = 0;
    for (Latest instance : up) {
      for (Sample sample : instance.of(rule.selector().metric())) {
        if (!matches(rule.selector(), sample.labels())) {
          continue;
        }
        if (!rule.rate()) {
          known = true;
          sum += sample.value();
        } else if (instance.before() != null && instance.at().isAfter(instance.before().at())) {
          known = true;
          sum += increase(sample, instance.before()) / seconds(instance.before(), instance);
        }
      }
    }
    if (!known || Double.isNaN(sum)) {
      return Verdict.unknown("no data for " + rule.selector());
    }
    boolean above = rule.comparison() == Alert.Comparison.ABOVE;
    String text =
        "%s is %s%s (limit: %s %s%s)"
            .formatted(
                rule.selector(),
                number(sum),
                rule.rate() ? "/s" : "",
                above ? "above" : "below",
                number(rule.value()),
                rule.rate() ? "/s" : "");
    return (above ? sum > rule.value() : sum < rule.value())
        ? Verdict.holds(text)
        : Verdict.clear(text);
  }

  private static boolean matches(Selector selector, Labels labels) {
    return selector.labels().entrySet().stream()
        .allMatch(label -> label.getValue().equals(labels.value(label.getKey())));
  }

  /** A counter that fell was reset to 0 in between; one that is new began at 0. */
  private static double increase(Sample sample, Latest before) {
    for (Sample earlier : before.of(sample.labels().metric())) {
      if (earlier.labels().equals(sample.labels())) {
        return sample.value() >= earlier.value()
            ? sample.value() - earlier.value()
            : sample.value();
      }
    }
    return sample.value();
  }

  private static double seconds(Latest before, Latest after) {
    return Durations.seconds(Duration.between(before.at(), after.at()));
  }

  private static String number(double value) {
    return Double.isInfinite(value)
        ? Double.toString(value)
        : new BigDecimal(value, new MathContext(4)).stripTrailingZeros().toPlainString();
  }
}
