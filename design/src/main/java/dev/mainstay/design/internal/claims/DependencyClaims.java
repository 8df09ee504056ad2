package dev.mainstay.design.internal.claims;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Dependency.OnFailure;
import dev.mainstay.design.Service;
import dev.mainstay.kernel.Claim.Method;
import dev.mainstay.kernel.Claim.Target;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;

/** What is stated of a dependency and its failure. */
final class DependencyClaims {
  private DependencyClaims() {}

  /**
   * @param good the share of good answers while it is only degraded
   */
  static void add(Statements claims, Service service, Dependency dependency, Percentage good) {
    String name = dependency.name();
    String path = "dependencies/" + name;
    switch (dependency.onFailure()) {
      case OnFailure.Degrade degrade ->
          claims.add(
              path + "/degrades",
              Method.FAULT_DRILL,
              Target.atLeast(good),
              "when %s fails, %s goes on in the mode %s"
                  .formatted(name, service.name(), degrade.mode()));
      case OnFailure.FailFast failFast ->
          claims.add(
              path + "/failsFast",
              Method.FAULT_DRILL,
              Target.within(service.http().deadline()),
              "when %s fails, callers have their %d within %s"
                  .formatted(name, failFast.status(), Durations.format(service.http().deadline())));
    }
    var breaker = dependency.breaker();
    if (breaker != null) {
      Duration back = breaker.openFor().plus(service.health().readiness().every());
      claims.add(
          path + "/recovers",
          Method.FAULT_DRILL,
          Target.within(back),
          "when %s works again, it is used again within %s"
              .formatted(name, Durations.format(back)));
    }
    var latency = dependency.latency();
    if (latency != null) {
      claims.add(
          path + "/latency",
          Method.TELEMETRY,
          Target.within(latency.p99()),
          "99 %% of the calls to %s take at most %s"
              .formatted(name, Durations.format(latency.p99())));
    }
    Percentage availability = dependency.availability();
    if (availability != null) {
      claims.add(
          path + "/availability",
          Method.TELEMETRY,
          Target.atLeast(availability),
          "%s of the calls to %s succeed".formatted(availability, name));
    }
  }
}
