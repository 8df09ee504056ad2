package dev.mainstay.server.internal;

import dev.mainstay.delivery.ReleaseGate;
import dev.mainstay.server.internal.view.DeploymentView;
import dev.mainstay.server.internal.view.IncidentView;
import java.util.Map;
import java.util.function.Supplier;

/** What people can do; each returns when it is durable. */
final class Actions {
  private final Features features;
  private final Supplier<Applied> applied;
  private final DeploymentPages deployments;

  Actions(Features features, Supplier<Applied> applied, DeploymentPages deployments) {
    this.features = features;
    this.applied = applied;
    this.deployments = deployments;
  }

  IncidentView acknowledge(String id, Map<String, String> body) {
    return IncidentPages.view(features.incidents().acknowledge(id, by(body)));
  }

  IncidentView mitigate(String id, Map<String, String> body) {
    return IncidentPages.view(features.incidents().mitigate(id, by(body), text(body, "note")));
  }

  IncidentView resolve(String id, Map<String, String> body) {
    return IncidentPages.view(features.incidents().resolve(id, by(body), text(body, "note")));
  }

  IncidentView note(String id, Map<String, String> body) {
    return IncidentPages.view(features.incidents().note(id, by(body), text(body, "note")));
  }

  DeploymentView deploy(Map<String, String> body) {
    String service = text(body, "service");
    applied.get().service(service);
    var request =
        new ReleaseGate.Request(
            text(body, "version"), by(body), body.get("repair"), body.get("override"));
    return deployments.view(features.deliveries().deploy(service, request));
  }

  DeploymentView rollback(String id, Map<String, String> body) {
    return deployments.view(features.deliveries().rollback(id, by(body), text(body, "note")));
  }

  DeploymentView promote(String id, Map<String, String> body) {
    return deployments.view(features.deliveries().promote(id, by(body)));
  }

  private static String by(Map<String, String> body) {
    return text(body, "by");
  }

  private static String text(Map<String, String> body, String field) {
    return java.util.Objects.requireNonNull(body.get(field));
  }
}
