package dev.mainstay.design.internal.checks;

import dev.mainstay.design.Observability.Metric;
import dev.mainstay.design.Selector;
import dev.mainstay.design.Service;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The metrics that a service exports, as far as its design tells. */
public final class Exported {
  /** What the toolkit exports by itself. */
  private static final Set<String> TOOLKIT =
      Set.of(
          "up",
          "degradation_mode_active",
          "dependency_breaker_state",
          "dependency_call_duration_seconds",
          "dependency_calls_total",
          "dependency_retries_total",
          "dependency_up",
          "http_server_in_flight",
          "http_server_request_duration_seconds",
          "http_server_requests_total",
          "metrics_series_dropped_total");

  /** Labels that the scrape adds. */
  private static final Set<String> TARGET = Set.of("service", "instance", "job", "le", "quantile");

  private static final List<String> PREFIXES =
      List.of("process_", "jvm_", "go_", "node_", "container_", "kube_");
  private static final Pattern PART = Pattern.compile("_(bucket|sum|count)$");

  private Exported() {}

  /** Whether the metric is declared or exported by whatever the service runs on. */
  public static boolean knows(Service service, String metric) {
    return TOOLKIT.contains(metric)
        || TOOLKIT.contains(base(metric))
        || PREFIXES.stream().anyMatch(metric::startsWith)
        || metric(service, metric).isPresent();
  }

  /** The declared metric; a histogram is also found by the names of its parts. */
  public static Optional<Metric> metric(Service service, String name) {
    return service
        .observability()
        .metric(name)
        .or(() -> service.observability().metric(base(name)));
  }

  /** The declared labels that the selector asks for in vain. */
  public static List<String> unknownLabels(Metric metric, Selector selector) {
    return selector.labels().keySet().stream()
        .filter(label -> !metric.labels().contains(label) && !TARGET.contains(label))
        .toList();
  }

  private static String base(String metric) {
    return PART.matcher(metric).replaceFirst("");
  }
}
