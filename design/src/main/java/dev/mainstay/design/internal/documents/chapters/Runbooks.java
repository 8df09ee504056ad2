package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import java.util.Comparator;
import java.util.List;

/** The catalogue: from an alert to its runbook. */
public record Runbooks(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.CATALOGUE;
  }

  @Override
  public void write(Page page) {
    Service service = subject.service();
    if (service.alerts().isEmpty()) {
      page.paragraph("No alert, so no runbook.");
      return;
    }
    page.table(
        List.of("Alert", "Runbook", "Severity", "Impact", "Owner"),
        service.alerts().stream()
            .sorted(Comparator.comparing(Alert::severity))
            .map(each ->
                List.of(
                    page.see(Topic.ALERTS, "Alert", each.name()),
                    page.runbook(each.runbook()),
                    each.severity().name(),
                    Md.text(each.impact()),
                    Md.text(service.owner())))
            .toList());
    var every = subject.designs().organisation().reviewEvery();
    if (every != null) {
      page.paragraph("A review of a runbook is good for " + Subject.or(every) + ".");
    }
    page.paragraph("Then: " + page.see(Topic.ESCALATION) + ", " + page.see(Topic.ROLLBACK) + ".");
  }
}
