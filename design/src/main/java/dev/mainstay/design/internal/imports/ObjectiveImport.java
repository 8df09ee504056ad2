package dev.mainstay.design.internal.imports;

import dev.mainstay.design.internal.exports.Yml;
import dev.mainstay.kernel.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Objectives from OpenSLO v1, Sloth v1 and Pyrra v1alpha1. */
public final class ObjectiveImport {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final Duration SHORTEST = Duration.ofHours(1);

  private final Drafts drafts;
  private final Map<String, Foreign> indicators = new LinkedHashMap<>();
  private final Map<String, Foreign> policies = new LinkedHashMap<>();
  private final List<Foreign> openSlos = new ArrayList<>();
  private final List<Foreign> services = new ArrayList<>();
  private final List<Foreign> others = new ArrayList<>();

  public ObjectiveImport(Drafts drafts) {
    this.drafts = drafts;
  }

  /** Whether the document is one of its kinds. OpenSLO's refer to each other: see finish. */
  public boolean read(Foreign document) {
    String version = document.get("apiVersion").map(Foreign::peek).orElse("");
    String kind = document.get("kind").map(Foreign::peek).orElse("");
    if (version.equals("openslo/v1")) {
      openSlo(document, kind);
      return true;
    }
    if (document.get("version").map(Foreign::peek).orElse("").equals("prometheus/v1")) {
      document.text("version");
      sloth(document);
      return true;
    }
    if (version.startsWith("sloth.slok.dev/") && kind.equals("PrometheusServiceLevel")) {
      head(document);
      document.get("spec").ifPresent(this::sloth);
      document.rest();
      return true;
    }
    if (version.startsWith("sloth.slok.dev/") && kind.equals("AlertWindows")) {
      document.leave(
          "not carried over: a design's budgets are watched over windows of their own;"
              + " `mainstay rules generate` makes the rules that Sloth makes by these");
      return true;
    }
    if (version.startsWith("pyrra.dev/") && kind.equals("ServiceLevelObjective")) {
      head(document);
      pyrra(document);
      return true;
    }
    return false;
  }

  private static void head(Foreign document) {
    document.text("apiVersion");
    document.text("kind");
    document.text("metadata", "name");
  }

  private void openSlo(Foreign document, String kind) {
    head(document);
    String name = document.text("metadata", "name");
    switch (kind) {
      case "SLO" -> openSlos.add(document);
      case "SLI" -> indicators.put(name, document);
      case "AlertPolicy" -> policies.put(name, document);
      case "Service" -> services.add(document);
      default -> others.add(document);
    }
  }

  /** When all files are read. */
  public void finish() {
    for (Foreign service : services) {
      Draft draft = drafts.of(service.text("metadata", "name"));
      draft.from(service);
      draft.summary(service.text("spec", "description"));
    }
    openSlos.forEach(this::openSlo);
    for (List<Foreign> each :
        List.of(
            services, openSlos, List.copyOf(indicators.values()), List.copyOf(policies.values()))) {
      each.forEach(Foreign::rest);
    }
    others.forEach(other ->
        other.leave(
            "not carried over: %s %s"
                .formatted(other.text("kind"), other.text("metadata", "name"))));
  }

  private void openSlo(Foreign slo) {
    if (slo.list("spec", "objectives").stream()
        .anyMatch(each -> each.has("indicator") || each.has("indicatorRef"))) {
      slo.leave(
          "not carried over: a composite, whose objectives have indicators of their own, and a"
              + " design's objective has one; the server holds the document as it stands");
      return;
    }
    Optional<Foreign> indicator =
        slo.at("spec", "indicator")
            .or(() -> Optional.ofNullable(indicators.get(slo.text("spec", "indicatorRef"))));
    if (indicator.isEmpty()) {
      slo.leave("not carried over: its indicator is not in these files");
      return;
    }
    indicator.get().text("metadata", "name");
    Optional<Foreign> ratio = indicator.get().at("spec", "ratioMetric");
    Optional<Indicators.Found> found = ratio.flatMap(ObjectiveImport::ratio);
    List<Foreign> targets = slo.list("spec", "objectives");
    if (found.isEmpty() || targets.isEmpty()) {
      slo.leave(
          "not carried over: a design counts good among all events of two counters with equal"
              + " labels");
      return;
    }
    ratio.get().text("counter");
    if (slo.text("spec", "budgetingMethod").equals("Timeslices")) {
      slo.remark("time slices became events: a design counts events");
    }
    Draft draft = draft(slo, slo.text("spec", "service"), found.get());
    for (Foreign target : targets) {
      String display = target.text("displayName");
      String name = display.isEmpty() ? slo.text("metadata", "name") : display;
      Optional<BigDecimal> share =
          target
              .get("targetPercent")
              .flatMap(each -> Quantities.decimal(each.text()))
              .or(() ->
                  target
                      .get("target")
                      .flatMap(each -> Quantities.decimal(each.text()))
                      .map(HUNDRED::multiply));
      String window = window(slo);
      objective(draft, slo, name, found.get(), share, window)
          .ifPresent(objective -> {
            String path = "objectives/" + objective;
            draft.written(path + "/slo", target);
            slo.list("spec", "timeWindow").forEach(each -> draft.written(path + "/over", each));
            draft.written(path + "/good", ratio.get());
            draft.written(path + "/total", ratio.get());
            if (slo.text("spec", "budgetingMethod").equals("Timeslices")) {
              draft.inexact(path);
            }
            Quantities.decimal(
                    slo.text("metadata", "annotations", "mainstay.dev/sla").replace(" %", ""))
                .ifPresent(sla -> draft.section("objectives", objective).with("sla", percent(sla)));
            alerts(draft, slo, objective);
          });
    }
  }

  private static Optional<Indicators.Found> ratio(Foreign ratio) {
    Optional<Foreign> total = ratio.at("total", "metricSource", "spec", "query");
    Optional<Foreign> good = ratio.at("good", "metricSource", "spec", "query");
    Optional<Foreign> bad = ratio.at("bad", "metricSource", "spec", "query");
    if (total.isEmpty() || (good.isEmpty() && bad.isEmpty())) {
      return Optional.empty();
    }
    for (String part : List.of("total", "good", "bad")) {
      ratio.text(part, "metricSource", "type");
    }
    return good.isPresent()
        ? Indicators.good(good.get().text(), total.get().text())
        : Indicators.bad(bad.get().text(), total.get().text());
  }

  private static String window(Foreign slo) {
    for (Foreign window : slo.list("spec", "timeWindow")) {
      String text = window.text("duration");
      window.text("isRolling");
      if (text.equals("1M")) {
        window.get("calendar").ifPresent(Foreign::ignore);
        return "month";
      }
      return Quantities.duration(text).map(Durations::written).orElse(text);
    }
    return "";
  }

  private void alerts(Draft draft, Foreign slo, String objective) {
    for (Foreign reference : slo.list("spec", "alertPolicies")) {
      Foreign policy =
          reference.has("alertPolicyRef")
              ? policies.get(reference.text("alertPolicyRef"))
              : reference.get("spec").isPresent() ? reference : null;
      if (policy == null) {
        reference.leave("not carried over: its policy is not in these files");
        continue;
      }
      for (String key : List.of("alertWhenBreaching", "alertWhenResolved", "alertWhenNoData")) {
        policy.text("spec", key);
      }
      for (Foreign condition : policy.list("spec", "conditions")) {
        burning(draft, policy, condition, objective);
      }
    }
  }

  /** A design has one alert for all burn-rate rules of a severity. */
  private void burning(Draft draft, Foreign policy, Foreign condition, String objective) {
    String severity = Severities.of(condition.text("spec", "severity"));
    condition.text("kind");
    condition.text("metadata", "name");
    condition.get("spec").flatMap(spec -> spec.get("condition")).ifPresent(Foreign::ignore);
    String name = "budget-burning-" + severity.toLowerCase(java.util.Locale.ROOT);
    Yml alert = draft.section("alerts", name);
    if (alert.isEmpty()) {
      draft.written("alerts/" + name, policy);
      String written = policy.text("metadata", "annotations", "mainstay.dev/runbook");
      String runbook = written.isEmpty() ? "error-budget" : Drafts.named(written);
      if (written.isEmpty()) {
        policy.remark(
            "alert %s: names no runbook; %s is one to be written".formatted(name, runbook));
      }
      String impact = policy.text("spec", "description");
      alert
          .with("on", new ArrayList<>(List.of(objective)))
          .with("severity", severity)
          .with("runbook", runbook)
          .with("impact", impact.isBlank() ? "unknown; say who is hurt and how" : impact.strip());
      draft.runbook(runbook, Severities.stub(runbook, policy.place()));
      policy.remark("became the alert %s with the multi-window burn-rate rules".formatted(name));
    } else if (alert.get("on") instanceof List<?> on && !on.contains(objective)) {
      var all = new ArrayList<Object>(on);
      all.add(objective);
      alert.put("on", all);
      policy.text("spec", "description");
    } else {
      policy.text("spec", "description");
      policy.text("metadata", "annotations", "mainstay.dev/runbook");
    }
  }

  private void sloth(Foreign spec) {
    String service = spec.text("service");
    for (Foreign slo : spec.list("slos")) {
      Optional<Foreign> events = slo.at("sli", "events");
      Optional<Indicators.Found> found =
          events.flatMap(each ->
              Indicators.bad(each.text("error_query"), each.text("total_query"))
                  .or(() -> Indicators.bad(each.text("errorQuery"), each.text("totalQuery"))));
      if (found.isEmpty()) {
        slo.leave(
            "not carried over: a design needs a counter of good events, or the status of requests");
        continue;
      }
      Draft draft = draft(slo, service, found.get());
      draft.summary(slo.text("description"));
      objective(
          draft,
          slo,
          slo.text("name"),
          found.get(),
          slo.get("objective").flatMap(each -> Quantities.decimal(each.text())),
          "30d");
    }
    spec.rest();
  }

  private void pyrra(Foreign document) {
    String name = document.text("metadata", "name");
    Optional<Foreign> ratio = document.at("spec", "indicator", "ratio");
    Optional<Foreign> latency = document.at("spec", "indicator", "latency");
    Optional<Indicators.Found> found =
        ratio
            .flatMap(
                each -> Indicators.bad(each.text("errors", "metric"), each.text("total", "metric")))
            .or(() ->
                latency.flatMap(each ->
                    Indicators.good(each.text("success", "metric"), each.text("total", "metric"))));
    if (found.isEmpty()) {
      document.leave(
          "not carried over: a design needs a counter of good events, or the status of requests");
      return;
    }
    Draft draft = draft(document, found.get().service().orElse(name), found.get());
    draft.summary(document.text("spec", "description"));
    String window = document.text("spec", "window");
    objective(
        draft,
        document,
        name,
        found.get(),
        document.at("spec", "target").flatMap(each -> Quantities.decimal(each.text())),
        Quantities.duration(window).map(Durations::written).orElse(window));
    document.rest();
  }

  private Draft draft(Foreign source, String service, Indicators.Found found) {
    String name = service.isEmpty() ? found.service().orElse("unnamed") : service;
    Draft draft = drafts.of(name);
    draft.from(source);
    return draft;
  }

  private static Optional<String> objective(
      Draft draft,
      Foreign source,
      String name,
      Indicators.Found found,
      Optional<BigDecimal> share,
      String window) {
    if (share.isEmpty() || share.get().signum() <= 0 || share.get().compareTo(HUNDRED) >= 0) {
      source.leave("not carried over: its target is not between 0 % and 100 %");
      return Optional.empty();
    }
    found.instead().ifPresent(text -> source.remark("objective " + name + ": " + text));
    Optional<Duration> over = Quantities.duration(window);
    String used = window;
    if (!window.equals("month") && over.filter(each -> each.compareTo(SHORTEST) >= 0).isEmpty()) {
      used = "30d";
      source.remark(
          "objective %s: window '%s' became 30d (expected: a month, or 1h and more)"
              .formatted(name, window));
    }
    String free = draft.free("objectives", name);
    draft.written("objectives/" + free, source);
    if (found.instead().isPresent() || !used.equals(window)) {
      draft.inexact("objectives/" + free);
    }
    draft
        .section("objectives", free)
        .withAll(found.keys())
        .with("slo", percent(share.get()))
        .with("over", used);
    return Optional.of(free);
  }

  private static String percent(BigDecimal share) {
    return share.stripTrailingZeros().toPlainString() + " %";
  }
}
