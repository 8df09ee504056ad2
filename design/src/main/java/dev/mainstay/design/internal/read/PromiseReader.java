package dev.mainstay.design.internal.read;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Defaults;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Objective.Window;
import dev.mainstay.design.Promise;
import dev.mainstay.design.Promise.Good;
import dev.mainstay.design.Promise.Measured;
import dev.mainstay.design.Promises;
import dev.mainstay.design.Selector;
import dev.mainstay.design.internal.read.Statements.Statement;
import dev.mainstay.kernel.Nearest;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The sections {@code objectives} and {@code alerts}. */
final class PromiseReader {
  private static final Selector NOTHING = new Selector("nothing", Map.of());
  private static final Form<Subject> SUBJECT = Forms.word(Subject.class);
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
              Forms.DURATION_ABOVE_ZERO::suggestion)
          .spelt(Forms.DURATION_ABOVE_ZERO.spelling().orWords("month"))
          .remembering();
  private static final Form<List<String>> ALL_OBJECTIVES =
      Forms.of(
              "objectives, or a list of their names",
              text -> text.equals("objectives") ? Optional.of(List.<String>of()) : Optional.empty(),
              text -> Nearest.of(text, List.of("objectives")))
          .spelt(Spelling.words(List.of("objectives")));

  private PromiseReader() {}

  /** What an objective is of. */
  private enum Subject {
    HTTP,
    DATA,
    EVENTS
  }

  static Promises promises(Section service) {
    String tier = service.value("tier", RecoveryForms.TIER).orElse(null);
    List<Promise> stated = new ArrayList<>();
    for (Section.Member member : service.members("objectives")) {
      Section section = member.section();
      Statement statement = statement(section);
      Percentage implied = statement.implied();
      boolean share = implied == null && !(statement.good() instanceof Good.Throughput);
      if (share && !section.has("slo")) {
        section.missing("slo", Forms.PERCENT.expected());
      }
      Percentage slo =
          section.value("slo", Forms.PERCENT).orElse(share ? Percentage.of("99") : implied);
      stated.add(
          new Promise(
              member.name(),
              statement.good(),
              implied,
              slo,
              section.value("sla", Statements.CONTRACT).orElse(null),
              section.or("over", WINDOW, new Window(Defaults.OBJECTIVE_WINDOW, false)),
              section.values("excludes", Forms.IDENTIFIER).orElse(List.of()),
              report(section, statement)));
      section.end();
    }
    return new Promises(tier, stated);
  }

  /** Those that are measured. */
  static List<Objective> objectives(Section service, Promises promises) {
    List<Objective> objectives = new ArrayList<>();
    for (Promise promise : promises.stated()) {
      Percentage slo = promise.slo();
      Optional<Sli> sli = Statements.measured(promise.good());
      if (slo != null && sli.isPresent() && service.isRun("objectives/" + promise.name())) {
        objectives.add(objective(promise, sli.get(), slo));
      }
    }
    return objectives;
  }

  private static Objective objective(Promise promise, Sli sli, Percentage slo) {
    Promise.Contract contract = promise.contract();
    if (contract == null) {
      return new Objective(promise.name(), sli, slo, null, promise.over());
    }
    Duration within = contract.threshold();
    if (within == null || sli.equals(new Sli.Latency(within))) {
      return new Objective(promise.name(), sli, slo, contract.share(), promise.over());
    }
    // How fast requests are says nothing about those that fail, or about other events.
    return sli instanceof Sli.Latency
        ? new Objective(promise.name(), sli, slo, contract.share(), promise.over(), within)
        : new Objective(promise.name(), sli, slo, null, promise.over());
  }

  private static Promise.Report report(Section section, Statement statement) {
    boolean errors = statement.good() instanceof Good.Status && statement.implied() != null;
    return new Promise.Report(
        section.value("budget", Forms.DURATION_ABOVE_ZERO).orElse(null),
        section
            .value("measured", Statements.MEASURED)
            .map(measured ->
                errors && measured instanceof Measured.Share(Percentage bad)
                    ? new Measured.Share(bad.complement())
                    : measured)
            .orElse(null),
        section.value("status", Forms.word(Promise.Status.class)).orElse(null),
        section.value("used", Forms.DURATION_FROM_ZERO).orElse(null),
        section.value("left", Forms.PERCENT).orElse(null));
  }

  private static Statement statement(Section section) {
    return section.either("of", PromiseReader::ofSubject, PromiseReader::counted);
  }

  private static Statement ofSubject(Section section) {
    Optional<Subject> of = section.value("of", SUBJECT);
    if (of.isEmpty()) {
      section.node("good");
      section.node("total");
      return Statement.UNKNOWN;
    }
    Subject subject = of.get();
    return section.either(
        "total",
        counted -> {
          if (subject == Subject.HTTP
              && counted.excluded(
                  "total",
                  "objective with both of and total (expected: one of them)",
                  "remove `total`: the requests of http are the total")) {
            return counted.required("good", Statements.HTTP, Statement.UNKNOWN);
          }
          return counted(counted);
        },
        alone -> alone(alone, subject));
  }

  private static Statement alone(Section section, Subject subject) {
    if (subject != Subject.HTTP && section.has("good")) {
      return counted(section);
    }
    if (subject == Subject.HTTP && !section.has("good")) {
      section.missing("good", Statements.HTTP.expected());
    }
    Optional<Statement> good = section.value("good", Statements.HTTP);
    return switch (subject) {
      case HTTP -> good.orElse(Statement.UNKNOWN);
      case DATA -> new Statement(new Good.Kept(), null);
      case EVENTS -> new Statement(new Good.Delivered(), null);
    };
  }

  private static Statement counted(Section section) {
    if (!section.has("good") && !section.has("total")) {
      section.missing("of", "write `of: http` with `good: status < 500`, or `good` and `total`");
    }
    return new Statement(
        new Good.Counted(
            section.required("good", Forms.SELECTOR, NOTHING),
            section.required("total", Forms.SELECTOR, NOTHING)),
        null);
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
              section.required("runbook", Forms.RUNBOOK, "unknown"),
              section.required("impact", Forms.TEXT, "unknown"),
              section.values("investigate", Forms.TEXT).orElse(List.of())));
      section.end();
    }
    return alerts;
  }

  private static Condition condition(Section section) {
    return section.either("on", PromiseReader::budgets, PromiseReader::sentence);
  }

  private static Condition budgets(Section section) {
    section.excluded(
        "when", "alert with both on and when (expected: one of them)", "make it two alerts");
    return new Condition.BudgetBurns(
        section
            .choice("on", Choice.of(ALL_OBJECTIVES).orList(Forms.OBJECTIVE, Function.identity()))
            .orElse(List.of()));
  }

  private static Condition sentence(Section section) {
    var none = new Condition.BudgetBurns(List.of());
    if (!section.has("when")) {
      section.missing("when", "or `on: objectives`");
      return none;
    }
    return section.required("when", Expressions.CONDITION, none);
  }
}
