package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Instances.Disruption;

final class Disruptions {
  private Disruptions() {}

  static String path(Disruption disruption) {
    return "instances/disruption/"
        + switch (disruption) {
          case Disruption.Available _ -> "available";
          case Disruption.Unavailable _ -> "unavailable";
        };
  }
}
