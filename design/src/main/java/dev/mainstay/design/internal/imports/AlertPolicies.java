package dev.mainstay.design.internal.imports;

import dev.mainstay.design.Urgency;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.design.slo.Slo.BurnLimit;
import dev.mainstay.design.slo.Slo.PolicyAlert;
import dev.mainstay.kernel.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Alert policies of OpenSLO v1, with their conditions and targets, written where they are used or
 * elsewhere. What they ask for and cannot have is told as a warning.
 */
final class AlertPolicies {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(3);

  private final SloForm form;
  private final Consumer<Problem> problems;
  private final Map<String, Foreign> policies = new LinkedHashMap<>();
  private final Map<String, Foreign> conditions = new LinkedHashMap<>();
  private final Map<String, Foreign> targets = new LinkedHashMap<>();
  private final Set<Object> warned = new HashSet<>();

  AlertPolicies(SloForm form, Consumer<Problem> problems) {
    this.form = form;
    this.problems = problems;
  }

  /** Takes a document that others may name. */
  void collect(Foreign document) {
    Map<String, Foreign> known =
        switch (document.text("kind")) {
          case "AlertPolicy" -> policies;
          case "AlertCondition" -> conditions;
          default -> targets;
        };
    String name = form.required(document, "metadata", "name");
    if (!name.isEmpty() && known.putIfAbsent(name, document) != null) {
      form.wrong(document, "metadata.name", name, "a name that no other document of the kind has");
    }
  }

  /** What the policies of an objective ask for; null when it has none. */
  @Nullable List<PolicyAlert> of(Foreign slo) {
    Optional<Foreign> written = slo.at("spec", "alertPolicies");
    if (written.isEmpty()) {
      return null;
    }
    List<Foreign> items = slo.list("spec", "alertPolicies");
    if (items.isEmpty()) {
      if (!written.get().isEmptyList()) {
        form.wrong(slo, "spec.alertPolicies", written.get().text(), "a list of policies");
      }
      return null;
    }
    var alerts = new ArrayList<PolicyAlert>();
    for (Foreign item : items) {
      resolve(item, "alertPolicyRef", "AlertPolicy", policies)
          .ifPresent(policy -> policy(policy, alerts));
    }
    return alerts;
  }

  /** What is written there, or what is meant by its name. */
  private Optional<Foreign> resolve(
      Foreign item, String key, String kind, Map<String, Foreign> known) {
    String reference = item.has(key) ? item.text(key) : item.text();
    if (reference.isEmpty()) {
      if (!item.has("spec")) {
        form.wrong(item, "spec", "", "an " + kind + " or " + key);
        return Optional.empty();
      }
      String written = item.text("kind");
      if (!written.isEmpty() && !written.equals(kind)) {
        form.wrong(item, "kind", written, kind);
        return Optional.empty();
      }
      return Optional.of(item);
    }
    Foreign found = known.get(reference);
    if (found == null) {
      form.unknown(item, key, reference, known.keySet(), "an " + kind + " document");
    }
    return Optional.ofNullable(found);
  }

  private void policy(Foreign policy, List<PolicyAlert> alerts) {
    String name = named(policy, "policy-" + (alerts.size() + 1));
    boolean breaching = flag(policy, "alertWhenBreaching", true);
    boolean noData = flag(policy, "alertWhenNoData", false);
    if (!flag(policy, "alertWhenResolved", true)) {
      warn(
          policy.at("spec", "alertWhenResolved").orElse(policy),
          "alertWhenResolved: false: whoever was paged is told that it is over all the same");
    }
    for (Foreign target : policy.list("spec", "notificationTargets")) {
      resolve(target, "targetRef", "AlertNotificationTarget", targets)
          .ifPresent(found ->
              warn(
                  target,
                  "notificationTargets: not used: who is paged is said by the team of the service"));
    }
    List<Foreign> written = policy.list("spec", "conditions");
    if (written.isEmpty()) {
      form.missing(policy, "spec.conditions");
    }
    for (Foreign item : written) {
      Optional<Foreign> condition = resolve(item, "conditionRef", "AlertCondition", conditions);
      if (condition.isPresent()) {
        String own = named(condition.get(), written.size() > 1 ? "" + (alerts.size() + 1) : "");
        condition(
                policy, condition.get(), own.isEmpty() ? name : name + "/" + own, breaching, noData)
            .forEach(alerts::add);
      }
    }
  }

  private static String named(Foreign holder, String otherwise) {
    String name = holder.text("metadata", "name");
    return name.isEmpty() ? otherwise : name;
  }

  private boolean flag(Foreign policy, String key, boolean otherwise) {
    Foreign spec = policy.get("spec").orElse(policy);
    if (!spec.has(key)) {
      return otherwise;
    }
    String text = spec.text(key);
    if (!text.equals("true") && !text.equals("false")) {
      form.wrong(spec, key, text, "true or false");
    }
    return text.equals("true");
  }

  private List<PolicyAlert> condition(
      Foreign policy, Foreign condition, String name, boolean breaching, boolean noData) {
    Urgency urgency = Urgency.of(condition.text("spec", "severity"));
    if (!urgency.note().isEmpty()) {
      warn(condition.at("spec", "severity").orElse(condition), urgency.note());
    }
    Optional<Foreign> rule = condition.at("spec", "condition");
    if (rule.isEmpty()) {
      form.missing(condition, "spec.condition");
      return List.of();
    }
    String kind = rule.get().text("kind");
    if (!kind.equals("burnrate")) {
      form.wrong(rule.get(), "kind", kind, "burnrate");
      return List.of();
    }
    Optional<Slo.Comparison> comparison = form.comparison(rule.get());
    Optional<BigDecimal> threshold = form.number(rule.get(), "threshold").map(BigDecimal::valueOf);
    if (threshold.isPresent() && threshold.get().signum() < 0) {
      form.wrong(rule.get(), "threshold", rule.get().text("threshold"), "a burn rate >= 0");
    }
    Optional<Duration> over = length(rule.get(), "lookbackWindow", SHORTEST);
    Optional<Duration> after =
        rule.get().has("alertAfter")
            ? length(rule.get(), "alertAfter", Duration.ZERO)
            : Optional.of(Duration.ZERO);
    if (comparison.isEmpty()
        || threshold.isEmpty()
        || over.isEmpty()
        || after.isEmpty()
        || urgency.severity() == null) {
      return List.of();
    }
    String said = policy.text("spec", "description");
    String description = said.isBlank() ? condition.text("spec", "description") : said;
    String runbook = policy.text("metadata", "annotations", "mainstay.dev/runbook");
    var alerts = new ArrayList<PolicyAlert>();
    if (breaching) {
      var limit = new BurnLimit(comparison.get(), threshold.get(), over.get());
      alerts.add(
          new PolicyAlert(
              name, limit, after.get(), urgency.severity(), description.strip(), runbook));
    }
    if (noData) {
      alerts.add(
          new PolicyAlert(
              name + "/no-data",
              null,
              after.get(),
              urgency.severity(),
              description.strip(),
              runbook));
    }
    return alerts;
  }

  private Optional<Duration> length(Foreign rule, String key, Duration least) {
    String text = rule.text(key);
    Optional<Duration> length =
        (text.equals("0") || text.matches("0[smhdw]")
                ? Optional.of(Duration.ZERO)
                : Quantities.duration(text))
            .filter(each -> each.compareTo(least) >= 0 && each.compareTo(LONGEST) <= 0);
    if (length.isEmpty()) {
      form.wrong(rule, key, text, (least.isZero() ? "0m" : "1m") + " to 3d");
    }
    return length;
  }

  /** Once for each place: what several objectives use is one thing to tell. */
  private void warn(Foreign at, String message) {
    if (warned.add(List.of(at.place(), message))) {
      problems.accept(
          new Problem(
              "MS-F007",
              Problem.Severity.WARNING,
              message,
              at.place(),
              List.of(),
              null,
              null,
              "leave it out, or accept the difference",
              null));
    }
  }
}
