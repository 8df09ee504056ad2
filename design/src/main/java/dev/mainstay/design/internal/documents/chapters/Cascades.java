package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Overload;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import dev.mainstay.design.internal.figures.Figures;
import dev.mainstay.kernel.Durations;
import java.util.ArrayList;
import java.util.List;

/** Deadlines, limits, bulkheads and shedding. */
public record Cascades(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.CASCADES;
  }

  @Override
  public void write(Page page) {
    Service service = subject.service();
    double deadline = Durations.seconds(service.http().deadline());
    page.paragraph(
        "Every request has an answer within "
            + subject.fact("interface/http/deadline", service.http().deadline())
            + ", if only an error. What is left of that travels with each call.");
    page.table(
        List.of(
            "Dependency",
            "Longest wait",
            "Left of the deadline",
            "Breaker",
            "Bulkhead per instance",
            "Pool per instance"),
        service.dependencies().stream().map(each -> row(page, each, deadline)).toList());
    limits(page, service);
    shedding(page, service);
    var threads = service.instances().each().threads();
    if (threads != null) {
      page.paragraph(
          "Threads of an instance: %s; requests that may wait for one: %s, for at most %s."
              .formatted(
                  subject.fact("instances/each/threads/size", threads.size()),
                  Subject.or(threads.queue()),
                  Subject.or(threads.maxWait())));
    }
  }

  private List<String> row(Page page, Dependency each, double deadline) {
    String at = "dependencies/" + each.name() + "/";
    double worst = Figures.worst(each).value();
    return List.of(
        page.see(Topic.FAILURES, "Dependency", each.name()),
        Md.text(Figures.worst(each).told()),
        "%s - %s = %s"
            .formatted(Numbers.time(deadline), Numbers.time(worst), left(deadline - worst)),
        each.breaker() == null
            ? "–"
            : subject.fact(at + "breaker/failures", each.breaker().failures()),
        each.bulkhead() == null ? "unbounded" : subject.fact(at + "bulkhead", each.bulkhead()),
        each.pool() == null ? "–" : subject.fact(at + "pool/size", each.pool().size()));
  }

  private static String left(double seconds) {
    return seconds <= 0 ? "nothing" : Numbers.time(seconds);
  }

  private void limits(Page page, Service service) {
    Overload.Limits limits = service.overload().limits();
    if (limits == null) {
      page.paragraph("Nothing limits the rate of requests.");
      return;
    }
    List<String> items = new ArrayList<>();
    if (limits.global() != null) {
      items.add(
          "Over all clients: " + subject.fact("overload/limits/global", limits.global()) + ".");
    }
    if (limits.perClient() != null) {
      items.add(
          "For one client: " + subject.fact("overload/limits/perClient", limits.perClient()) + ".");
    }
    if (limits.burst() != null) {
      items.add(
          "In a burst: "
              + Md.text(limits.burst().rate().toString())
              + " for "
              + Md.text(Durations.format(limits.burst().lasts()))
              + ".");
    }
    page.paragraph("Requests beyond these rates are refused:");
    page.list(items);
  }

  private static void shedding(Page page, Service service) {
    page.table(
        List.of(
            "In use",
            "People are told",
            "Requests are refused",
            "Not ready",
            "Taken again below",
            "Retry-After"),
        service.overload().resources().entrySet().stream()
            .map(entry ->
                List.of(
                    entry.getKey().key(),
                    Subject.or(entry.getValue().warn()),
                    Subject.or(entry.getValue().shed()),
                    Subject.or(entry.getValue().unready()),
                    Subject.or(entry.getValue().resume()),
                    Subject.or(entry.getValue().retryAfter())))
            .toList());
  }
}
