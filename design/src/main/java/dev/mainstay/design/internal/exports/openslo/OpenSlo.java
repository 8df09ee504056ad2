package dev.mainstay.design.internal.exports.openslo;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.BurnRate;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Export;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.exports.Carrier;
import dev.mainstay.design.internal.exports.Series;
import dev.mainstay.design.internal.exports.Yml;
import dev.mainstay.kernel.Percentage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * OpenSLO v1: a Service, its indicators as ratios of Prometheus counters, its objectives, and an
 * alert policy for each burn-rate rule of each alert that watches them. Importing it gives the same
 * objectives again.
 */
public final class OpenSlo {
  public static final String API = "openslo/v1";
  private static final int MAX_DESCRIPTION = 1050;

  private final Service service;
  private final Carrier carrier;
  private final List<Yml> objects = new ArrayList<>();

  private OpenSlo(Service service, Designs designs) {
    this.service = service;
    this.carrier = Carrier.of(service, designs);
  }

  public static Export of(Designs designs) {
    return Carrier.all(
        designs.services().stream()
            .filter(service -> !service.objectives().isEmpty())
            .map(service -> new OpenSlo(service, designs).export())
            .toList());
  }

  private Export export() {
    objects.add(
        object(
            "Service",
            service.name(),
            Yml.of("description", clipped(service.summary())),
            Yml.of()));
    var policies = new ArrayList<Yml>();
    for (Objective objective : service.objectives()) {
      carrier.carries("objectives/" + objective.name());
      var names = new ArrayList<String>();
      for (Alert alert : service.alerts()) {
        if (watches(alert, objective)) {
          carrier.carries("alerts/" + alert.name());
          policies(alert, objective, names, policies);
        }
      }
      objects.add(indicator(objective));
      objects.add(objective(objective, names));
    }
    objects.addAll(policies);
    if (!policies.isEmpty()) {
      objects.add(
          object(
              "AlertNotificationTarget",
              target(),
              Yml.of("target", "mainstay").with("description", "Whoever is on call for the team"),
              Yml.of()));
    }
    service.alerts().stream()
        .filter(alert -> !(alert.when() instanceof Condition.BudgetBurns))
        .forEach(alert ->
            carrier.note("alerts/" + alert.name(), "left out: OpenSLO alerts on objectives only"));
    var file =
        carrier.yaml(
            service.name() + ".openslo.yaml", "OpenSLO objects of " + service.name(), objects);
    return carrier.export(List.of(file));
  }

  private static boolean watches(Alert alert, Objective objective) {
    return alert.when() instanceof Condition.BudgetBurns burns
        && (burns.objectives().isEmpty() || burns.objectives().contains(objective.name()));
  }

  private static Yml object(String kind, String name, Yml spec, Yml annotations) {
    Yml metadata = Yml.of("name", name);
    if (!annotations.isEmpty()) {
      metadata.with("annotations", annotations);
    }
    return Yml.of("apiVersion", API)
        .with("kind", kind)
        .with("metadata", metadata)
        .with("spec", spec);
  }

  /** Of its own for each service, so that the files of one team do not define it twice. */
  private String target() {
    return service.name() + "-on-call";
  }

  private String name(Objective objective) {
    return service.name() + "-" + objective.name();
  }

  private Yml indicator(Objective objective) {
    var series = new Series(service.name());
    return object(
        "SLI",
        name(objective),
        Yml.of(
            "ratioMetric",
            Yml.of("counter", true)
                .with("good", metric(series.good(objective.sli())))
                .with("total", metric(series.total(objective.sli())))),
        Yml.of());
  }

  private static Yml metric(String counter) {
    return Yml.of(
        "metricSource",
        Yml.of("type", "Prometheus").with("spec", Yml.of("query", "sum(" + counter + ")")));
  }

  private Yml objective(Objective objective, List<String> policies) {
    Yml spec =
        Yml.of("service", service.name())
            .with("indicatorRef", name(objective))
            .with("timeWindow", List.of(window(objective)))
            .with("budgetingMethod", "Occurrences")
            .with(
                "objectives",
                List.of(
                    Yml.of("displayName", objective.name())
                        .with("targetPercent", percent(objective.slo()))));
    if (!policies.isEmpty()) {
      spec.with(
          "alertPolicies", policies.stream().map(name -> Yml.of("alertPolicyRef", name)).toList());
    }
    Yml annotations = Yml.of();
    Percentage sla = objective.sla();
    if (objective.slaWithin() != null) {
      carrier.note(
          "objectives/" + objective.name() + "/sla",
          "left out: an annotation can say a share, and no threshold of its own");
    } else if (sla != null) {
      annotations.with("mainstay.dev/sla", percent(sla).toPlainString() + " %");
    }
    return object("SLO", name(objective), spec, annotations);
  }

  private Yml window(Objective objective) {
    if (objective.over().calendarMonth()) {
      return Yml.of("duration", "1M")
          .with("calendar", Yml.of("startTime", "2026-01-01 00:00:00").with("timeZone", "UTC"))
          .with("isRolling", false);
    }
    return Yml.of(
            "duration",
            shorthand(objective.over().length(), "objectives/" + objective.name() + "/over"))
        .with("isRolling", true);
  }

  private static BigDecimal percent(Percentage share) {
    return share.fraction().movePointRight(2);
  }

  private void policies(Alert alert, Objective objective, List<String> names, List<Yml> policies) {
    if (alert.pending().isPositive() && alert.pending().toSeconds() % 60 != 0) {
      carrier.note("alerts/" + alert.name() + "/for", "rounded up: OpenSLO counts whole minutes");
    }
    carrier.note(
        "alerts/" + alert.name(),
        "OpenSLO has one window per condition: the short one that ends an alert is left out");
    for (BurnRate rate : BurnRate.of(objective)) {
      String name = "%s-%s-%s".formatted(name(objective), alert.name(), rate.name());
      names.add(name);
      Yml condition =
          Yml.of("kind", "burnrate")
              .with("threshold", rate.factor().stripTrailingZeros())
              .with("lookbackWindow", shorthand(rate.longWindow(), "alerts/" + alert.name()))
              .with("alertAfter", after(alert));
      policies.add(
          object(
              "AlertPolicy",
              name,
              Yml.of("description", clipped(alert.impact()))
                  .with("alertWhenBreaching", true)
                  .with("alertWhenResolved", true)
                  .with("alertWhenNoData", false)
                  .with(
                      "conditions",
                      List.of(
                          Yml.of("kind", "AlertCondition")
                              .with("metadata", Yml.of("name", name))
                              .with(
                                  "spec",
                                  Yml.of("severity", alert.severity().name())
                                      .with("condition", condition))))
                  .with("notificationTargets", List.of(Yml.of("targetRef", target()))),
              Yml.of("mainstay.dev/runbook", alert.runbook())));
    }
  }

  private static String clipped(String text) {
    return text.length() <= MAX_DESCRIPTION ? text : text.substring(0, MAX_DESCRIPTION);
  }

  private static String after(Alert alert) {
    return Math.ceilDiv(alert.pending().toMillis(), 60_000) + "m";
  }

  /** Whole minutes, hours or days; what is finer is rounded up. */
  private String shorthand(Duration duration, String path) {
    long minutes = Math.ceilDiv(duration.toMillis(), 60_000L);
    if (minutes * 60_000 != duration.toMillis()) {
      carrier.note(path, "rounded up: OpenSLO counts whole minutes");
    }
    if (minutes % (24 * 60) == 0) {
      return minutes / (24 * 60) + "d";
    }
    return minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m";
  }
}
