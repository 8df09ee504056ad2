package dev.mainstay.design;

import java.time.Duration;
import java.util.List;

/** How the service tells that it lives and that it can take traffic. */
public record Health(Probe liveness, Probe readiness) {
  /**
   * A question asked again and again.
   *
   * @param every the interval between two probes
   * @param failures consecutive failures after which the probe counts as failed, &ge; 1
   * @param checks names of the dependencies that it asks
   */
  public record Probe(
      String path, Duration every, Duration timeout, int failures, List<String> checks) {
    public Probe {
      checks = List.copyOf(checks);
    }
  }
}
