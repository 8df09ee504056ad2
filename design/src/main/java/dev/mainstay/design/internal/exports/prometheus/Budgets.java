package dev.mainstay.design.internal.exports.prometheus;

import dev.mainstay.design.BurnRate;
import dev.mainstay.design.Objective;
import dev.mainstay.design.internal.exports.Series;
import dev.mainstay.design.internal.exports.Yml;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The recording rules of one objective, and the condition on which its budget burns.
 *
 * <p>Windows of up to six hours are rates of the service's own counters. Longer ones add up what
 * the five-minute rates recorded, which costs Prometheus a fraction and counts events, not averages
 * of shares.
 */
final class Budgets {
  static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration LONGEST_RAW = Duration.ofHours(6);

  private final Series series;
  private final Objective objective;
  private final Yml labels;
  private final String selector;

  Budgets(Series series, String service, Objective objective) {
    this.series = series;
    this.objective = objective;
    this.labels = Yml.of("service", service).with("objective", objective.name());
    this.selector =
        "{service=%s,objective=%s}"
            .formatted(Series.quoted(service), Series.quoted(objective.name()));
  }

  List<Yml> recordings() {
    var rules = new ArrayList<Yml>();
    rules.add(record("service:slo_total:rate5m", series.totalRate(objective.sli(), "5m")));
    rules.add(record("service:slo_bad:rate5m", series.badRate(objective.sli(), "5m")));
    for (Duration window : windows()) {
      rules.add(record(ratio(window), share(window)));
    }
    for (BurnRate rate : BurnRate.of(objective)) {
      rules.add(record(bad(rate.longWindow()), badEvents(rate.longWindow())));
    }
    rules.add(
        record(
            "service:slo_budget_left:ratio",
            "1 - %s / %s".formatted(ratio(over()) + selector, allowed().toPlainString())));
    return rules;
  }

  private TreeSet<Duration> windows() {
    var windows = new TreeSet<Duration>();
    for (BurnRate rate : BurnRate.of(objective)) {
      windows.add(rate.shortWindow());
      windows.add(rate.longWindow());
    }
    windows.add(over());
    return windows;
  }

  private Duration over() {
    return objective.over().length();
  }

  private String share(Duration window) {
    if (window.compareTo(LONGEST_RAW) <= 0) {
      String range = Series.duration(window);
      return "(%s) / %s"
          .formatted(
              series.badRate(objective.sli(), range), series.totalRate(objective.sli(), range));
    }
    return "sum_over_time(service:slo_bad:rate5m%s[%s]) / sum_over_time(service:slo_total:rate5m%s[%s])"
        .formatted(selector, Series.duration(window), selector, Series.duration(window));
  }

  private String badEvents(Duration window) {
    if (window.compareTo(LONGEST_RAW) <= 0) {
      return "(%s) * %d"
          .formatted(series.badRate(objective.sli(), Series.duration(window)), window.toSeconds());
    }
    return "sum_over_time(service:slo_bad:rate5m%s[%s]) * %d"
        .formatted(selector, Series.duration(window), INTERVAL.toSeconds());
  }

  /** Holds when any burn rule does; the strictest rules first. */
  String burns() {
    var rules = new ArrayList<String>();
    for (BurnRate rate : BurnRate.of(objective)) {
      String limit =
          rate.factor()
              .multiply(allowed())
              .round(MathContext.DECIMAL32)
              .stripTrailingZeros()
              .toPlainString();
      rules.add(
          """
          (
            %s > %s
          and
            %s > %s
          and
            %s >= %d
          )\
          """
              .formatted(
                  ratio(rate.longWindow()) + selector,
                  limit,
                  ratio(rate.shortWindow()) + selector,
                  limit,
                  bad(rate.longWindow()) + selector,
                  BurnRate.MINIMUM_BAD));
    }
    return String.join("\nor\n", rules) + "\n";
  }

  private BigDecimal allowed() {
    return objective.slo().complement().fraction();
  }

  private static String ratio(Duration window) {
    return "service:slo_errors:ratio_rate" + Series.duration(window);
  }

  private static String bad(Duration window) {
    return "service:slo_bad:increase" + Series.duration(window);
  }

  private Yml record(String name, String expression) {
    return Yml.of("record", name).with("expr", expression).with("labels", labels);
  }
}
