package dev.mainstay.alerting.rules;

import dev.mainstay.alerting.RuleOrigin;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Urgency;
import dev.mainstay.telemetry.Labels;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The series of one service that rules of one name alert on, as they were last evaluated.
 *
 * @param group of the rule of {@code first}
 * @param first of the gravest ones that fire, or one that is pending
 * @param firing how many fire
 * @param active how many fire or are pending
 * @param since when the first of those that fire came; of all when none fires
 * @param common labels that all that fire share
 */
record FiringSeries(
    RuleGroup group,
    AlertingRule rule,
    ActiveAlert first,
    Severity severity,
    String note,
    int firing,
    int active,
    Instant since,
    Map<String, String> common) {
  private static final int TEXT = 1_000;
  private static final int NAMES = 30;

  /** One series; null when it is so little urgent that nobody is told. */
  static @Nullable FiringSeries of(RuleGroup group, AlertingRule rule, ActiveAlert alert) {
    Urgency urgency = Urgency.of(alert.labels().get("severity"));
    if (urgency.severity() == null) {
      return null;
    }
    boolean fires = alert.state() == ActiveAlert.State.FIRING;
    var labels = new TreeMap<>(alert.labels().values());
    labels.remove(Labels.NAME);
    labels.remove(AlertingState.NAME);
    return new FiringSeries(
        group,
        rule,
        alert,
        urgency.severity(),
        urgency.note(),
        fires ? 1 : 0,
        1,
        alert.activeAt(),
        labels);
  }

  FiringSeries plus(FiringSeries other) {
    if (firing == 0 && other.firing > 0) {
      return other.plus(this);
    }
    if (other.firing == 0) {
      return new FiringSeries(
          group, rule, first, severity, note, firing, active + other.active, since, common);
    }
    FiringSeries graver = other.severity.compareTo(severity) < 0 ? other : this;
    var shared = new TreeMap<>(common);
    shared
        .entrySet()
        .removeIf(label -> !Objects.equals(other.common.get(label.getKey()), label.getValue()));
    return new FiringSeries(
        graver.group,
        graver.rule,
        graver.first,
        graver.severity,
        graver.note,
        firing + other.firing,
        active + other.active,
        since.isBefore(other.since) ? since : other.since,
        shared);
  }

  /** Where it comes from, told with as many series as fire now. */
  RuleOrigin origin() {
    var labels = new TreeMap<String, String>();
    common.forEach((name, value) -> {
      if (labels.size() < NAMES) {
        labels.put(name, shortened(value));
      }
    });
    var annotations = new TreeMap<String, String>();
    first
        .annotations()
        .forEach((name, value) -> {
          if (annotations.size() < NAMES) {
            annotations.put(name, shortened(value));
          }
        });
    return new RuleOrigin(
        group.file(), group.name(), rule.place().toString(), firing, labels, annotations, note);
  }

  /** What is the matter, in one line: the summary, else the description, else the expression. */
  String reason() {
    String said = annotation("summary", "title", "message", "description");
    String what = said.isEmpty() ? shortened(rule.query()) + " gives a result" : said;
    String line = what.replaceAll("\\s+", " ").strip();
    return firing > 1 ? "%s (and %,d more series)".formatted(line, firing - 1) : line;
  }

  /** Who is hurt and how, as far as it is said. */
  String impact() {
    return annotation("impact", "description");
  }

  /** Address or name of what to do, or the empty string. */
  String runbook() {
    return annotation("runbook_url", "runbook", "runbook_link", "playbook_url");
  }

  private String annotation(String... names) {
    for (String name : names) {
      String value = first.annotations().get(name);
      if (value != null && !value.isBlank()) {
        return shortened(value.strip());
      }
    }
    return "";
  }

  private static String shortened(String text) {
    return text.length() <= TEXT ? text : text.substring(0, TEXT) + "…";
  }
}
