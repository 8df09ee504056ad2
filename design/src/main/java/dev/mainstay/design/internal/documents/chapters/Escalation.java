package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Organisation;
import dev.mainstay.design.Organisation.EscalationStep;
import dev.mainstay.design.Organisation.Rotation;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import dev.mainstay.kernel.Durations;
import java.util.List;

/** Rotation, escalation and what a severity promises. */
public record Escalation(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.ESCALATION;
  }

  @Override
  public void write(Page page) {
    Organisation organisation = subject.designs().organisation();
    Organisation.Team team = subject.designs().ownerOf(subject.service());
    page.paragraph(
        "Team " + Md.strong(team.name()) + ". On call: " + rotation(team.onCall()) + ".");
    if (team.secondary() != null) {
      page.paragraph("Standing by: " + rotation(team.secondary()) + ".");
    }
    if (team.escalation().isEmpty()) {
      page.paragraph("Nobody is told of an incident by a page.");
    } else {
      page.paragraph("While nobody has acknowledged:");
      page.steps(team.escalation().stream().map(Escalation::step).toList());
    }
    page.table(
        List.of(
            "Severity",
            "Means",
            "Somebody works on it within",
            "Message every",
            "Over within",
            "Counted in"),
        organisation.severities().stream()
            .map(each ->
                List.of(
                    each.severity().name(),
                    Md.text(each.means()),
                    Subject.or(each.respond()),
                    Subject.or(each.update()),
                    Subject.or(each.resolve()),
                    each.hours() == null ? "round the clock" : Md.text(each.hours())))
            .toList());
  }

  private static String rotation(Rotation rotation) {
    return rotation.people().size() == 1
        ? Md.text(rotation.people().getFirst()) + ", always"
        : Md.text(String.join(", ", rotation.people()))
            + ", each for "
            + Durations.format(rotation.every())
            + ", from "
            + rotation.from();
  }

  private static String step(EscalationStep step) {
    String when =
        step.after().isZero() ? "At once: " : "After " + Durations.format(step.after()) + ": ";
    return when + Md.text(String.join(", ", step.targets())) + ".";
  }
}
