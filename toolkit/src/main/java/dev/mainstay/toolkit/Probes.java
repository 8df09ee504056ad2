package dev.mainstay.toolkit;

import dev.mainstay.toolkit.internal.Breaker;
import dev.mainstay.toolkit.internal.HealthMonitor;
import dev.mainstay.toolkit.internal.Identity;
import dev.mainstay.toolkit.internal.Modes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The answers of liveness and readiness, from what is known without asking anyone.
 *
 * <p>Alive is who answers. Ready is who has finished starting, does not drain, and whose readiness
 * checks hold: a check holds when it has passed before, has not failed as often in a row as the
 * policy allows, and its dependency's breaker does not refuse calls. A dependency without a
 * registered check is judged by its calls alone.
 */
final class Probes {
  private final Identity identity;
  private final Supplier<Policy> policy;
  private final HealthMonitor monitor;
  private final Function<String, @Nullable Dependency> dependencies;
  private final Modes modes;
  private volatile String starting = "not started";
  private volatile boolean draining;

  Probes(
      Identity identity,
      Supplier<Policy> policy,
      HealthMonitor monitor,
      Function<String, @Nullable Dependency> dependencies,
      Modes modes) {
    this.identity = identity;
    this.policy = policy;
    this.monitor = monitor;
    this.dependencies = dependencies;
    this.modes = modes;
  }

  /**
   * @param step what start-up is waiting for; empty once it is over
   */
  void starting(String step) {
    starting = step;
  }

  void drain() {
    draining = true;
  }

  boolean draining() {
    return draining;
  }

  boolean ready() {
    return reasons().isEmpty();
  }

  Response liveness() {
    return Response.json(200, document("alive"));
  }

  Response readiness() {
    List<String> reasons = reasons();
    Map<String, Object> body = document(reasons.isEmpty() ? "ready" : "not ready");
    body.put("reasons", reasons);
    Map<String, Object> checks = new LinkedHashMap<>();
    List<String> deciding = policy.get().health().readiness().checks();
    for (Policy.DependencyPolicy dependency : policy.get().dependencies()) {
      checks.put(
          dependency.name(), details(dependency.name(), deciding.contains(dependency.name())));
    }
    body.put("checks", checks);
    body.put("modes", modes.active());
    return Response.json(reasons.isEmpty() ? 200 : 503, body);
  }

  private Map<String, Object> document(String status) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", status);
    body.put("service", identity.service());
    body.put("version", identity.version());
    body.put("instance", identity.instance());
    return body;
  }

  private List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (draining) {
      reasons.add("draining");
    }
    if (!starting.isEmpty()) {
      reasons.add("starting: " + starting);
    }
    Policy.Readiness readiness = policy.get().health().readiness();
    for (String name : readiness.checks()) {
      problem(name, readiness.failures()).ifPresent(problem -> reasons.add(name + ": " + problem));
    }
    return reasons;
  }

  private Optional<String> problem(String name, int failures) {
    Dependency dependency = dependencies.apply(name);
    if (dependency != null && dependency.blocked()) {
      return Optional.of("breaker open");
    }
    Optional<HealthMonitor.Status> status = monitor.status(name);
    if (status.isEmpty()) {
      // A breaker that would let a trial through must not keep the traffic away that it needs.
      boolean failing =
          dependency != null
              && dependency.failing()
              && dependency.breaker() == Breaker.State.CLOSED;
      return failing ? Optional.of("calls fail") : Optional.empty();
    }
    if (!status.get().passed()) {
      return Optional.of(status.get().message());
    }
    return status.get().failures() >= failures
        ? Optional.of(
            status.get().failures() + " failed checks in a row, " + status.get().message())
        : Optional.empty();
  }

  private Map<String, Object> details(String name, boolean decides) {
    Map<String, Object> details = new LinkedHashMap<>();
    Dependency dependency = dependencies.apply(name);
    details.put("decidesReadiness", decides);
    details.put("up", dependency == null || !dependency.failing());
    details.put("breaker", dependency == null ? "closed" : dependency.breaker().label());
    monitor
        .status(name)
        .ifPresent(status -> {
          details.put("failures", status.failures());
          details.put("tookMillis", status.took().toMillis());
          status.at().ifPresent(at -> details.put("at", at.toString()));
          details.put("message", status.message());
        });
    return details;
  }
}
