package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Observability;
import dev.mainstay.design.Observability.Journey;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import dev.mainstay.kernel.Durations;
import java.util.List;

/** Dashboards and synthetic journeys. */
public record Views(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.VIEWS;
  }

  @Override
  public void write(Page page) {
    Observability observability = subject.service().observability();
    if (observability.dashboards().isEmpty() && observability.journeys().isEmpty()) {
      page.paragraph("The design names neither dashboards nor synthetic journeys.");
    }
    page.table(
        List.of("Dashboard", "Shows", "Drawn every", "Looks back"),
        observability.dashboards().stream()
            .map(each ->
                List.of(
                    Md.code(each.name()),
                    Subject.names(each.shows()),
                    Subject.or(each.refresh()),
                    Subject.or(each.over())))
            .toList());
    page.table(
        List.of(
            "Journey",
            "Steps",
            "Every",
            "Timeout",
            "From",
            "Severity",
            "Noticed at the latest after"),
        observability.journeys().stream()
            .map(each ->
                List.of(
                    Md.code(each.name()),
                    Subject.names(each.steps()),
                    Subject.or(each.every()),
                    Subject.or(each.timeout()),
                    each.from().isEmpty() ? "–" : Md.text(String.join(", ", each.from())),
                    each.severity() == null ? "recorded only" : each.severity().name(),
                    noticed(each)))
            .toList());
  }

  private static String noticed(Journey journey) {
    double latest =
        journey.failures() * Durations.seconds(journey.every())
            + Durations.seconds(journey.timeout());
    return "%d x %s + %s = %s"
        .formatted(
            journey.failures(),
            Durations.format(journey.every()),
            Durations.format(journey.timeout()),
            Numbers.time(latest));
  }
}
