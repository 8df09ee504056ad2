package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Observability;
import dev.mainstay.design.Retention.Level;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.checks.quantity.Load;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is logged and traced, how long it is kept, and what never reaches a log. */
public record LogsAndTraces(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.LOGS;
  }

  @Override
  public void write(Page page) {
    Service service = subject.service();
    Observability.Logs logs = service.observability().logs();
    if (logs == null) {
      page.paragraph("The design says nothing about its logs.");
    } else {
      page.paragraph(
          "Logs are %s, from %s on. Fields of an entry: %s."
              .formatted(
                  subject.fact("observability/logs/format", logs.format()),
                  subject.fact("observability/logs/level", logs.level()),
                  Subject.names(logs.fields())));
    }
    page.paragraph("Never written to a log: " + Subject.names(service.http().redact()) + ".");
    page.table(List.of("Level", "A day", "Kept for", "Together"), rows(service, logs));
    traces(page, service.observability().traces(), service.observability().retention().traces());
  }

  private static List<List<String>> rows(
      Service service, Observability.@org.jspecify.annotations.Nullable Logs logs) {
    List<List<String>> rows = new ArrayList<>();
    for (Level level : Level.values()) {
      Duration keep = service.observability().retention().of(level);
      Bytes daily = logs == null ? null : logs.perDay().get(level);
      if (keep != null || daily != null) {
        rows.add(
            List.of(
                Md.word(level),
                daily == null ? "–" : Md.text(daily.toString()) + " *(declared)*",
                Subject.or(keep),
                keep == null || daily == null ? "–" : Md.text(stored(daily, keep))));
      }
    }
    return rows;
  }

  private static String stored(Bytes daily, Duration keep) {
    double days = Durations.seconds(keep) / 86_400;
    return "%s x %s = %s".formatted(daily, Numbers.of(days), Load.size(daily.count() * days));
  }

  private void traces(
      Page page,
      Observability.@org.jspecify.annotations.Nullable Traces traces,
      @org.jspecify.annotations.Nullable Duration keep) {
    if (traces == null) {
      page.paragraph("The design says nothing about its traces.");
      return;
    }
    String at = "observability/traces/";
    List<String> kept = new ArrayList<>();
    kept.add(subject.fact(at + "sample/errors", traces.errors()) + " of the failed requests");
    if (traces.slowAbove() != null) {
      kept.add(
          Md.text(traces.slow().toString())
              + " of those slower than "
              + Md.text(Durations.format(traces.slowAbove())));
    }
    kept.add(subject.fact(at + "sample/rest", traces.rest()) + " of all others");
    page.paragraph(
        "Traces kept: %s; decided at the %s, carried as %s%s."
            .formatted(
                String.join(", ", kept),
                traces.decide() == Observability.Traces.Decision.HEAD
                    ? "first span"
                    : "end of the trace",
                subject.fact(at + "propagate", traces.propagate()),
                keep == null ? "" : ", for " + Md.text(Durations.format(keep))));
  }
}
