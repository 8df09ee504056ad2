package dev.mainstay.design.internal.exports.prometheus;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Comparison;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.BurnRate;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Export;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.exports.Carrier;
import dev.mainstay.design.internal.exports.Series;
import dev.mainstay.design.internal.exports.Yml;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Prometheus rule files: how every objective stands, and the design's alerts over the metrics of
 * the toolkit.
 */
public final class RuleFiles {
  private static final Duration SHORTEST_RATE = Duration.ofMinutes(1);
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

  private final Service service;
  private final Series series;
  private final Carrier carrier;

  private RuleFiles(Service service, Designs designs) {
    this.service = service;
    this.series = new Series(service.name());
    this.carrier = Carrier.of(service, designs);
  }

  public static Export of(Designs designs) {
    return Carrier.all(
        designs.services().stream()
            .filter(service -> !service.objectives().isEmpty() || !service.alerts().isEmpty())
            .map(service -> new RuleFiles(service, designs).export())
            .toList());
  }

  private Export export() {
    var groups = new ArrayList<Yml>();
    if (!service.objectives().isEmpty()) {
      groups.add(group("objectives", Budgets.INTERVAL, recordings()));
    }
    List<Yml> alerts = service.alerts().stream().flatMap(alert -> alerts(alert).stream()).toList();
    if (!alerts.isEmpty()) {
      groups.add(group("alerts", interval(), alerts));
    }
    var file =
        carrier.yaml(
            service.name() + ".rules.yaml",
            "Prometheus rules of " + service.name(),
            List.of(Yml.of("groups", groups)));
    return carrier.export(List.of(file));
  }

  private Yml group(String name, Duration interval, List<Yml> rules) {
    return Yml.of("name", service.name() + "-" + name)
        .with("interval", Series.duration(interval))
        .with("rules", rules);
  }

  /** New samples come no more often than the service is scraped. */
  private Duration interval() {
    Duration every = service.telemetry().every();
    return every.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : every;
  }

  private List<Yml> recordings() {
    var rules = new ArrayList<Yml>();
    for (Objective objective : service.objectives()) {
      String path = "objectives/" + objective.name();
      carrier.carries(path);
      if (objective.over().calendarMonth()) {
        carrier.note(path + "/over", "Prometheus knows no calendar; counted over a rolling 30d");
      }
      if (objective.sla() != null) {
        carrier.note(path + "/sla", "left out: no rule watches the contract, only the objective");
      }
      rules.addAll(new Budgets(series, service.name(), objective).recordings());
    }
    return rules;
  }

  private List<Yml> alerts(Alert alert) {
    String path = "alerts/" + alert.name();
    carrier.carries(path);
    if (!alert.pending().isZero() && alert.pending().compareTo(interval()) < 0) {
      carrier.note(
          path + "/for",
          "rules are judged every %s, so it holds for %s before it fires"
              .formatted(Series.duration(interval()), Series.duration(interval())));
    }
    return switch (alert.when()) {
      case Condition.BudgetBurns(List<String> names, var rules) -> {
        if (names.stream().anyMatch(name -> isAgreement(name))) {
          carrier.note(path + "/on", "left out: rules on what an SLA allows");
        }
        yield service.objectives().stream()
            .filter(objective -> names.isEmpty() || names.contains(objective.name()))
            .map(objective -> burning(alert, objective))
            .toList();
      }
      case Condition.DependencyFails(String dependency) ->
          List.of(
              rule(
                  alert,
                  "min(%s) == 0"
                      .formatted(
                          series.of("dependency_up", "dependency=" + Series.quoted(dependency))),
                  Yml.of("dependency", dependency)));
      case Condition.TooFewReady(int atLeast) -> {
        carrier.note(
            path,
            "Prometheus does not know that instances are still starting; `for` must cover it");
        yield List.of(
            rule(
                alert,
                "(count(%s == 1 unless on(instance) %s == 0) or vector(0)) < %d"
                    .formatted(series.of("up"), series.of("service_ready"), atLeast),
                Yml.of()));
      }
      case Condition.Threshold threshold ->
          List.of(rule(alert, compared(path, threshold), Yml.of()));
    };
  }

  private boolean isAgreement(String name) {
    return service.objectives().stream().noneMatch(each -> each.name().equals(name));
  }

  private Yml burning(Alert alert, Objective objective) {
    if (BurnRate.of(objective).isEmpty()) {
      carrier.note(
          "objectives/" + objective.name() + "/over", "too short for a burn rule of one hour");
    }
    return rule(
        alert,
        new Budgets(series, service.name(), objective).burns(),
        Yml.of("objective", objective.name()));
  }

  private String compared(String path, Condition.Threshold threshold) {
    String sum = "sum(%s)".formatted(series.of(threshold.selector()));
    if (threshold.rate()) {
      Duration range = service.telemetry().every().multipliedBy(4);
      range = range.compareTo(SHORTEST_RATE) < 0 ? SHORTEST_RATE : range;
      carrier.note(
          path + "/when",
          "a rate over %s instead of between the last two scrapes"
              .formatted(Series.duration(range)));
      sum = "sum(rate(%s[%s]))".formatted(series.of(threshold.selector()), Series.duration(range));
    }
    String sign = threshold.comparison() == Comparison.ABOVE ? ">" : "<";
    return "%s %s %s"
        .formatted(
            sum, sign, BigDecimal.valueOf(threshold.value()).stripTrailingZeros().toPlainString());
  }

  private Yml rule(Alert alert, String expression, Yml more) {
    Yml labels =
        Yml.of("severity", alert.severity().name())
            .with("team", service.owner())
            .with("service", service.name())
            .withAll(more);
    Yml annotations =
        Yml.of("summary", alert.name() + " of " + service.name())
            .with("impact", alert.impact())
            .with("runbook", "runbooks/" + alert.runbook() + ".md")
            .with(
                "investigate",
                alert.investigate().isEmpty() ? null : String.join("\n", alert.investigate()));
    return Yml.of("alert", alert.name())
        .with("expr", expression)
        .with("for", Series.duration(alert.pending()))
        .with("labels", labels)
        .with("annotations", escaped(annotations));
  }

  /** Annotations are templates: braces that people wrote are text. */
  private static Yml escaped(Yml annotations) {
    annotations.replaceAll((key, value) ->
        value.toString().contains("{{") ? value.toString().replace("{{", "{{ \"{{\" }}") : value);
    return annotations;
  }
}
