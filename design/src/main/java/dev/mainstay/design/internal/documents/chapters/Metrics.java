package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Observability.Metric;
import dev.mainstay.design.Observability.Range;
import dev.mainstay.design.Service;
import dev.mainstay.design.Telemetry;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is counted, and how it is read. */
public record Metrics(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.METRICS;
  }

  @Override
  public void write(Page page) {
    Service service = subject.service();
    Telemetry telemetry = service.telemetry();
    page.paragraph(
        "Read from %s every %s, with a timeout of %s."
            .formatted(
                subject.fact("telemetry/path", telemetry.path()),
                subject.fact("telemetry/every", telemetry.every()),
                subject.fact("telemetry/timeout", telemetry.timeout())));
    if (service.observability().metrics().isEmpty()) {
      page.paragraph(
          "The design declares none of its own; the toolkit's and the runtime's are there.");
    }
    for (Metric.Kind kind : Metric.Kind.values()) {
      page.table(
          List.of(Md.word(kind) + " metric", "Type", "Labels", "Normally", "What it tells"),
          service.observability().metrics().stream()
              .filter(metric -> metric.kind() == kind)
              .map(Metrics::row)
              .toList());
    }
    if (service.observability().retention().metrics() != null) {
      page.paragraph(
          "Kept for "
              + subject.fact(
                  "observability/retention/metrics", service.observability().retention().metrics())
              + ".");
    }
  }

  private static List<String> row(Metric metric) {
    return List.of(
        Md.code(metric.name()),
        Md.word(metric.type()),
        Subject.names(metric.labels()),
        range(
            metric.normal(),
            metric.type() == Metric.Type.COUNTER ? "/s *(declared)*" : " *(declared)*"),
        metric.because() == null ? "–" : Md.text(metric.because()));
  }

  private static String range(@Nullable Range range, String unit) {
    return range == null ? "–" : Numbers.of(range.from()) + " to " + Numbers.of(range.to()) + unit;
  }
}
