package dev.mainstay.design.internal.documents;

import dev.mainstay.design.Designs;
import dev.mainstay.design.Service;
import dev.mainstay.design.Shelf;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.documents.chapters.Alerting;
import dev.mainstay.design.internal.documents.chapters.CallsInFlight;
import dev.mainstay.design.internal.documents.chapters.Cascades;
import dev.mainstay.design.internal.documents.chapters.Degradation;
import dev.mainstay.design.internal.documents.chapters.Deployment;
import dev.mainstay.design.internal.documents.chapters.Escalation;
import dev.mainstay.design.internal.documents.chapters.FailureModes;
import dev.mainstay.design.internal.documents.chapters.GrowthPlan;
import dev.mainstay.design.internal.documents.chapters.HealthStrategy;
import dev.mainstay.design.internal.documents.chapters.LoadPlan;
import dev.mainstay.design.internal.documents.chapters.LogsAndTraces;
import dev.mainstay.design.internal.documents.chapters.Metrics;
import dev.mainstay.design.internal.documents.chapters.Overview;
import dev.mainstay.design.internal.documents.chapters.Promising;
import dev.mainstay.design.internal.documents.chapters.Protection;
import dev.mainstay.design.internal.documents.chapters.Recovering;
import dev.mainstay.design.internal.documents.chapters.Risks;
import dev.mainstay.design.internal.documents.chapters.Runbooks;
import dev.mainstay.design.internal.documents.chapters.StoragePlan;
import dev.mainstay.design.internal.documents.chapters.Triage;
import dev.mainstay.design.internal.documents.chapters.Views;
import dev.mainstay.design.internal.documents.chapters.WayBack;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The documents of one service and which chapters each of them holds. */
public final class Library {
  private static final String LEGEND =
      "Values stand as the design has them; *(default)* marks what it leaves to its criticality, *(declared)* what was"
          + " measured or told elsewhere and waits for evidence. What is derived shows its arithmetic.";

  private record Title(String file, String title, List<Topic> topics) {}

  private static final List<Title> TITLES =
      List.of(
          home("systemPatterns.md", "System patterns"),
          home("techContext.md", "Technical context"),
          home("operations/runbooks/README.md", "Runbooks and triage"),
          home("operations/deployment.md", "Deployment"),
          home("operations/performance/capacity-planning.md", "Capacity plan"),
          new Title(
              "1c-operations.md",
              "Operations",
              List.of(
                  Topic.SECURITY,
                  Topic.LOAD,
                  Topic.GROWTH,
                  Topic.STORAGE,
                  Topic.DEPLOYMENT,
                  Topic.ROLLBACK,
                  Topic.METRICS,
                  Topic.LOGS,
                  Topic.VIEWS,
                  Topic.ALERTS,
                  Topic.RISKS)),
          new Title("COMPLETE-design.md", "Complete design", List.of(Topic.values())));

  private final Subject subject;
  private final Map<Topic, Chapter> chapters = new EnumMap<>(Topic.class);

  public Library(Designs designs, Service service, Sources places, Shelf shelf) {
    subject = new Subject(designs, service, places, shelf);
    Stream.of(
            new Overview(subject),
            new Promising(subject),
            new Recovering(subject),
            new HealthStrategy(subject),
            new FailureModes(subject),
            new Degradation(subject),
            new Cascades(subject),
            new Metrics(subject),
            new LogsAndTraces(subject),
            new Views(subject),
            new Alerting(subject),
            new Runbooks(subject),
            new Escalation(subject),
            new Triage(subject),
            new Deployment(subject),
            new WayBack(subject),
            new LoadPlan(subject),
            new CallsInFlight(subject),
            new GrowthPlan(subject),
            new StoragePlan(subject),
            new Protection(subject),
            new Risks(subject))
        .forEach(chapter -> chapters.put(chapter.topic(), chapter));
  }

  public List<Page> pages() {
    return TITLES.stream().map(this::page).toList();
  }

  private Page page(Title title) {
    var page =
        new Page(
            subject,
            title.file(),
            subject.service().name() + ": " + title.title(),
            EnumSet.copyOf(title.topics()));
    page.paragraph(LEGEND);
    page.paragraph(
        "Other documents: "
            + String.join(
                ", ",
                TITLES.stream()
                    .filter(other -> !other.equals(title))
                    .map(other -> page.document(other.file(), other.title()))
                    .toList())
            + ".");
    page.list(title.topics().stream().map(page::see).toList());
    title.topics().stream()
        .map(chapters::get)
        .forEach(chapter -> {
          if (chapter != null) {
            chapter.write(page.chapter(chapter.topic()));
          }
        });
    return page;
  }

  private static Title home(String file, String title) {
    return new Title(
        file, title, Stream.of(Topic.values()).filter(topic -> topic.home().equals(file)).toList());
  }
}
