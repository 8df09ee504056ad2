package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Comparison;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import java.util.ArrayList;
import java.util.List;

/** Every alert: when it fires, who is hurt, what to do. */
public record Alerting(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.ALERTS;
  }

  @Override
  public void write(Page page) {
    Service service = subject.service();
    if (service.alerts().isEmpty()) {
      page.paragraph("There are none: nobody hears of a failure of this service.");
      return;
    }
    page.table(
        List.of("Alert", "Severity", "Fires when", "For", "Runbook"),
        service.alerts().stream()
            .map(each ->
                List.of(
                    page.see(Topic.ALERTS, "Alert", each.name()),
                    each.severity().name(),
                    Md.text(condition(each.when())),
                    subject.fact("alerts/" + each.name() + "/for", each.pending()),
                    page.runbook(each.runbook())))
            .toList());
    for (Alert alert : service.alerts()) {
      page.part("Alert", alert.name());
      List<String> items = new ArrayList<>();
      items.add("Impact: " + Md.text(alert.impact()) + ".");
      items.add("Wakes " + Md.text(service.owner()) + "; see " + page.see(Topic.ESCALATION) + ".");
      items.add("What to do: " + page.runbook(alert.runbook()) + ".");
      page.list(items);
      if (!alert.investigate().isEmpty()) {
        page.paragraph("Look at first:");
        page.steps(alert.investigate().stream().map(Md::text).toList());
      }
    }
  }

  /** In words, not escaped. */
  static String condition(Condition condition) {
    return switch (condition) {
      case Condition.BudgetBurns(var objectives, var rules) ->
          objectives.isEmpty()
              ? "the budget of any objective burns too fast"
              : "the budget of " + String.join(" or ", objectives) + " burns too fast";
      case Condition.DependencyFails(String dependency) -> "dependency " + dependency + " fails";
      case Condition.TooFewReady(int least) -> "fewer than " + least + " instances are ready";
      case Condition.Threshold(var selector, boolean rate, var comparison, double value) ->
          (rate ? "rate of " : "")
              + selector
              + " is "
              + (comparison == Comparison.ABOVE ? "above " : "below ")
              + Numbers.of(value)
              + (rate ? "/s" : "");
    };
  }
}
