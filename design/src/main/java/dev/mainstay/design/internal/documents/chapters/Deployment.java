package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.BudgetRule;
import dev.mainstay.design.Delivery;
import dev.mainstay.design.Delivery.Step;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.diagrams.Diagram;
import dev.mainstay.design.internal.diagrams.Diagram.Look;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How a version reaches its callers: what must be in order, the steps, the look afterwards. */
public record Deployment(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.DEPLOYMENT;
  }

  @Override
  public void write(Page page) {
    Service service = subject.service();
    Delivery delivery = service.delivery();
    if (delivery == null) {
      page.paragraph("The design says nothing about how versions are delivered.");
      return;
    }
    page.diagram(diagram(delivery));
    Delivery.Release release = delivery.release();
    page.paragraph("Before it starts:");
    page.list(before(page, release));
    page.paragraph("Steps:");
    page.steps(steps(page, service, delivery));
    page.paragraph(bakes(delivery));
    page.paragraph("Afterwards:");
    page.list(after(page, release));
    var risk = release.risk();
    if (risk != null) {
      page.paragraph(
          "Risk of a usual release: the team says "
              + Md.word(risk.level())
              + ", its factors come to "
              + Md.word(risk.implied())
              + ".");
    }
  }

  private List<String> before(Page page, Delivery.Release release) {
    List<String> items = new ArrayList<>();
    release.before().forEach(check -> items.add(Md.word(check) + " in order"));
    items.add(
        release.approval().isEmpty()
            ? "nobody has to agree"
            : "agreed to by " + Md.text(String.join(", ", release.approval())));
    items.add(
        release.windows() == null
            ? "at any time"
            : "within the window " + Md.code(release.windows()));
    if (release.migrations() != null) {
      var migrations = release.migrations();
      items.add(
          "migrations of the database: %s, the version before %s with the schema after%s"
              .formatted(
                  migrations.reversible() ? "each has a tested way back" : "there is no way back",
                  migrations.compatible() ? "works" : "does not work",
                  migrations.takes() == null
                      ? ""
                      : "; one takes "
                          + Md.text(Durations.format(migrations.takes()))
                          + " *(declared)*"));
    }
    items.add("what is left of the error budgets: " + page.see(Topic.PROMISES) + budget(release));
    return items;
  }

  private static String budget(Delivery.Release release) {
    BudgetRule rule = release.budget();
    if (rule == null) {
      return "";
    }
    return rule.whenUsedUp() == BudgetRule.WhenUsedUp.FREEZE
        ? "; once one is used up, only repairs and exceptions with %d %s go ahead"
            .formatted(rule.approvals(), rule.approvals() == 1 ? "approval" : "approvals")
        : "; below " + rule.warnBelow() + " of one it goes ahead with a warning";
  }

  private List<String> steps(Page page, Service service, Delivery delivery) {
    List<String> steps = new ArrayList<>();
    var strategy = delivery.strategy();
    steps.add(
        "New instances start; each is ready after "
            + subject.declared("instances/each/startup", service.instances().startup())
            + ".");
    if (strategy.rolling() != null) {
      int all = service.instances().min();
      steps.add(
          "Of %d instances, at most %s are missing and %s are there beyond them; %d waves replace all."
              .formatted(
                  all,
                  Md.text(strategy.rolling().unavailable().toString()),
                  Md.text(strategy.rolling().surge().toString()),
                  strategy.waves(all)));
    }
    if (strategy.blueGreen() != null) {
      steps.add(
          "The second set is warmed for "
              + Subject.or(strategy.blueGreen().warm())
              + ", gets all traffic, and the first set is kept for "
              + Subject.or(strategy.blueGreen().keep())
              + ".");
    }
    for (int i = 0; i < strategy.canary().size(); i++) {
      Step step = strategy.canary().get(i);
      String at = "delivery/strategy/canary/" + i + "/";
      steps.add(
          "%s of the traffic for %s, judged against %s."
              .formatted(
                  subject.fact(at + "weight", step.weight()),
                  subject.fact(at + "bake", step.bake()),
                  page.see(Topic.ROLLBACK)));
    }
    steps.add("All traffic.");
    if (!strategy.flags().isEmpty()) {
      steps.add("New behaviour is turned on by its flag: " + Subject.names(strategy.flags()) + ".");
    }
    return steps;
  }

  private static String bakes(Delivery delivery) {
    List<Step> canary = delivery.strategy().canary();
    Duration sum = canary.stream().map(Step::bake).reduce(Duration.ZERO, Duration::plus);
    String told =
        canary.isEmpty()
            ? "No part of the traffic goes first."
            : String.join(
                    " + ", canary.stream().map(step -> Durations.format(step.bake())).toList())
                + " = "
                + Durations.format(sum)
                + " until all traffic is on the new version.";
    Duration takes = delivery.release().takes();
    return takes == null
        ? told
        : told + " The whole rollout takes " + Md.text(Durations.format(takes)) + " *(declared)*.";
  }

  private static List<String> after(Page page, Delivery.Release release) {
    List<String> items = new ArrayList<>();
    items.add(
        release.validate().smoke() == null
            ? "nothing is tried on purpose"
            : "tried: " + Md.text(release.validate().smoke()));
    items.add(
        release.validate().watch() == null
            ? "the alerts look on: " + page.see(Topic.ALERTS)
            : "somebody looks on for " + Md.text(Durations.format(release.validate().watch())));
    return items;
  }

  private Diagram diagram(Delivery delivery) {
    var diagram = new Diagram(Diagram.Kind.FLOW, "A rollout");
    diagram.node("start", "in order and agreed to", Look.PLAIN);
    String from = "start";
    String back = "rolled back within " + Durations.format(delivery.rollback().within());
    List<String> judged = new ArrayList<>();
    for (Step step : delivery.strategy().canary()) {
      String key = "step/" + step.weight();
      diagram.node(key, step.weight() + " for " + Durations.format(step.bake()), Look.WARN);
      diagram.edge(from, key, "", false);
      judged.add(key);
      from = key;
    }
    diagram.node("all", "all traffic", Look.GOOD);
    diagram.edge(from, "all", judged.isEmpty() ? "" : "good", false);
    diagram.node("back", back, Look.BAD);
    judged.forEach(key -> diagram.edge(key, "back", "worse", true));
    if (judged.isEmpty()) {
      diagram.edge("all", "back", "worse", true);
    }
    return diagram;
  }
}
