package dev.mainstay.design;

import java.util.Arrays;
import java.util.Optional;

/** The formats that designs can be exported to. */
public enum ExportFormat {
  PROMETHEUS_RULES("prometheus-rules", "recording and alerting rules, one file per service", false),
  PROMETHEUS_SCRAPE("prometheus-config", "Prometheus' configuration with a job per service", false),
  ALERTMANAGER(
      "alertmanager", "Alertmanager's configuration: routes, receivers, inhibition", false),
  GRAFANA("grafana", "a Grafana dashboard per service, as JSON", false),
  KUBERNETES("kubernetes", "Deployment, Service, autoscalers and disruption budget", true),
  GATEWAY_API("gateway-api", "HTTPRoutes for each step of a canary, and what they point to", true),
  ISTIO("istio", "DestinationRules and VirtualServices for calls between services", true),
  OPENSLO("openslo", "OpenSLO v1: services, indicators, objectives, alert policies", true),
  PIPELINE("github-actions", "a delivery pipeline as a GitHub Actions workflow", false);

  private final String id;
  private final String description;
  private final boolean joinable;

  ExportFormat(String id, String description, boolean joinable) {
    this.id = id;
    this.description = description;
    this.joinable = joinable;
  }

  /** As written on the command line. */
  public String id() {
    return id;
  }

  public String description() {
    return description;
  }

  /** Whether the format's files may follow each other as documents of one. */
  public boolean joinable() {
    return joinable;
  }

  public static Optional<ExportFormat> of(String id) {
    return Arrays.stream(values()).filter(format -> format.id.equals(id)).findFirst();
  }
}
