package dev.mainstay.design;

import java.util.List;

/**
 * A stretch of a service's way into production, left when its criteria are met and a person says
 * so.
 *
 * @param criteria items of the scorecard that must have all their points
 * @param points that the whole scorecard must have, 0 when it does not matter
 */
public record Phase(String name, List<String> criteria, int points, Gate gate) {
  /** In their order. */
  public static final List<Phase> ALL =
      List.of(
          new Phase("design", List.of(), 0, Gate.DESIGN_APPROVED),
          new Phase(
              "hardening",
              List.of(
                  "security.review",
                  "planning.cost",
                  "alerting.delivered",
                  "rollback.tested",
                  "capacity.peak"),
              Scorecard.PASS,
              Gate.PRODUCTION),
          new Phase(
              "operations",
              List.of(
                  "delivery.pipeline",
                  "delivery.environments",
                  "delivery.withoutDowntime",
                  "observability.dashboards",
                  "alerting.delivered",
                  "objectives.journeys",
                  "response.runbooks",
                  "rollback.tested",
                  "response.incidents"),
              Scorecard.PASS,
              Gate.STABLE));

  public Phase {
    criteria = List.copyOf(criteria);
  }
}
