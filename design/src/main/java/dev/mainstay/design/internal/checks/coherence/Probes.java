package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.Health;

/** Where a probe's checks stand. */
final class Probes {
  private Probes() {}

  /** Of a check of readiness, whether it stands in a list or has a timeout of its own. */
  static String path(Health.Probe readiness, String name) {
    return "health/readiness/checks/"
        + (readiness.checkTimeouts().containsKey(name) ? name : readiness.checks().indexOf(name));
  }
}
