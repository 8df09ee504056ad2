package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Promise;
import dev.mainstay.design.Service;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

/** What a caller can promise over what it calls. */
public final class Chain {
  private Chain() {}

  /** The share of requests that a dependency of that availability lets through. */
  public static double available(Dependency dependency, double availability) {
    double share = dependency.required().asFraction();
    double calls = Math.max(1, dependency.callsPerRequest() / share);
    return 1 - share * (1 - Math.pow(availability, calls));
  }

  /** The design of the service that the dependency is. */
  static Optional<Service> callee(Designs designs, Service caller, Dependency dependency) {
    return designs
        .service(dependency.name())
        .filter(callee -> !callee.name().equals(caller.name()));
  }

  /** The strictest availability that the service promises. */
  public static Optional<Promise> availability(Service callee) {
    return Promised.availabilities(callee).stream()
        .min(Comparator.comparingDouble(Promised::allowed));
  }

  /** Of the latency promises that the condition admits, the one with the shortest threshold. */
  static Optional<Promised.Latency> soonest(Service callee, Predicate<Promised.Latency> condition) {
    return Promised.latencies(callee).stream()
        .filter(condition)
        .min(Comparator.comparing(Promised.Latency::threshold));
  }
}
