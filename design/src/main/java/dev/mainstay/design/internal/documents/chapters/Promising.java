package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Promise;
import dev.mainstay.design.Promise.Good;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import dev.mainstay.design.internal.figures.Figures;
import dev.mainstay.kernel.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Objectives with what they allow to go wrong. */
public record Promising(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.PROMISES;
  }

  @Override
  public void write(Page page) {
    Service service = subject.service();
    if (service.promises().stated().isEmpty()) {
      page.paragraph("The design promises nothing.");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Objective objective : service.objectives()) {
      String path = "objectives/" + objective.name();
      rows.add(
          List.of(
              Md.code(objective.name()),
              good(objective.sli()),
              Md.text(objective.slo().toString()),
              Subject.or(objective.slaInWords()),
              window(objective.over(), path),
              Md.text(Figures.budget(objective).told()),
              Md.text(Figures.budgetInRequests(service, objective).told())));
    }
    page.table(
        List.of(
            "Objective",
            "Good is",
            "SLO",
            "SLA",
            "Over",
            "Budget as complete failure",
            "Budget at typical traffic"),
        rows);
    if (service.objectives().stream().anyMatch(each -> each.over().calendarMonth())) {
      page.paragraph("Of a calendar month the budget is counted over 30 days.");
    }
    page.list(
        service.promises().stated().stream().map(this::excluded).filter(Objects::nonNull).toList());
    List<String> declared =
        service.promises().stated().stream()
            .filter(this::isOnlyDeclared)
            .map(Promising::told)
            .toList();
    if (!declared.isEmpty()) {
      page.paragraph("Promised, but not measured by Mainstay:");
      page.list(declared);
    }
    page.paragraph(
        "What spends a budget: "
            + page.see(Topic.FAILURES)
            + ". Who hears of it: "
            + page.see(Topic.ALERTS)
            + ".");
  }

  private String window(Objective.Window window, String path) {
    return window.calendarMonth()
        ? "calendar month"
        : subject.fact(path + "/over", window.length());
  }

  private boolean isOnlyDeclared(Promise promise) {
    return subject.service().objectives().stream()
        .noneMatch(each -> each.name().equals(promise.name()));
  }

  private @org.jspecify.annotations.Nullable String excluded(Promise promise) {
    return promise.excludes().isEmpty()
        ? null
        : Md.code(promise.name())
            + " does not count failures of "
            + Subject.names(promise.excludes())
            + ".";
  }

  private static String told(Promise promise) {
    String what =
        switch (promise.good()) {
          case Good.Throughput(var least) -> "at least " + least + " are taken";
          case Good.Kept() -> "data that was written is still there";
          case Good.Delivered() -> "events reach their receivers";
          case Good.Status(int bad) -> "status below " + bad;
          case Good.Faster(var than) -> "answered within " + Durations.format(than);
          case Good.Counted(var good, var total) -> good + " of " + total;
        };
    return Md.code(promise.name())
        + ": "
        + Md.text(what)
        + (promise.slo() == null ? "" : ", " + Md.text(promise.slo().toString()));
  }

  static String good(Sli sli) {
    return switch (sli) {
      case Sli.Availability(int bad) -> "status below " + bad;
      case Sli.Latency(var threshold) -> "answered within " + Durations.format(threshold);
      case Sli.Ratio(var good, var total) ->
          Md.code(good.toString()) + " of " + Md.code(total.toString());
    };
  }
}
