package dev.mainstay.response.internal;

import dev.mainstay.kernel.Journal;
import dev.mainstay.kernel.Remainder;
import dev.mainstay.response.Incident;
import dev.mainstay.response.Incident.BudgetSpent;
import dev.mainstay.response.Incident.IncidentAlert;
import dev.mainstay.response.Incident.Note;
import dev.mainstay.response.Incident.SuspectedCause;
import java.util.List;
import java.util.Locale;

/**
 * Drafts a post-mortem in Markdown. It tells what the system did and what people saw, never who was
 * wrong; every line of the timeline cites its journal entry, {@code [#123]}.
 */
public final class PostMortem {
  private PostMortem() {}

  /**
   * The draft.
   *
   * @param timeline oldest first
   * @param complete false when the timeline's beginning had to be left out
   */
  public static String draft(Incident incident, List<Journal.Entry> timeline, boolean complete) {
    var text = new StringBuilder();
    text.append("# %s: %s\n\n".formatted(incident.id(), inline(incident.title())));
    text.append(
        "*Draft from the journal. It asks what made sense at the time and what the system allowed,"
            + " not who did it.*\n\n");
    summary(incident, text);
    impact(incident, text);
    times(incident, text);
    cause(incident, text);
    timeline(timeline, complete, text);
    notes(incident, text);
    text.append(
        """
        ## What went well

        -\s

        ## What made it harder

        -\s

        ## Action items

        | action | owner | due |
        |---|---|---|
        |  |  |  |
        """);
    return text.toString();
  }

  private static void summary(Incident incident, StringBuilder text) {
    text.append("## Summary\n\n");
    text.append("| | |\n|---|---|\n");
    row(text, "service", incident.service());
    row(text, "team", incident.team());
    row(text, "severity", incident.severity().name());
    row(text, "state", incident.phase().name().toLowerCase(Locale.ROOT));
    row(text, "incident commander", incident.commander() == null ? "nobody" : incident.commander());
    row(text, "detected", Times.millisecond(incident.at().openedAt()) + " UTC");
    text.append('\n');
  }

  private static void impact(Incident incident, StringBuilder text) {
    text.append("## Impact\n\n");
    if (incident.alerts().isEmpty()) {
      text.append("No alert fired. Say here what users noticed, if anything.\n");
    }
    for (IncidentAlert alert : incident.alerts()) {
      text.append(
          "- %s (%s): %s\n"
              .formatted(inline(alert.name()), alert.severity(), inline(alert.impact())));
    }
    if (!incident.budget().isEmpty()) {
      text.append("\n| objective | budget spent meanwhile | budget left |\n|---|---|---|\n");
      for (BudgetSpent spent : incident.budget()) {
        text.append(
            "| %s | %s requests | %s |\n"
                .formatted(
                    inline(spent.objective()), number(spent.during()), left(spent.remaining())));
      }
    }
    text.append('\n');
  }

  private static void times(Incident incident, StringBuilder text) {
    Incident.Times times = incident.times();
    text.append("## Times\n\n| | |\n|---|---|\n");
    row(text, "condition true to detected", Times.length(times.detect()));
    row(text, "detected to acknowledged", Times.length(times.acknowledge()));
    row(text, "detected to mitigated", Times.length(times.mitigate()));
    row(text, "detected to resolved", Times.length(times.resolve()));
    text.append('\n');
  }

  private static void cause(Incident incident, StringBuilder text) {
    text.append("## Suspected cause\n\n");
    SuspectedCause cause = incident.cause();
    if (cause == null) {
      text.append("No deployment of the service was in progress or had ended shortly before.\n\n");
    } else {
      text.append(
          "%s%s: %s [#%d]\n\n"
              .formatted(
                  cause.deployment(),
                  cause.version().isEmpty() ? "" : " (version " + inline(cause.version()) + ")",
                  inline(cause.why()),
                  cause.sequence()));
    }
  }

  private static void timeline(List<Journal.Entry> timeline, boolean complete, StringBuilder text) {
    text.append("## Timeline (UTC)\n\n");
    if (!complete) {
      text.append("Earlier entries are left out; the journal has them.\n\n");
    }
    for (Journal.Entry entry : timeline) {
      text.append(
          "- `%s` %s [#%d]\n"
              .formatted(
                  Times.millisecond(entry.at()),
                  inline(entry.event().summary()),
                  entry.sequence()));
    }
    text.append('\n');
  }

  private static void notes(Incident incident, StringBuilder text) {
    if (!incident.notes().isEmpty()) {
      text.append("## Notes\n\n");
      for (Note note : incident.notes()) {
        text.append(
            "- `%s` %s: %s\n"
                .formatted(Times.millisecond(note.at()), inline(note.by()), inline(note.text())));
      }
      text.append('\n');
    }
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("| %s | %s |\n".formatted(name, inline(value)));
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT, value < 10 && value != Math.rint(value) ? "%.1f" : "%.0f", value);
  }

  private static String left(double share) {
    return Double.isNaN(share)
        ? "not known"
        : String.format(Locale.ROOT, "%.1f %%", Remainder.tenths(share));
  }

  /** One line that neither breaks a table nor turns into markup of its own. */
  private static String inline(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("([\\\\|`*<\\[\\]])", "\\\\$1").strip();
  }
}
