package dev.mainstay.server.internal.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a service promises, how it is doing, what it depends on, what changed. */
public record ServiceDetailView(
    ServiceView service,
    List<DependencyView> dependencies,
    List<VersionTraffic> versions,
    List<IncidentView> incidents,
    List<DeploymentView> deployments,
    List<EntryView> journal) {

  public record DependencyView(
      String name,
      String kind,
      double required,
      String onFailure,
      Health health,
      @Nullable Boolean up,
      @Nullable String breaker,
      @Nullable Double callsPerSecond,
      @Nullable Double failureRatio,
      @Nullable Double p99,
      double timeoutSeconds,
      @Nullable String because) {}

  public record VersionTraffic(String version, double weight, int instances) {}
}
