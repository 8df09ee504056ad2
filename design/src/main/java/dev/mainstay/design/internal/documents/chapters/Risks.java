package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.checks.planning.Centre;
import dev.mainstay.design.internal.checks.planning.Spending;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Spend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What may go wrong, what it costs to run, what is done by hand, which flags there are. */
public record Risks(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.RISKS;
  }

  @Override
  public void write(Page page) {
    Planning planning = subject.service().planning();
    if (planning.equals(Planning.NONE)) {
      page.paragraph("The design keeps no register of risks, cost or toil.");
      return;
    }
    page.table(
        List.of("Risk", "Likelihood x impact", "Team says", "Mitigation", "Owner", "Seen by"),
        planning.risks().stream()
            .sorted(Comparator.comparing(Planning.Risk::score).reversed())
            .map(each -> row(page, each))
            .toList());
    if (planning.cost() != null) {
      page.list(cost(planning.cost()));
    }
    page.table(
        List.of("Toil", "Takes", "Every", "A week", "With automation"),
        planning.toil().stream()
            .map(each ->
                List.of(
                    Md.code(each.name()),
                    Subject.or(each.takes()),
                    Subject.or(each.every()),
                    Md.text(
                        "%s / %s x 7d = %s"
                            .formatted(
                                Durations.format(each.takes()),
                                Durations.format(each.every()),
                                Numbers.time(
                                    Durations.seconds(each.takes())
                                        / Durations.seconds(each.every())
                                        * 7
                                        * 86_400))),
                    Subject.or(each.automatedTo())))
            .toList());
    if (planning.toilLimit() != null) {
      page.paragraph(
          "At most "
              + Md.text(planning.toilLimit().toString())
              + " of the team's time goes to toil.");
    }
    page.table(
        List.of(
            "Flag",
            "When nobody decided",
            "Rollout",
            "When it cannot be asked",
            "Owner",
            "Gone by"),
        planning.flags().stream()
            .map(each ->
                List.of(
                    Md.code(each.name()),
                    each.on() ? "on" : "off",
                    each.rollout().isEmpty()
                        ? "–"
                        : Md.text(
                            String.join(
                                ", ", each.rollout().stream().map(Object::toString).toList())),
                    Subject.or(each.fallback()),
                    Subject.or(each.owner()),
                    Subject.or(each.expires())))
            .toList());
  }

  private List<String> row(Page page, Planning.Risk risk) {
    boolean known =
        subject.service().alerts().stream().anyMatch(each -> each.name().equals(risk.indicator()));
    String indicator = risk.indicator();
    return List.of(
        Md.code(risk.name()),
        "%s x %s = %d x %d = %d: %s"
            .formatted(
                Md.word(risk.likelihood()),
                Md.word(risk.impact()),
                risk.likelihood().ordinal() + 1,
                risk.impact().ordinal() + 1,
                risk.score(),
                Md.word(risk.implied())),
        Subject.or(risk.level()),
        Subject.or(risk.mitigation()),
        Subject.or(risk.owner()),
        indicator == null
            ? "–"
            : known ? page.see(Topic.ALERTS, "Alert", indicator) : Md.code(indicator));
  }

  private String centre(String name) {
    String paid =
        subject.designs().organisation().costCentre(name).stream()
            .flatMap(centre ->
                Centre.told(
                    centre,
                    subject.designs().services().stream()
                        .filter(service -> isPaidBy(service, name))
                        .sorted(Comparator.comparing(Service::name))
                        .toList())
                    .stream())
            .map(sum -> ", for all its services: " + Md.text(sum) + " *(declared prices)*")
            .findFirst()
            .orElse("");
    return "Paid by the cost centre " + Md.code(name) + paid + ".";
  }

  private static boolean isPaidBy(Service service, String centre) {
    Planning.Cost cost = service.planning().cost();
    return cost != null && centre.equals(cost.centre());
  }

  private List<String> cost(Planning.Cost cost) {
    List<String> items = new ArrayList<>();
    if (cost.centre() != null) {
      items.add(centre(cost.centre()));
    }
    Spend like = cost.budget() != null ? cost.budget() : cost.instance();
    if (cost.budget() != null) {
      items.add("Budget: " + Md.text(cost.budget().toString()) + ".");
    }
    if (like != null && cost.instance() != null && Spending.comparable(cost)) {
      items.add(
          "With the fewest instances: "
              + Md.text(Spending.sum(cost, subject.service().instances().min(), like))
              + " *(declared prices)*.");
      items.add(
          "With all instances: "
              + Md.text(Spending.sum(cost, subject.service().instances().max(), like))
              + " *(declared prices)*.");
    }
    if (cost.alertAt() != null) {
      items.add("Somebody is told at " + Md.text(cost.alertAt().toString()) + ".");
    }
    if (cost.killSwitch() != null) {
      items.add(
          "At "
              + Md.text(cost.killSwitch().at().toString())
              + " the flag "
              + Md.code(cost.killSwitch().flag())
              + " is turned off.");
    }
    return items;
  }
}
