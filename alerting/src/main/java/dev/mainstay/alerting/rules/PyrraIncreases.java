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
import java.util.TreeMap;
import java.util.TreeSet;

/** The group that counts a Pyrra objective's whole window, and alerts when nothing is counted. */
final class PyrraIncreases {
  private static final Duration STRETCH = Duration.ofMinutes(5);

  private final PyrraObjective objective;
  private final List<DraftRule> shorter = new ArrayList<>();
  private final List<DraftRule> longer = new ArrayList<>();

  PyrraIncreases(PyrraObjective objective) {
    this.objective = objective;
  }

  DraftGroup group() {
    switch (objective.indicator()) {
      case PyrraIndicator.Ratio ratio -> ratio(ratio);
      case PyrraIndicator.Latency latency -> latency(latency);
      case PyrraIndicator.NativeLatency latency -> nativeLatency(latency);
      case PyrraIndicator.BoolGauge gauge -> gauge(gauge);
    }
    List<DraftRule> all = new ArrayList<>(shorter);
    all.addAll(longer);
    return new DraftGroup(objective.name() + "-increase", interval(), all, objective.place());
  }

  /** Half a minute more for each week, up to 4 minutes. */
  private Duration interval() {
    long weeks = objective.window().toMillis() / Duration.ofDays(7).toMillis();
    return Duration.ofSeconds(30 * Math.min(8, weeks + 1));
  }

  private void ratio(PyrraIndicator.Ratio ratio) {
    List<String> by = grouping(ratio.errors(), ratio.total(), ratio.grouping());
    Map<String, String> labels = labels(by);
    increase(ratio.total(), by, labels, false);
    absent(ratio.total(), labels);
    if (!ratio.total().metric().equals(ratio.errors().metric())) {
      increase(ratio.errors(), by, labels, false);
      absent(ratio.errors(), labels);
    }
  }

  private void latency(PyrraIndicator.Latency latency) {
    List<String> by = grouping(latency.success(), latency.total(), latency.grouping());
    Map<String, String> labels = labels(by);
    Map<String, String> bounded = new TreeMap<>(Map.of("le", latency.bound()));
    bounded.putAll(labels);
    increase(latency.total(), by, labels, true);
    increase(latency.success(), by, bounded, false);
    absent(latency.total(), labels);
    absent(latency.success(), bounded);
  }

  private void nativeLatency(PyrraIndicator.NativeLatency latency) {
    Map<String, String> labels = objective.seriesLabels();
    String increase =
        PyrraObjective.sum(latency.grouping(), "increase", latency.total(), objective.window());
    String metric = increaseName(latency.total().metric(), objective.window());
    String count = "histogram_count(" + increase + ")";
    String limit = PyrraObjective.seconds(latency.limit());
    longer.add(DraftRule.recording(metric, count, labels, objective.place()));
    Map<String, String> bounded = new TreeMap<>(labels);
    bounded.put("le", limit);
    longer.add(
        DraftRule.recording(
            metric,
            "histogram_fraction(0, %s, %s) * %s".formatted(limit, increase, count),
            bounded,
            objective.place()));
  }

  private void gauge(PyrraIndicator.BoolGauge gauge) {
    var names = new TreeSet<String>(gauge.grouping());
    names.add("__name__");
    gauge.total().matchers().forEach(matcher -> names.add(matcher.name()));
    List<String> by = List.copyOf(names);
    Map<String, String> labels = labels(by);
    for (String kind : List.of("count", "sum")) {
      String metric = gauge.total().metric() + ":" + kind;
      counted(metric, kind + "_over_time", gauge.total(), by, labels, false);
    }
    absent(gauge.total(), labels);
  }

  /** Labels that only the first has, those of patterns, and those that the user groups by. */
  private static List<String> grouping(
      Expr.VectorSelector part, Expr.VectorSelector total, List<String> grouping) {
    var by = new TreeSet<String>();
    part.matchers().forEach(matcher -> by.add(matcher.name()));
    total.matchers().forEach(matcher -> by.remove(matcher.name()));
    by.remove("le");
    by.addAll(grouping);
    total.matchers().stream()
        .filter(PyrraIndicator::isRegex)
        .forEach(matcher -> by.add(matcher.name()));
    return List.copyOf(by);
  }

  private Map<String, String> labels(List<String> by) {
    Map<String, String> labels = objective.seriesLabels();
    by.forEach(labels::remove);
    return labels;
  }

  static String increaseName(String metric, Duration over) {
    return counter(metric) + ":increase" + RuleFileText.length(over);
  }

  private static String counter(String metric) {
    String name = PyrraObjective.without(metric, "_total");
    return PyrraObjective.without(PyrraObjective.without(name, "_count"), "_bucket");
  }

  private void increase(
      Expr.VectorSelector selector,
      List<String> by,
      Map<String, String> labels,
      boolean besideBuckets) {
    String metric = counter(selector.metric()) + ":increase";
    counted(metric, "increase", selector, by, labels, besideBuckets);
  }

  /**
   * Over the window at once, or as the sum of stretches.
   *
   * @param besideBuckets whether stretches of the same name count something else by {@code le}
   */
  private void counted(
      String metric,
      String function,
      Expr.VectorSelector selector,
      List<String> by,
      Map<String, String> labels,
      boolean besideBuckets) {
    String whole = metric + RuleFileText.length(objective.window());
    if (!objective.rough()) {
      longer.add(
          DraftRule.recording(
              whole,
              PyrraObjective.sum(by, function, selector, objective.window()),
              labels,
              objective.place()));
      return;
    }
    String stretch = metric + RuleFileText.length(STRETCH);
    shorter.add(
        DraftRule.recording(
            stretch,
            PyrraObjective.sum(by, function, selector, STRETCH),
            labels,
            objective.place()));
    var matchers = new ArrayList<LabelMatch>(selector.matchers());
    if (besideBuckets) {
      matchers.add(new LabelMatch("le", LabelMatch.Kind.EQUAL, ""));
    }
    var recorded = new Expr.VectorSelector(stretch, matchers, Modifiers.NONE, Span.NONE);
    longer.add(
        DraftRule.recording(
            whole,
            PyrraObjective.sum(
                by,
                "sum_over_time(%s[%s:5m])"
                    .formatted(Promql.print(recorded), RuleFileText.length(objective.window()))),
            labels,
            objective.place()));
  }

  private void absent(Expr.VectorSelector selector, Map<String, String> seriesLabels) {
    if (!objective.alerting().absent()) {
      return;
    }
    Map<String, String> labels = new TreeMap<>(seriesLabels);
    labels.put("severity", objective.alerting().absentSeverity());
    (objective.rough() ? shorter : longer)
        .add(
            DraftRule.alerting(
                objective.alerting().absentName(),
                "absent(" + Promql.print(selector) + ") == 1",
                objective.absentFor(),
                labels,
                objective.annotations(),
                objective.place()));
  }
}
