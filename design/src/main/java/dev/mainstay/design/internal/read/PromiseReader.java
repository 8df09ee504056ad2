package dev.mainstay.design.internal.read;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Defaults;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Objective.Window;
import dev.mainstay.design.Selector;
import dev.mainstay.design.internal.yaml.Node;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sections {@code objectives} and {@code alerts}. */
final class PromiseReader {
  private static final Selector NOTHING = new Selector("nothing", Map.of());
  private static final Form<Boolean> HTTP =
      Forms.of("http", text -> text.equals("http") ? Optional.of(true) : Optional.empty());
  private static final Form<Window> WINDOW =
      Forms.of(
          "a duration of 1h or more, such as 30d, or month",
          text ->
              text.equals("month")
                  ? Optional.of(new Window(Defaults.OBJECTIVE_WINDOW, true))
                  : Forms.DURATION_ABOVE_ZERO
                      .parse(text)
                      .filter(length -> length.compareTo(Duration.ofHours(1)) >= 0)
                      .map(length -> new Window(length, false)),
          Forms.DURATION_ABOVE_ZERO::suggestion);
  private static final Form<List<String>> ALL_OBJECTIVES =
      Forms.of(
          "objectives, or a list of their names",
          text -> text.equals("objectives") ? Optional.of(List.of()) : Optional.empty(),
          text -> Nearest.of(text, List.of("objectives")));

  private PromiseReader() {}

  static List<Objective> objectives(Section service) {
    List<Objective> objectives = new ArrayList<>();
    for (Section.Member member : service.members("objectives")) {
      Section section = member.section();
      Sli sli = sli(section);
      objectives.add(
          new Objective(
              member.name(),
              sli,
              section.required("slo", Forms.PERCENT, Percentage.of("99")),
              section.value("sla", Forms.PERCENT).orElse(null),
              section.or("over", WINDOW, new Window(Defaults.OBJECTIVE_WINDOW, false))));
      section.end();
    }
    return objectives;
  }

  private static Sli sli(Section section) {
    if (section.has("of")) {
      section.value("of", HTTP);
      if (section.has("total")) {
        section
            .reading()
            .error(
                "MS-F008",
                "objective with both of and total (expected: one of them)",
                section.placeOf("total"),
                "remove `total`: the requests of http are the total");
        section.value("total", Forms.SELECTOR);
      }
      return section.required("good", Expressions.GOOD_HTTP, new Sli.Availability(500));
    }
    if (!section.has("good") && !section.has("total")) {
      section.missing("of", "write `of: http` with `good: status < 500`, or `good` and `total`");
    }
    return new Sli.Ratio(
        section.required("good", Forms.SELECTOR, NOTHING),
        section.required("total", Forms.SELECTOR, NOTHING));
  }

  static List<Alert> alerts(Section service) {
    List<Alert> alerts = new ArrayList<>();
    for (Section.Member member : service.members("alerts")) {
      Section section = member.section();
      Condition condition = condition(section);
      Severity severity = section.required("severity", Forms.word(Severity.class), Severity.P3);
      boolean burns = condition instanceof Condition.BudgetBurns;
      alerts.add(
          new Alert(
              member.name(),
              condition,
              section.or("for", Forms.DURATION_FROM_ZERO, Defaults.pending(severity, burns)),
              severity,
              section.required("runbook", Forms.IDENTIFIER, "unknown"),
              section.required("impact", Forms.TEXT, "unknown"),
              section.values("investigate", Forms.TEXT).orElse(List.of())));
      section.end();
    }
    return alerts;
  }

  private static Condition condition(Section section) {
    boolean on = section.has("on");
    boolean when = section.has("when");
    var none = new Condition.BudgetBurns(List.of());
    if (on && when) {
      section
          .reading()
          .error(
              "MS-F008",
              "alert with both on and when (expected: one of them)",
              section.placeOf("when"),
              "make it two alerts");
      section.value("when", Expressions.CONDITION);
    }
    if (on) {
      Optional<Node> node = section.node("on");
      return node.isPresent() && node.get() instanceof Node.Sequence
          ? section
              .values("on", Forms.IDENTIFIER)
              .map(names -> (Condition) new Condition.BudgetBurns(names))
              .orElse(none)
          : new Condition.BudgetBurns(section.or("on", ALL_OBJECTIVES, List.of()));
    }
    if (!when) {
      section.missing("when", "or `on: objectives`");
      return none;
    }
    return section.or("when", Expressions.CONDITION, none);
  }
}
