package dev.mainstay.server.internal.prometheus;

import dev.mainstay.alerting.rules.ActiveAlert;
import dev.mainstay.alerting.rules.AlertingRule;
import dev.mainstay.alerting.rules.GroupStatus;
import dev.mainstay.alerting.rules.RecordingRule;
import dev.mainstay.alerting.rules.RuleStatus;
import dev.mainstay.alerting.rules.template.Template;
import dev.mainstay.kernel.Durations;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.LabelMatch;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.PromqlException;
import dev.mainstay.telemetry.Matcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The rules of rule files, and their alerts. */
public final class RulePages {
  /** How a time is written that has not come yet. */
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private final Supplier<List<GroupStatus>> groups;
  private final Dialect dialect;

  public RulePages(Supplier<List<GroupStatus>> groups, Dialect dialect) {
    this.groups = groups;
    this.dialect = dialect;
  }

  /**
   * Which rules are asked for; an empty list asks for all.
   *
   * @param type {@code alert}, {@code record}, or null for both
   * @param selectors of labels, of which one must be satisfied
   */
  private record Wanted(
      @Nullable String type,
      List<String> names,
      List<String> groups,
      List<String> files,
      List<List<Matcher>> selectors) {
    boolean has(GroupStatus group) {
      return (groups.isEmpty() || groups.contains(group.group().name()))
          && (files.isEmpty() || files.contains(group.group().file()));
    }

    boolean has(RuleStatus rule) {
      boolean alert = rule.rule() instanceof AlertingRule;
      return (type == null || type.equals(alert ? "alert" : "record"))
          && (names.isEmpty() || names.contains(rule.rule().name()))
          && (selectors.isEmpty() || selectors.stream().anyMatch(each -> satisfies(rule, each)));
    }

    private static boolean satisfies(RuleStatus rule, List<Matcher> selector) {
      Map<String, String> labels = labels(rule);
      return selector.stream()
          .allMatch(matcher -> matcher.matches(labels.getOrDefault(matcher.name(), "")));
    }
  }

  byte[] rules(Parameters parameters) {
    Wanted wanted = wanted(parameters);
    boolean withAlerts = !isTrue(parameters, "exclude_alerts");
    List<GroupStatus> sorted = new ArrayList<>();
    groups.get().stream()
        .filter(wanted::has)
        .sorted(Comparator.comparing(each -> each.group().key()))
        .forEach(sorted::add);
    int limit = groupLimit(parameters);
    String token = parameters.text("group_next_token");
    if (token != null) {
      sorted.removeIf(each -> token(each).compareTo(token) <= 0);
    }
    String next = limit > 0 && sorted.size() > limit ? token(sorted.get(limit - 1)) : null;
    List<GroupStatus> page = next == null ? sorted : sorted.subList(0, limit);
    return Answers.success(
        json -> {
          json.writeStartObject();
          json.writeName("groups");
          json.writeStartArray();
          for (GroupStatus group : page) {
            List<RuleStatus> rules = group.rules().stream().filter(wanted::has).toList();
            if (!rules.isEmpty()) {
              group(json, group, rules, withAlerts);
            }
          }
          json.writeEndArray();
          if (next != null) {
            json.writeStringProperty("groupNextToken", next);
          }
          json.writeEndObject();
        },
        List.of(),
        List.of());
  }

  /** Where the next page begins: the last group of this one, in hexadecimal. */
  private static String token(GroupStatus group) {
    return java.util.HexFormat.of()
        .formatHex(group.group().key().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static int groupLimit(Parameters parameters) {
    String text = parameters.text("group_limit");
    try {
      int limit = text == null ? 0 : Integer.parseInt(text);
      if (limit >= 0) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw ApiError.parameter("group_limit", "group_limit needs to be a valid number");
  }

  byte[] alerts() {
    return Answers.success(
        json -> {
          json.writeStartObject();
          json.writeName("alerts");
          json.writeStartArray();
          for (GroupStatus group : groups.get()) {
            group.rules().forEach(rule -> rule.alerts().forEach(alert -> alert(json, alert)));
          }
          json.writeEndArray();
          json.writeEndObject();
        },
        List.of(),
        List.of());
  }

  private Wanted wanted(Parameters parameters) {
    String text = parameters.text("type");
    String type = text == null ? null : text.toLowerCase(Locale.ROOT);
    if (type != null && !type.equals("alert") && !type.equals("record")) {
      throw ApiError.parameter("type", "not supported value \"" + text + "\"");
    }
    return new Wanted(
        type,
        parameters.texts("rule_name[]"),
        parameters.texts("rule_group[]"),
        parameters.texts("file[]"),
        parameters.texts("match[]").stream().map(this::selector).toList());
  }

  private List<Matcher> selector(String text) {
    try {
      Expr.VectorSelector selector = Promql.parseSelector(text, dialect);
      return selector.conditions().stream().map(RulePages::matcher).toList();
    } catch (PromqlException | com.google.re2j.PatternSyntaxException e) {
      throw ApiError.parameter("match[]", String.valueOf(e.getMessage()));
    }
  }

  private static Matcher matcher(LabelMatch match) {
    return switch (match.kind()) {
      case EQUAL -> Matcher.equal(match.name(), match.value());
      case NOT_EQUAL -> Matcher.notEqual(match.name(), match.value());
      case REGEX -> Matcher.regex(match.name(), match.value());
      case NOT_REGEX -> Matcher.notRegex(match.name(), match.value());
    };
  }

  private static boolean isTrue(Parameters parameters, String name) {
    String text = parameters.text(name);
    return switch (text == null ? "false" : text.toLowerCase(Locale.ROOT)) {
      case "true", "t", "1" -> true;
      case "false", "f", "0" -> false;
      default -> throw ApiError.parameter(name, "converting " + name + ": invalid syntax");
    };
  }

  private static void group(
      JsonGenerator json, GroupStatus group, List<RuleStatus> rules, boolean withAlerts) {
    json.writeStartObject();
    json.writeStringProperty("name", group.group().name());
    json.writeStringProperty("file", group.group().file());
    json.writeName("rules");
    json.writeStartArray();
    rules.forEach(rule -> rule(json, rule, withAlerts));
    json.writeEndArray();
    json.writeNumberProperty("interval", Durations.seconds(group.interval()));
    json.writeNumberProperty("limit", group.group().limit());
    evaluation(json, group.took(), group.lastEvaluation());
    json.writeEndObject();
  }

  private static void rule(JsonGenerator json, RuleStatus status, boolean withAlerts) {
    json.writeStartObject();
    if (status.rule() instanceof AlertingRule alerting) {
      json.writeStringProperty("state", state(status));
      json.writeStringProperty("name", alerting.name());
      json.writeStringProperty("query", Promql.print(alerting.expr()));
      json.writeNumberProperty("duration", Durations.seconds(alerting.pendingFor()));
      json.writeNumberProperty("keepFiringFor", Durations.seconds(alerting.keepFiringFor()));
      texts(json, "labels", labels(status));
      texts(json, "annotations", written(alerting.annotations()));
      json.writeName("alerts");
      json.writeStartArray();
      if (withAlerts) {
        status.alerts().forEach(alert -> alert(json, alert));
      }
      json.writeEndArray();
    } else {
      json.writeStringProperty("name", status.rule().name());
      json.writeStringProperty("query", Promql.print(status.rule().expr()));
      if (!labels(status).isEmpty()) {
        texts(json, "labels", labels(status));
      }
    }
    String problem = status.problem();
    json.writeStringProperty(
        "health", status.lastEvaluation() == null ? "unknown" : problem == null ? "ok" : "err");
    if (problem != null) {
      json.writeStringProperty("lastError", problem);
    }
    evaluation(json, status.took(), status.lastEvaluation());
    json.writeStringProperty(
        "type", status.rule() instanceof AlertingRule ? "alerting" : "recording");
    json.writeEndObject();
  }

  private static String state(RuleStatus rule) {
    return rule.alerts().stream()
        .map(ActiveAlert::state)
        .max(Comparator.naturalOrder())
        .orElse(ActiveAlert.State.INACTIVE)
        .name()
        .toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> labels(RuleStatus rule) {
    return switch (rule.rule()) {
      case AlertingRule alerting -> written(alerting.labels());
      case RecordingRule recording -> recording.labels();
    };
  }

  private static Map<String, String> written(Map<String, Template> templates) {
    var texts = new TreeMap<String, String>();
    templates.forEach((name, template) -> texts.put(name, template.text()));
    return texts;
  }

  private static void evaluation(JsonGenerator json, Duration took, @Nullable Instant at) {
    json.writeNumberProperty("evaluationTime", Durations.seconds(took));
    json.writeStringProperty("lastEvaluation", at == null ? NEVER : at.toString());
  }

  private static void alert(JsonGenerator json, ActiveAlert alert) {
    json.writeStartObject();
    texts(json, "labels", alert.labels().values());
    texts(json, "annotations", alert.annotations());
    json.writeStringProperty("state", alert.state().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("activeAt", alert.activeAt().toString());
    Instant kept = alert.keepFiringSince();
    if (kept != null) {
      json.writeStringProperty("keepFiringSince", kept.toString());
    }
    json.writeStringProperty("value", Answers.exponential(alert.value()));
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, Map<String, String> texts) {
    json.writeName(name);
    json.writeStartObject();
    texts.forEach(json::writeStringProperty);
    json.writeEndObject();
  }
}
