package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.diagrams.Diagram;
import dev.mainstay.design.internal.diagrams.Diagram.Look;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import java.util.ArrayList;
import java.util.List;

/** The ways of running with something missing, and how they are told. */
public record Degradation(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.MODES;
  }

  @Override
  public void write(Page page) {
    Service service = subject.service();
    if (service.degradation().isEmpty()) {
      page.paragraph(
          "There are none: it runs in full, or the requests that need what is missing fail.");
      return;
    }
    page.diagram(diagram(service));
    page.paragraph(
        "A mode is entered when its dependency fails and left when that works again; several may be active together.");
    for (DegradationMode mode : service.degradation()) {
      page.part("Mode", mode.name());
      page.list(items(page, mode));
    }
  }

  private List<String> items(Page page, DegradationMode mode) {
    List<String> items = new ArrayList<>();
    items.add(
        "Entered when "
            + page.see(Topic.FAILURES, "Dependency", mode.dependency())
            + " fails; left when it works again.");
    items.add("Keeps: " + Md.text(mode.keeps()) + ".");
    List<String> costs = new ArrayList<>();
    if (mode.costs().latency() != 1) {
      costs.add("latency x" + Numbers.of(mode.costs().latency()));
    }
    mode.costs()
        .calls()
        .forEach((name, factor) ->
            costs.add(
                "calls to "
                    + page.see(Topic.FAILURES, "Dependency", name)
                    + " x"
                    + Numbers.of(factor)));
    items.add(
        costs.isEmpty()
            ? "Costs nothing that the design tells of."
            : "Costs *(declared)*: "
                + String.join(", ", costs)
                + "; see "
                + page.see(Topic.IN_FLIGHT)
                + ".");
    items.add(
        mode.header()
            ? "Callers are told by the header `Mainstay-Mode: " + mode.name() + "`."
            : "Callers are not told.");
    items.add(
        mode.metric()
            ? "Operators see the metric `degradation_mode_active`, and a line in the log when it changes."
            : "Operators see a line in the log when it changes, and no metric.");
    return items;
  }

  private static Diagram diagram(Service service) {
    var diagram = new Diagram(Diagram.Kind.STATES, "Degradation modes of " + service.name());
    diagram.node("", "full service", Look.GOOD);
    for (DegradationMode mode : service.degradation()) {
      diagram.node("mode/" + mode.name(), mode.name(), Look.WARN);
      diagram.edge("", "mode/" + mode.name(), mode.dependency() + " fails", false);
      diagram.edge("mode/" + mode.name(), "", mode.dependency() + " works", false);
    }
    return diagram;
  }
}
