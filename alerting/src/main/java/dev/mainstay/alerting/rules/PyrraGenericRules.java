package dev.mainstay.alerting.rules;

import dev.mainstay.promql.Expr;
import dev.mainstay.promql.LabelMatch;
import dev.mainstay.promql.Modifiers;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Series of the same names for all objectives, which Pyrra's Grafana dashboards read. */
final class PyrraGenericRules {
  private static final Duration RATE = Duration.ofMinutes(5);

  private final PyrraObjective objective;
  private final Map<String, String> labels;
  private final List<DraftRule> rules = new ArrayList<>();

  /** With a description as a label, unless it is empty. */
  PyrraGenericRules(PyrraObjective objective, String description) {
    this.objective = objective;
    this.labels = objective.labels();
    if (!description.isEmpty()) {
      labels.put("description", description);
    }
  }

  DraftGroup group() {
    record("pyrra_objective", PyrraObjective.plain(objective.target()));
    record("pyrra_window", Long.toString(objective.window().toSeconds()));
    switch (objective.indicator()) {
      case PyrraIndicator.Ratio ratio -> ratio(ratio);
      case PyrraIndicator.Latency latency -> latency(latency);
      case PyrraIndicator.NativeLatency latency -> nativeLatency(latency);
      case PyrraIndicator.BoolGauge gauge -> gauge(gauge);
    }
    return new DraftGroup(
        objective.name() + "-generic", Duration.ofSeconds(30), rules, objective.place());
  }

  private void record(String metric, String expr) {
    rules.add(DraftRule.recording(metric, expr, labels, objective.place()));
  }

  private void ratio(PyrraIndicator.Ratio ratio) {
    record(
        "pyrra_availability",
        "1 - sum(%s or vector(0)) / sum(%s)"
            .formatted(increase(ratio.errors()), increase(ratio.total())));
    record("pyrra_requests:rate5m", rate(ratio.total()));
    record("pyrra_errors:rate5m", rate(ratio.errors()) + " or vector(0)");
  }

  private void latency(PyrraIndicator.Latency latency) {
    record(
        "pyrra_availability",
        "sum(%s or vector(0)) / sum(%s)"
            .formatted(increase(latency.success()), increase(latency.total(), bound(""))));
    record("pyrra_requests:rate5m", rate(latency.total()));
    record("pyrra_errors:rate5m", rate(latency.total()) + " - " + rate(latency.success()));
  }

  private void nativeLatency(PyrraIndicator.NativeLatency latency) {
    String limit = PyrraObjective.seconds(latency.limit());
    record(
        "pyrra_availability",
        "sum(%s or vector(0)) / sum(%s)"
            .formatted(
                increase(latency.total(), bound(limit)), increase(latency.total(), bound(""))));
  }

  private void gauge(PyrraIndicator.BoolGauge gauge) {
    String over = RuleFileText.length(objective.window());
    String all = recorded(gauge.total(), gauge.total().metric() + ":count" + over);
    String good = recorded(gauge.total(), gauge.total().metric() + ":sum" + over);
    record("pyrra_availability", "sum(%s) / sum(%s)".formatted(good, all));
    record("pyrra_requests:rate5m", "sum(" + all + ")");
    record("pyrra_errors:rate5m", "sum(%s) - sum(%s)".formatted(all, good));
  }

  private static LabelMatch bound(String value) {
    return new LabelMatch("le", LabelMatch.Kind.EQUAL, value);
  }

  private static String rate(Expr.VectorSelector selector) {
    return PyrraObjective.sum(List.of(), "rate", selector, RATE);
  }

  private String increase(Expr.VectorSelector selector, LabelMatch... more) {
    String metric = PyrraIncreases.increaseName(selector.metric(), objective.window());
    return recorded(selector, metric, more);
  }

  private String recorded(Expr.VectorSelector selector, String metric, LabelMatch... more) {
    var matchers = new ArrayList<LabelMatch>(selector.matchers());
    matchers.addAll(List.of(more));
    matchers.add(new LabelMatch("slo", LabelMatch.Kind.EQUAL, objective.name()));
    return Promql.print(new Expr.VectorSelector(metric, matchers, Modifiers.NONE, Span.NONE));
  }
}
