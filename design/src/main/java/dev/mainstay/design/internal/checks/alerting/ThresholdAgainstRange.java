package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Comparison;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Observability.Metric;
import dev.mainstay.design.Observability.Range;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Exported;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import org.jspecify.annotations.Nullable;

/** An alert's threshold against one of the ranges that are declared for its metric. */
abstract class ThresholdAgainstRange extends Check {
  private final String key;
  private final String label;
  private final String fix;

  /**
   * @param key of the range, as the design writes it
   * @param label of the range's place
   */
  ThresholdAgainstRange(
      String code, String title, String rule, String why, String key, String label, String fix) {
    super(code, title, rule, why);
    this.key = key;
    this.label = label;
    this.fix = fix;
  }

  abstract @Nullable Range range(Metric metric);

  /**
   * The sign between threshold and bound that makes it wrong.
   *
   * @param above whether the alert fires above its threshold, so that the range's end counts, and
   *     not its begin
   */
  abstract Sign wrong(boolean above);

  /** {@code its metric ends at 1}. */
  abstract String bound(boolean above, String bound);

  enum Sign {
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String text;

    Sign(String text) {
      this.text = text;
    }

    boolean holds(double left, double right) {
      return switch (this) {
        case LESS -> left < right;
        case LESS_OR_EQUAL -> left <= right;
        case GREATER -> left > right;
        case GREATER_OR_EQUAL -> left >= right;
      };
    }
  }

  @Override
  public final void check(Service service, Findings findings) {
    for (Alert alert : service.alerts()) {
      if (alert.when() instanceof Condition.Threshold threshold) {
        check(service, alert, threshold, findings);
      }
    }
  }

  private void check(
      Service service, Alert alert, Condition.Threshold threshold, Findings findings) {
    String name = threshold.selector().metric();
    Range range = Exported.metric(service, name).map(this::range).orElse(null);
    String path = "observability/metrics/" + name + "/" + key;
    if (range == null) {
      findings.unknown(path);
      return;
    }
    findings.compared();
    boolean above = threshold.comparison() == Comparison.ABOVE;
    double bound = above ? range.to() : range.from();
    Sign sign = wrong(above);
    if (Double.isFinite(bound) && sign.holds(threshold.value(), bound)) {
      findings
          .error(
              "alerts/" + alert.name() + "/when",
              "%s fires %s %s, but %s"
                  .formatted(
                      alert.name(),
                      above ? "above" : "below",
                      Numbers.of(threshold.value()),
                      bound(above, Numbers.of(bound))))
          .with(path + (above ? "/to" : "/from"), label)
          .sum("%s %s %s".formatted(Numbers.of(threshold.value()), sign.text, Numbers.of(bound)))
          .fix(fix);
    }
  }
}
