package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Capacity;
import dev.mainstay.design.Scaling;
import dev.mainstay.design.Service;
import dev.mainstay.design.Traffic;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import dev.mainstay.design.internal.figures.Figures;
import dev.mainstay.design.internal.figures.Sum;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Rate;
import java.util.ArrayList;
import java.util.List;

/** What one instance gets and carries, how instances are added, and what was tested. */
public record LoadPlan(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.LOAD;
  }

  @Override
  public void write(Page page) {
    Service service = subject.service();
    Traffic traffic = service.traffic();
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("Typical", "traffic/typical", traffic.typical()));
    rows.add(row("Peak", "traffic/peak", traffic.peak()));
    if (traffic.burst() != null) {
      rows.add(
          row(
              "Burst of " + Durations.format(traffic.burst().lasts()),
              "traffic/burst/rate",
              traffic.burst().rate()));
    }
    page.table(List.of("Load", "Requests", "Per instance", "Of what one carries"), rows);
    Rate capacity = service.instances().capacity();
    if (capacity == null) {
      page.paragraph("What one instance carries is not known; a load test tells.");
    } else {
      page.paragraph(
          "One instance carries " + subject.declared("instances/each/capacity", capacity) + ".");
      List<String> items = new ArrayList<>();
      Figures.carried(service, service.instances().min())
          .ifPresent(sum -> items.add("The fewest instances carry " + Md.text(sum.told()) + "."));
      Figures.headroom(service)
          .ifPresent(sum ->
              items.add("Free above the peak with all instances: " + Md.text(sum.told()) + "."));
      page.list(items);
    }
    scaling(page, service);
    tests(page, service.capacity());
  }

  private List<String> row(String name, String path, Rate load) {
    Sum each = Figures.perInstance(subject.service(), load);
    Rate capacity = subject.service().instances().capacity();
    return List.of(
        name,
        subject.declared(path, load),
        Md.text(each.told()),
        capacity == null
            ? "–"
            : Md.text(
                "%s/s / %s = %s"
                    .formatted(
                        Numbers.of(each.value()),
                        capacity,
                        Numbers.percent(each.value() / capacity.perSecond()))));
  }

  private void scaling(Page page, Service service) {
    Scaling scaling = service.instances().scaling();
    String bounds =
        subject.fact("instances/min", service.instances().min())
            + " to "
            + subject.fact("instances/max", service.instances().max());
    if (scaling == null) {
      page.paragraph("Instances: " + bounds + "; nothing adds or takes them away by load.");
      return;
    }
    page.paragraph(
        "Instances: "
            + bounds
            + ", added when any measure is high and taken away when all are low:");
    page.table(
        List.of("Measure", "Added above", "Taken away below"),
        scaling.bands().entrySet().stream()
            .map(band ->
                List.of(
                    band.getKey().key(),
                    Subject.or(band.getValue().up()),
                    Subject.or(band.getValue().down())))
            .toList());
    int steps = scaling.stepsUp(service.instances().min(), service.instances().max()).size() - 1;
    double all =
        Durations.seconds(scaling.timeFor(steps))
            + Durations.seconds(service.instances().startup());
    page.paragraph(
        "From the fewest to all instances: %d steps take %s, and the last one starts in %s: %s."
            .formatted(
                steps,
                Durations.format(scaling.timeFor(steps)),
                Durations.format(service.instances().startup()),
                Numbers.time(all)));
  }

  private static void tests(Page page, Capacity capacity) {
    List<List<String>> rows = new ArrayList<>();
    if (capacity.load() != null) {
      rows.add(test("Load, sustained", capacity.load()));
    }
    if (capacity.spike() != null) {
      rows.add(test("Spike, absorbed", capacity.spike()));
    }
    var stress = capacity.stress();
    if (stress != null) {
      rows.add(
          List.of(
              "Stress, broke at",
              Md.text(stress.breaks().toString()) + " *(declared)*",
              "–",
              Subject.or(stress.instances()),
              "–",
              Subject.or(stress.day())));
    }
    page.table(List.of("Test", "Rate", "For", "Instances", "p99", "Day"), rows);
  }

  private static List<String> test(String name, Capacity.Test test) {
    return List.of(
        name,
        Md.text(test.rate().toString()) + " *(declared)*",
        Durations.format(test.lasted()),
        Subject.or(test.instances()),
        Subject.or(test.p99()),
        Subject.or(test.day()));
  }
}
