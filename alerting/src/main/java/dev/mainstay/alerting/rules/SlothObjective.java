package dev.mainstay.alerting.rules;

import dev.mainstay.kernel.Place;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One objective of a Sloth specification. Its rules have the shape of Sloth 0.11 and 0.12.
 *
 * @param objective in percent
 * @param labels of all its series
 * @param mode and {@code version} of the specification: values of labels of {@code sloth_slo_info}
 */
record SlothObjective(
    String service,
    String name,
    BigDecimal objective,
    Map<String, String> labels,
    SlothRules.Query query,
    String mode,
    String version,
    SlothWindows windows,
    Place place) {
  /** The release whose rules these are. */
  private static final String RELEASE = "v0.12.0";

  private static final String RATIO = "slo:sli_error:ratio_rate";
  private static final String BUDGET = "slo:error_budget:ratio";
  private static final String BURNT = "slo:period_burn_rate:ratio";
  private static final String MATCHING = "\n/ on(sloth_id, sloth_slo, sloth_service) group_left\n";

  List<DraftGroup> groups(SlothRules.Alerting alerting) {
    var groups = new ArrayList<DraftGroup>();
    groups.add(group("sloth-slo-sli-recordings-", indicators()));
    groups.add(group("sloth-slo-meta-recordings-", metadata()));
    var alerts = new ArrayList<DraftRule>();
    alerting
        .page()
        .ifPresent(alert ->
            alerts.add(
                alert(alerting.name(), alert, "page", windows.pageQuick(), windows.pageSlow())));
    alerting
        .ticket()
        .ifPresent(alert ->
            alerts.add(
                alert(
                    alerting.name(),
                    alert,
                    "ticket",
                    windows.ticketQuick(),
                    windows.ticketSlow())));
    if (!alerts.isEmpty()) {
      groups.add(group("sloth-slo-alerts-", alerts));
    }
    return groups;
  }

  private DraftGroup group(String prefix, List<DraftRule> rules) {
    return new DraftGroup(prefix + id(), null, rules, place);
  }

  private String id() {
    return service + "-" + name;
  }

  private Map<String, String> ids() {
    return Map.of("sloth_id", id(), "sloth_service", service, "sloth_slo", name);
  }

  private String filter() {
    return "{sloth_id=\"%s\", sloth_service=\"%s\", sloth_slo=\"%s\"}"
        .formatted(id(), service, name);
  }

  private Map<String, String> allLabels() {
    Map<String, String> all = new TreeMap<>(ids());
    all.putAll(labels);
    return all;
  }

  private List<DraftRule> indicators() {
    var rules = new ArrayList<DraftRule>();
    for (Duration window : windows.lengths()) {
      rules.add(indicator(window, ratio(RuleFileText.length(window))));
    }
    String shortest = RATIO + RuleFileText.length(windows.pageQuick().shorter()) + filter();
    String period = "[" + RuleFileText.length(windows.period()) + "]";
    rules.add(
        indicator(
            windows.period(),
            "sum_over_time(%s%s)\n/ ignoring (sloth_window)\ncount_over_time(%s%s)\n"
                .formatted(shortest, period, shortest, period)));
    return rules;
  }

  private DraftRule indicator(Duration window, String expr) {
    String length = RuleFileText.length(window);
    Map<String, String> all = new TreeMap<>(ids());
    all.put("sloth_window", length);
    all.putAll(labels);
    return DraftRule.recording(RATIO + length, expr, all, place);
  }

  private String ratio(String window) {
    return switch (query) {
      case SlothRules.Query.Raw raw -> "(" + WrittenQueries.over(raw.ratio(), window) + ")";
      case SlothRules.Query.Events events ->
          "(%s)\n/\n(%s)\n"
              .formatted(
                  WrittenQueries.over(events.errors(), window),
                  WrittenQueries.over(events.total(), window));
    };
  }

  private List<DraftRule> metadata() {
    String share = plain(objective.doubleValue() / 100);
    Map<String, String> info = allLabels();
    info.put("sloth_version", RELEASE);
    info.put("sloth_mode", mode);
    info.put("sloth_spec", version);
    info.put("sloth_objective", plain(objective.doubleValue()));
    String budget = BUDGET + filter() + "\n";
    String current = RATIO + RuleFileText.length(windows.pageQuick().shorter()) + filter();
    String whole = RATIO + RuleFileText.length(windows.period()) + filter();
    return List.of(
        meta("slo:objective:ratio", "vector(" + share + ")"),
        meta(BUDGET, "vector(1-" + share + ")"),
        meta("slo:time_period:days", "vector(" + windows.period().toDays() + ")"),
        meta("slo:current_burn_rate:ratio", current + MATCHING + budget),
        meta(BURNT, whole + MATCHING + budget),
        meta("slo:period_error_budget_remaining:ratio", "1 - " + BURNT + filter()),
        DraftRule.recording("sloth_slo_info", "vector(1)", info, place));
  }

  private DraftRule meta(String metric, String expr) {
    return DraftRule.recording(metric, expr, allLabels(), place);
  }

  private DraftRule alert(
      String alertName,
      SlothRules.Alert alert,
      String severity,
      SlothWindows.Burn quick,
      SlothWindows.Burn slow) {
    Map<String, String> alertLabels = new TreeMap<>(Map.of("sloth_severity", severity));
    alertLabels.putAll(alert.labels());
    String which = "{{$labels.sloth_service}} {{$labels.sloth_slo}} SLO error budget burn rate is ";
    Map<String, String> annotations = new TreeMap<>();
    annotations.put("title", "(" + severity + ") " + which + "too fast.");
    annotations.put("summary", which + "over expected.");
    annotations.putAll(alert.annotations());
    return DraftRule.alerting(
        alertName,
        burning(quick) + "or\n" + burning(slow),
        Duration.ZERO,
        alertLabels,
        annotations,
        place);
  }

  private String burning(SlothWindows.Burn burn) {
    String limit =
        "(%s * %s)"
            .formatted(
                plain(burn.pace(windows.period())), plain((100 - objective.doubleValue()) / 100));
    return "(\n    %s\n    and\n    %s\n)\n"
        .formatted(over(burn.shorter(), limit), over(burn.longer(), limit));
  }

  private String over(Duration window, String limit) {
    return "max(%s%s%s > %s) without (sloth_window)"
        .formatted(RATIO, RuleFileText.length(window), filter(), limit);
  }

  private static String plain(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
