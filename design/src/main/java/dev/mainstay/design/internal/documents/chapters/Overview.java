package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Service;
import dev.mainstay.design.Traffic;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import java.util.ArrayList;
import java.util.List;

/** What the service is, in a table. */
public record Overview(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.OVERVIEW;
  }

  @Override
  public void write(Page page) {
    Service service = subject.service();
    page.paragraph(Md.text(service.summary()));
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Owner", subject.fact("owner", service.owner())));
    rows.add(List.of("Criticality", subject.fact("criticality", service.criticality())));
    if (service.platform() != null) {
      rows.add(List.of("Platform", subject.fact("platform", service.platform())));
    }
    if (service.promises().tier() != null) {
      rows.add(List.of("Tier", subject.fact("tier", service.promises().tier())));
    }
    rows.add(
        List.of(
            "Answers within", subject.fact("interface/http/deadline", service.http().deadline())));
    rows.add(
        List.of(
            "Repeatable methods",
            subject.fact(
                "interface/http/idempotent",
                String.join(", ", service.http().idempotentMethods()))));
    rows.add(
        List.of(
            "Typical traffic", subject.declared("traffic/typical", service.traffic().typical())));
    rows.add(List.of("Peak traffic", subject.declared("traffic/peak", service.traffic().peak())));
    Traffic.Burst burst = service.traffic().burst();
    if (burst != null) {
      rows.add(
          List.of(
              "Burst",
              subject.declared("traffic/burst/rate", burst.rate())
                  + " for "
                  + Subject.or(burst.lasts())));
    }
    rows.add(
        List.of(
            "Instances",
            subject.fact("instances/min", service.instances().min())
                + " to "
                + subject.fact("instances/max", service.instances().max())));
    page.table(List.of("What", "Value"), rows);
  }
}
