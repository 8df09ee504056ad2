package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import dev.mainstay.design.internal.figures.Figures;
import dev.mainstay.kernel.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Little's law for each dependency, in normal and in every degraded mode. */
public record CallsInFlight(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.IN_FLIGHT;
  }

  @Override
  public void write(Page page) {
    Service service = subject.service();
    if (service.dependencies().isEmpty()) {
      page.paragraph("It calls nothing.");
      return;
    }
    page.paragraph(
        "For one instance at peak, by Little's law: requests per second / instances x calls per request x time of a call.");
    List<List<String>> rows = new ArrayList<>();
    for (Dependency dependency : service.dependencies()) {
      rows.add(row(page, dependency, null));
      for (DegradationMode mode : service.degradation()) {
        if (mode.costs().calls().containsKey(dependency.name())) {
          rows.add(row(page, dependency, mode));
        }
      }
    }
    page.table(
        List.of("Dependency", "Mode", "At p50", "At p99", "When every call times out", "Room"),
        rows);
  }

  private List<String> row(Page page, Dependency dependency, @Nullable DegradationMode mode) {
    var latency = dependency.latency();
    return List.of(
        page.see(Topic.FAILURES, "Dependency", dependency.name()),
        mode == null ? "normal" : page.see(Topic.MODES, "Mode", mode.name()),
        latency == null ? "unknown" : sum(dependency, mode, latency.p50()),
        latency == null ? "unknown" : sum(dependency, mode, latency.p99()),
        sum(dependency, mode, dependency.timeout()),
        room(dependency));
  }

  private String sum(Dependency dependency, @Nullable DegradationMode mode, Duration time) {
    Rate peak = subject.service().traffic().peak();
    return Md.text(Figures.inFlight(subject.service(), dependency, mode, peak, time).told());
  }

  private static String room(Dependency dependency) {
    List<String> rooms = new ArrayList<>();
    if (dependency.pool() != null) {
      rooms.add("pool of " + dependency.pool().size());
    }
    if (dependency.bulkhead() != null) {
      rooms.add("bulkhead of " + dependency.bulkhead());
    }
    return rooms.isEmpty() ? "unbounded" : String.join(", ", rooms);
  }
}
