package dev.mainstay.design;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One service's operational design with every default filled in: a component for each section of
 * its file.
 *
 * @param name kebab-case, unique among the designs read together
 * @param owner a team of the organisation
 * @param summary one sentence: what it does for whom
 * @param platform what runs it, or null when it is not said
 * @param documentation the folder of its documents, relative to the design's
 */
public record Service(
    String name,
    String owner,
    Criticality criticality,
    String summary,
    @Nullable Platform platform,
    String documentation,
    Traffic traffic,
    HttpInterface http,
    Instances instances,
    Telemetry telemetry,
    Health health,
    List<Dependency> dependencies,
    List<DegradationMode> degradation,
    List<Objective> objectives,
    Promises promises,
    List<Alert> alerts,
    @Nullable Delivery delivery,
    Overload overload,
    Observability observability,
    Capacity capacity,
    Security security,
    @Nullable Recovery recovery,
    Planning planning,
    List<Acceptance> accepted,
    List<Decision> decisions) {

  public Service {
    dependencies = List.copyOf(dependencies);
    degradation = List.copyOf(degradation);
    objectives = List.copyOf(objectives);
    alerts = List.copyOf(alerts);
    accepted = List.copyOf(accepted);
    decisions = List.copyOf(decisions);
  }

  /** How Mainstay runs it, or null when something else does. */
  public Delivery.@Nullable Run run() {
    return delivery == null ? null : delivery.run();
  }

  /** The same with these alerts. */
  public Service withAlerts(List<Alert> others) {
    return new Service(
        name,
        owner,
        criticality,
        summary,
        platform,
        documentation,
        traffic,
        http,
        instances,
        telemetry,
        health,
        dependencies,
        degradation,
        objectives,
        promises,
        others,
        delivery,
        overload,
        observability,
        capacity,
        security,
        recovery,
        planning,
        accepted,
        decisions);
  }

  /** What runs a service. */
  public enum Platform {
    /** Processes that Mainstay starts. */
    PROCESSES,
    KUBERNETES,
    /** Machines that something else looks after. */
    MACHINES,
    SERVERLESS
  }

  /** How much the business depends on it; sets the defaults. */
  public enum Criticality {
    LOW,
    STANDARD,
    HIGH,
    CRITICAL
  }
}
