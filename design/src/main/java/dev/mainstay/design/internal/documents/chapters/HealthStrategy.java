package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Health.Probe;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import dev.mainstay.design.internal.figures.Figures;
import java.util.ArrayList;
import java.util.List;

/** What says that an instance lives and that it can take traffic, and why it asks what it asks. */
public record HealthStrategy(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.HEALTH;
  }

  @Override
  public void write(Page page) {
    Service service = subject.service();
    page.table(
        List.of(
            "Probe",
            "Path",
            "Every",
            "Timeout",
            "Failures in a row",
            "Asks",
            "Noticed at the latest after"),
        List.of(
            probe("liveness", service.health().liveness()),
            probe("readiness", service.health().readiness())));
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "Startup: an instance is ready "
            + subject.declared("instances/each/startup", service.instances().startup())
            + " after its start; it gets no request before its readiness probe passes.");
    reasons.add(
        "Liveness says only that the process lives. It asks no dependency, because a restart mends none.");
    for (Dependency dependency : service.dependencies()) {
      reasons.add(
          reason(
              page, dependency, service.health().readiness().checks().contains(dependency.name())));
    }
    page.list(reasons);
  }

  private static String reason(Page page, Dependency dependency, boolean asked) {
    String name = page.see(Topic.FAILURES, "Dependency", dependency.name());
    double share = dependency.required().asFraction();
    String need =
        share == 1
            ? "every request needs it"
            : share == 0
                ? "no request needs it"
                : Md.text(dependency.required().toString()) + " of the requests need it";
    return asked
        ? "Readiness asks " + name + ": " + need + "."
        : "Readiness does not ask "
            + name
            + ": "
            + need
            + (share == 0
                ? ", and an instance without it still serves."
                : ", and what does without it is still served.");
  }

  private List<String> probe(String name, Probe probe) {
    String path = "health/" + name + "/";
    return List.of(
        name,
        subject.fact(path + "path", probe.path()),
        subject.fact(path + "every", probe.every()),
        subject.fact(path + "timeout", probe.timeout()),
        subject.fact(path + "failures", probe.failures()),
        Subject.names(probe.checks()),
        Md.text(Figures.noticed(probe).told()));
  }
}
