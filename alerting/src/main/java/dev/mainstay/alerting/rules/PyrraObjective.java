package dev.mainstay.alerting.rules;

import dev.mainstay.kernel.Place;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.LabelMatch;
import dev.mainstay.promql.Modifiers;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One Pyrra objective: the group of its burn rates and their alerts. Its rules have the shape of
 * Pyrra's in 2026.
 *
 * @param target the share of good events, 0 to 1
 * @param carried labels that its metadata marks to be carried into the rules
 * @param annotations likewise
 * @param rough whether the long window is summed from stretches of 5 minutes
 */
record PyrraObjective(
    String name,
    double target,
    Duration window,
    PyrraIndicator indicator,
    Alerting alerting,
    Map<String, String> carried,
    Map<String, String> annotations,
    boolean rough,
    Place place) {
  /** Below it, the shortest window rounds to nothing. */
  static final Duration SHORTEST = Duration.ofMinutes(8064 / 2);

  private static final long DAYS = 28;
  private static final List<Integer> FACTORS = List.of(14, 7, 2, 1);
  private static final List<String> SEVERITIES =
      List.of("critical", "critical", "warning", "warning");

  /**
   * @param burning whether there are alerts on burn rates
   * @param severities of the four, the fastest first; empty for the usual one
   */
  record Alerting(
      boolean burning,
      boolean absent,
      String name,
      String absentName,
      List<String> severities,
      String absentSeverity) {
    static final Alerting DEFAULT =
        new Alerting(
            true, true, "ErrorBudgetBurn", "SLOMetricAbsent", List.of("", "", "", ""), "critical");
  }

  /** One of the four, as parts of the window. */
  private record Burn(int index, Duration pending, Duration longer, Duration shorter) {
    int factor() {
      return FACTORS.get(index);
    }
  }

  List<DraftGroup> groups() {
    return List.of(
        new PyrraIncreases(this).group(),
        new DraftGroup(name, Duration.ofSeconds(30), burnRates(), place));
  }

  private Duration part(long parts) {
    long millis = window.toMillis() / parts;
    return Duration.ofMinutes((millis + 30_000) / 60_000);
  }

  private List<Burn> burns() {
    return List.of(
        new Burn(0, part(DAYS * 24 * 30), part(DAYS * 24), part(DAYS * 24 * 12)),
        new Burn(1, part(DAYS * 24 * 4), part(DAYS * 4), part(DAYS * 24 * 2)),
        new Burn(2, part(DAYS * 24), part(DAYS), part(DAYS * 12)),
        new Burn(3, part(DAYS * 8), part(7), part(DAYS * 4)));
  }

  /** How long a metric may be missing: as long as the fastest alert takes when all fails. */
  Duration absentFor() {
    Burn fastest = burns().getFirst();
    long seconds = (long) (fastest.factor() * (1 - target) * fastest.longer().toSeconds());
    Duration all = Duration.ofSeconds(seconds).plus(fastest.pending());
    return Duration.ofMinutes((all.toSeconds() + 30) / 60);
  }

  /** Of all rules and alerts of the objective. */
  Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>(Map.of("slo", name));
    labels.putAll(carried);
    return labels;
  }

  /** Those, and what the metric's matchers say of all its series. */
  Map<String, String> seriesLabels() {
    Map<String, String> labels = labels();
    for (LabelMatch matcher : indicator.total().matchers()) {
      if (matcher.kind() == LabelMatch.Kind.EQUAL) {
        labels.put(matcher.name(), matcher.value());
      }
    }
    return labels;
  }

  private List<DraftRule> burnRates() {
    List<Burn> burns = burns();
    Map<String, String> labels = seriesLabels();
    indicator.grouping().forEach(labels::remove);
    var rules = new ArrayList<DraftRule>();
    burns.stream()
        .flatMap(burn -> Stream.of(burn.longer(), burn.shorter()))
        .distinct()
        .sorted()
        .forEach(each ->
            rules.add(DraftRule.recording(burnRateName(each), burnRate(each), labels, place)));
    if (alerting.burning()) {
      burns.forEach(burn -> rules.add(alert(burn, labels)));
    }
    return rules;
  }

  private String burnRateName(Duration over) {
    String metric = without(without(indicator.total().metric(), "_total"), "_count");
    return metric + ":burnrate" + RuleFileText.length(over);
  }

  static String without(String name, String suffix) {
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
  }

  private String burnRate(Duration over) {
    List<String> by = indicator.grouping();
    return switch (indicator) {
      case PyrraIndicator.Ratio ratio ->
          sum(by, "rate", ratio.errors(), over) + " / " + sum(by, "rate", ratio.total(), over);
      case PyrraIndicator.Latency latency -> {
        String total = sum(by, "rate", latency.total(), over);
        yield "(%s - %s) / %s".formatted(total, sum(by, "rate", latency.success(), over), total);
      }
      case PyrraIndicator.NativeLatency latency ->
          "1 - histogram_fraction(0, %s, %s)"
              .formatted(seconds(latency.limit()), sum(by, "rate", latency.total(), over));
      case PyrraIndicator.BoolGauge gauge -> {
        String all = sum(by, "count_over_time", gauge.total(), over);
        yield "(%s - %s) / %s".formatted(all, sum(by, "sum_over_time", gauge.total(), over), all);
      }
    };
  }

  private DraftRule alert(Burn burn, Map<String, String> seriesLabels) {
    Map<String, String> labels = new TreeMap<>(seriesLabels);
    labels.put("short", RuleFileText.length(burn.shorter()));
    labels.put("long", RuleFileText.length(burn.longer()));
    String severity = alerting.severities().get(burn.index());
    labels.put("severity", severity.isEmpty() ? SEVERITIES.get(burn.index()) : severity);
    labels.put(
        "exhaustion", RuleFileText.length(Duration.ofSeconds(window.toSeconds() / burn.factor())));
    String limit = " > (%d * (1-%s))".formatted(burn.factor(), plain(target));
    return DraftRule.alerting(
        alerting.name(),
        burning(burn.shorter()) + limit + " and " + burning(burn.longer()) + limit,
        burn.pending(),
        labels,
        annotations,
        place);
  }

  /** The recorded burn rate, chosen by what its series have in common. */
  private String burning(Duration over) {
    var matchers = new ArrayList<LabelMatch>();
    for (LabelMatch matcher : indicator.total().matchers()) {
      if (!PyrraIndicator.isRegex(matcher) || indicator.grouping().contains(matcher.name())) {
        matchers.add(matcher);
      }
    }
    matchers.add(new LabelMatch("slo", LabelMatch.Kind.EQUAL, name));
    matchers.sort(Comparator.comparing(each -> each.name() + each.kind().symbol() + each.value()));
    return Promql.print(
        new Expr.VectorSelector(burnRateName(over), matchers, Modifiers.NONE, Span.NONE));
  }

  /** {@code sum by (labels) (function(selector[over]))}. */
  static String sum(List<String> by, String function, Expr.VectorSelector selector, Duration over) {
    return sum(
        by, "%s(%s[%s])".formatted(function, Promql.print(selector), RuleFileText.length(over)));
  }

  /** {@code sum by (labels) (what)}. */
  static String sum(List<String> by, String what) {
    return (by.isEmpty() ? "sum" : "sum by (" + String.join(", ", by) + ") ") + "(" + what + ")";
  }

  static String seconds(Duration length) {
    return plain(length.toMillis() / 1e3);
  }

  static String plain(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
