package dev.mainstay.design.internal.imports;

import dev.mainstay.design.Selector;
import dev.mainstay.design.internal.exports.Yml;
import dev.mainstay.kernel.Durations;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Alerts from Prometheus rule files, those whose condition a design can say. */
public final class RuleImport {
  private static final Pattern COMPARISON =
      Pattern.compile("(.+?) *(>|<) *([0-9]{1,15}(?:\\.[0-9]{1,9})?)", Pattern.DOTALL);
  private static final Pattern TOO_FEW =
      Pattern.compile(
          "\\(?count\\(up\\{job=\"([^\"]+)\"\\} == 1.*\\) < ([0-9]{1,6})", Pattern.DOTALL);
  private static final int MAX_EXPRESSION = 8_000;

  private RuleImport() {}

  public static void read(Foreign document, Drafts drafts) {
    List<Foreign> groups = document.list("groups");
    if (groups.isEmpty()) {
      document.ignore();
    }
    for (Foreign group : groups) {
      String name = group.text("name");
      group.text("interval");
      for (Foreign rule : group.list("rules")) {
        if (rule.has("record")) {
          rule.leave("not carried over: a recording rule; a design's objectives derive their own");
        } else {
          alert(rule, name, drafts);
        }
      }
    }
    document.rest();
  }

  private record Condition(String when, String service) {}

  private static void alert(Foreign rule, String group, Drafts drafts) {
    String name = rule.text("alert");
    String expression = rule.text("expr").strip();
    Optional<Condition> condition =
        expression.length() > MAX_EXPRESSION ? Optional.empty() : condition(expression);
    if (name.isEmpty() || condition.isEmpty()) {
      rule.leave(
          "alert %s: not carried over: a design compares one metric's sum or rate with a number"
              .formatted(name));
      return;
    }
    String labelled = rule.text("labels", "service");
    String service =
        !labelled.isEmpty()
            ? labelled
            : condition.get().service().isEmpty() ? group : condition.get().service();
    if (!expression.matches("(?s)\\(?(sum|count) ?\\(.*")) {
      rule.remark(
          "alert %s: judged each series by itself; a design compares their sum".formatted(name));
    }
    Draft draft = drafts.of(service);
    draft.from(rule);
    String written = rule.text("labels", "severity");
    String severity = Severities.of(written);
    if (!written.equals(severity)) {
      rule.remark(
          "alert %s: severity %s became %s"
              .formatted(name, written.isEmpty() ? "(none)" : "'" + written + "'", severity));
    }
    String free = draft.free("alerts", name);
    Yml alert = draft.section("alerts", free).with("when", condition.get().when());
    String path = "alerts/" + free;
    draft.written(path, rule);
    rule.get("expr").ifPresent(each -> draft.written(path + "/when", each));
    rule.get("for").ifPresent(each -> draft.written(path + "/for", each));
    rule.at("labels", "severity").ifPresent(each -> draft.written(path + "/severity", each));
    rule.get("annotations").ifPresent(each -> draft.written(path + "/runbook", each));
    rule.get("annotations").ifPresent(each -> draft.written(path + "/impact", each));
    pending(rule, name).ifPresent(pending -> alert.with("for", pending));
    String runbook = runbook(rule, free);
    alert.with("severity", severity).with("runbook", runbook).with("impact", impact(rule, name));
    draft.runbook(runbook, Severities.stub(runbook, rule.place()));
  }

  private static Optional<String> pending(Foreign rule, String name) {
    String text = rule.text("for");
    if (text.isEmpty()) {
      return Optional.of("0s");
    }
    Optional<String> pending = Quantities.duration(text).map(Durations::written);
    if (pending.isEmpty()) {
      rule.remark("alert %s: for '%s' is no duration".formatted(name, text));
    }
    return pending;
  }

  private static String runbook(Foreign rule, String alert) {
    for (String key : new String[] {"runbook", "runbook_url"}) {
      String text = rule.text("annotations", key);
      if (!text.isBlank()) {
        String last =
            text.strip().replaceAll("[#?].*$", "").replaceAll("/+$", "").replaceAll("^.*/", "");
        return Drafts.named(last.replaceAll("\\.(md|html)$", ""));
      }
    }
    rule.remark("alert %s: names no runbook; %s is one to be written".formatted(alert, alert));
    return alert;
  }

  private static String impact(Foreign rule, String name) {
    String found = "";
    for (String key : new String[] {"impact", "description", "message", "summary"}) {
      String text = rule.text("annotations", key);
      if (found.isEmpty() && !text.isBlank()) {
        found = text.replaceAll("\\s+", " ").strip();
      }
    }
    if (found.isEmpty()) {
      rule.remark("alert %s: does not say who is hurt".formatted(name));
      return "unknown; say who is hurt and how";
    }
    return found;
  }

  private static Optional<Condition> condition(String expression) {
    Matcher few = TOO_FEW.matcher(expression);
    if (few.matches() && !few.group(2).matches("0+")) {
      return Optional.of(
          new Condition(
              "fewer than %d ready".formatted(Integer.parseInt(few.group(2))), few.group(1)));
    }
    Matcher comparison = COMPARISON.matcher(expression);
    if (!comparison.matches()) {
      return Optional.empty();
    }
    Optional<Query> query = Query.of(comparison.group(1));
    Optional<Selector> selector = query.flatMap(Query::equal);
    if (selector.isEmpty()) {
      return Optional.empty();
    }
    boolean rate = query.get().rate();
    String when =
        rate
            ? "rate(%s) %s %s/s".formatted(selector.get(), comparison.group(2), comparison.group(3))
            : "%s %s %s".formatted(selector.get(), comparison.group(2), comparison.group(3));
    return Optional.of(new Condition(when, query.get().job().orElse("")));
  }
}
