package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Delivery.Trigger;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import dev.mainstay.kernel.Durations;
import java.util.ArrayList;
import java.util.List;

/** What takes a rollout back, how, and how fast. */
public record WayBack(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.ROLLBACK;
  }

  @Override
  public void write(Page page) {
    Service service = subject.service();
    Delivery delivery = service.delivery();
    if (delivery == null) {
      page.paragraph("The design names no way back.");
      return;
    }
    String mark = subject.isWritten("delivery/rollback/when") ? "" : " *(default)*";
    page.paragraph("Any of these takes a rollout back" + mark + ":");
    page.list(delivery.rollback().triggers().stream().map(WayBack::told).toList());
    page.paragraph(
        "The way back takes at most "
            + subject.fact("delivery/rollback/within", delivery.rollback().within())
            + ".");
    List<String> items = new ArrayList<>();
    items.add("`mainstay rollback " + service.name() + "` does it by hand.");
    items.add(
        delivery.rollback().migrations() == Delivery.MigrationsBack.KEEP
            ? "Migrations of the database stay: the old version meets the new schema."
            : "Migrations of the database are undone.");
    if (delivery.release().keepVersions() != null) {
      items.add(
          "Versions that can be deployed again: "
              + subject.fact("delivery/keepVersions", delivery.release().keepVersions())
              + ".");
    }
    if (service.run() != null) {
      items.add(
          "An instance that is stopped has "
              + subject.fact("delivery/process/grace", service.run().process().grace())
              + " to finish what it has begun.");
    }
    page.list(items);
  }

  private static String told(Trigger trigger) {
    return switch (trigger) {
      case Trigger.ObjectiveWorse(String objective) ->
          "objective " + Md.code(objective) + " is worse than with the version before";
      case Trigger.Errors(var above, var lasts) ->
          "more than "
              + Md.text(above.toString())
              + " of the requests fail for "
              + Durations.format(lasts);
      case Trigger.Latency latency ->
          "latency "
              + latency.word()
              + " above "
              + Durations.format(latency.above())
              + " for "
              + Durations.format(latency.lasts());
      case Trigger.HealthFails() -> "new instances do not become ready";
    };
  }
}
