package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Capacity;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import dev.mainstay.design.internal.figures.Figures;
import dev.mainstay.design.internal.figures.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When the growing peak meets what was tested and what all instances carry. */
public record GrowthPlan(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.GROWTH;
  }

  @Override
  public void write(Page page) {
    Service service = subject.service();
    var growth = service.traffic().growthPerMonth();
    Capacity capacity = service.capacity();
    List<String> items = new ArrayList<>();
    if (growth == null) {
      page.paragraph("How the peak grows is not written.");
    } else {
      page.paragraph(
          "The peak of "
              + subject.declared("traffic/peak", service.traffic().peak())
              + " grows by "
              + subject.declared("traffic/growthPerMonth", growth)
              + " every 30 days, compounding.");
      if (capacity.load() != null) {
        until(
            "It reaches the sustained load of the test, "
                + Md.text(capacity.load().rate().toString()),
            Figures.monthsUntil(service, capacity.load().rate().perSecond()),
            items);
      }
      Figures.carried(service, service.instances().max())
          .ifPresent(all ->
              until(
                  "It reaches what all instances carry, " + Md.text(all.told()),
                  Figures.monthsUntil(service, all.value()),
                  items));
    }
    if (capacity.headroom() != null) {
      items.add(
          "Kept free above the peak: "
              + subject.fact("capacity/headroom", capacity.headroom())
              + ".");
    }
    if (capacity.horizon() != null) {
      items.add(
          "The plan looks ahead " + subject.fact("capacity/horizon", capacity.horizon()) + ".");
    }
    if (capacity.lead() != null) {
      items.add(
          "More capacity takes "
              + subject.declared("capacity/lead", capacity.lead())
              + " to come.");
    }
    if (capacity.growth() != null) {
      double target = capacity.growth() * service.traffic().peak().perSecond();
      items.add(
          "The design is meant to reach x%s: %s x %s = %s/s."
              .formatted(
                  Numbers.of(capacity.growth()),
                  Numbers.of(capacity.growth()),
                  service.traffic().peak(),
                  Numbers.of(target)));
    }
    page.list(items);
  }

  private static void until(String what, Optional<Sum> months, List<String> items) {
    items.add(
        what
            + ", "
            + months
                .map(sum -> sum.value() == 0 ? "already today." : "in " + Md.text(sum.told()) + ".")
                .orElse("never: it does not grow."));
  }
}
