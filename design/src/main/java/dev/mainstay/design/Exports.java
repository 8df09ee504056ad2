package dev.mainstay.design;

import dev.mainstay.design.internal.exports.alertmanager.AlertmanagerConfig;
import dev.mainstay.design.internal.exports.grafana.Dashboards;
import dev.mainstay.design.internal.exports.kubernetes.Canaries;
import dev.mainstay.design.internal.exports.kubernetes.Mesh;
import dev.mainstay.design.internal.exports.kubernetes.Workloads;
import dev.mainstay.design.internal.exports.openslo.OpenSlo;
import dev.mainstay.design.internal.exports.pipeline.Workflows;
import dev.mainstay.design.internal.exports.prometheus.RuleFiles;
import dev.mainstay.design.internal.exports.prometheus.ScrapeConfig;

/**
 * Writes designs in the formats of other tools. Each file says at its head which parts of the
 * design it carries and what it could not carry. Pure: designs in, texts out; the same designs give
 * the same bytes.
 */
public final class Exports {
  private Exports() {}

  /** Exports every service; what a format has nothing for gives no file. */
  public static Export of(ExportFormat format, Designs designs) {
    return switch (format) {
      case PROMETHEUS_RULES -> RuleFiles.of(designs);
      case PROMETHEUS_SCRAPE -> ScrapeConfig.of(designs);
      case ALERTMANAGER -> AlertmanagerConfig.of(designs);
      case GRAFANA -> Dashboards.of(designs);
      case KUBERNETES -> Workloads.of(designs);
      case GATEWAY_API -> Canaries.of(designs);
      case ISTIO -> Mesh.of(designs);
      case OPENSLO -> OpenSlo.of(designs);
      case PIPELINE -> Workflows.of(designs);
    };
  }
}
