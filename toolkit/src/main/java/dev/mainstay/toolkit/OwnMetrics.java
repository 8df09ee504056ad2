package dev.mainstay.toolkit;

import dev.mainstay.toolkit.internal.Breaker;
import dev.mainstay.toolkit.internal.Identity;
import dev.mainstay.toolkit.internal.RuntimeMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The state of the service and its dependencies, as gauges. */
final class OwnMetrics {
  private OwnMetrics() {}

  static void register(
      Metrics metrics, Identity identity, Probes probes, Dependencies dependencies) {
    metrics.gauges(
        "dependency_up",
        "0 while the dependency is failing: three bad results in a row, or a breaker not closed.",
        List.of("dependency"),
        () -> {
          Map<List<String>, Double> samples = new LinkedHashMap<>();
          dependencies.all().forEach(d -> samples.put(List.of(d.name()), d.failing() ? 0.0 : 1.0));
          return samples;
        });
    metrics.gauges(
        "dependency_breaker_state",
        "1 for the state the breaker is in.",
        List.of("dependency", "state"),
        () -> {
          Map<List<String>, Double> samples = new LinkedHashMap<>();
          for (Dependency dependency : dependencies.all()) {
            for (Breaker.State state : Breaker.State.values()) {
              samples.put(
                  List.of(dependency.name(), state.label()),
                  dependency.breaker() == state ? 1.0 : 0.0);
            }
          }
          return samples;
        });
    metrics.gauges(
        "degradation_mode_active",
        "1 while the mode is active.",
        List.of("mode"),
        dependencies.modes()::samples);
    metrics.gauge("service_ready", "1 while ready for traffic.", () -> probes.ready() ? 1.0 : 0.0);
    metrics.gauges(
        "service_info",
        "Which release this is.",
        List.of("service", "version", "commit", "instance"),
        () ->
            Map.of(
                List.of(
                    identity.service(), identity.version(), identity.commit(), identity.instance()),
                1.0));
    RuntimeMetrics.register(metrics);
  }
}
