package dev.mainstay.design.internal.scorecard;

import static dev.mainstay.design.internal.scorecard.Rule.all;
import static dev.mainstay.design.internal.scorecard.Rule.checks;
import static dev.mainstay.design.internal.scorecard.Rule.proven;
import static dev.mainstay.design.internal.scorecard.Rule.written;

import java.util.List;

/** How it tells that it lives and can take traffic. */
final class HealthItems {
  static final List<Item> ALL =
      List.of(
          new Item(
              "health",
              "liveness",
              "Liveness asks the process and nothing else",
              all(written("health/liveness"), checks("MS-C002")),
              proven("health/liveness/.*")),
          new Item(
              "health",
              "readiness",
              "Readiness asks what every request needs",
              all(written("health/readiness"), checks("MS-C001", "MS-T004")),
              proven("health/readiness/.*")),
          new Item(
              "health",
              "startup",
              "How long a start takes is known",
              written("instances/each/startup"),
              proven("instances/each/startup")),
          new Item(
              "health",
              "shutdown",
              "An instance leaves without hurting callers",
              all(written("delivery/process/grace"), checks("MS-D003")),
              proven("delivery/process/grace")));

  private HealthItems() {}
}
