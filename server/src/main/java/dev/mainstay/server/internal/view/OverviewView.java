package dev.mainstay.server.internal.view;

import java.time.Instant;
import java.util.List;

/**
 * Is anything wrong now, and how much budget is left where?
 *
 * @param undesigned services that only documents speak of
 */
public record OverviewView(
    Instant at,
    Health health,
    String sentence,
    List<ServiceView> services,
    List<UndesignedView> undesigned,
    List<IncidentView> incidents,
    List<DeploymentView> deployments,
    DesignState design) {

  /** Whether the files on disk are what runs. */
  public record DesignState(Instant appliedAt, List<ProblemView> problems) {}
}
