package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.diagrams.Diagram;
import dev.mainstay.design.internal.diagrams.Diagram.Look;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import java.util.Comparator;
import java.util.List;

/** What is seen leads to what is to be done. */
public record Triage(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.TRIAGE;
  }

  @Override
  public void write(Page page) {
    Service service = subject.service();
    if (service.alerts().isEmpty()) {
      page.paragraph("There is no alert to start from.");
      return;
    }
    page.diagram(diagram(service));
    page.paragraph(
        "The gravest first. When none of them fits, start with what changed last: "
            + page.see(Topic.ROLLBACK)
            + ".");
  }

  private static Diagram diagram(Service service) {
    var diagram = new Diagram(Diagram.Kind.FLOW, "From symptom to runbook");
    diagram.node("start", "what is seen?", Look.PLAIN);
    List<Alert> gravest =
        service.alerts().stream().sorted(Comparator.comparing(Alert::severity)).toList();
    for (Alert alert : gravest) {
      String symptom = "impact/" + alert.impact();
      diagram.node(symptom, alert.impact(), Look.QUIET);
      if (diagram.edges().stream().noneMatch(edge -> edge.to().equals(symptom))) {
        diagram.edge("start", symptom, "", false);
      }
      String key = "alert/" + alert.name();
      diagram.node(key, alert.severity() + ": " + Alerting.condition(alert.when()), look(alert));
      diagram.edge(symptom, key, "", false);
      diagram.node("runbook/" + alert.runbook(), "runbook " + alert.runbook(), Look.GOOD);
      diagram.edge(key, "runbook/" + alert.runbook(), "", false);
    }
    return diagram;
  }

  private static Look look(Alert alert) {
    return switch (alert.severity()) {
      case P0 -> Look.BAD;
      case P1 -> Look.WARN;
      case P2, P3 -> Look.PLAIN;
    };
  }
}
