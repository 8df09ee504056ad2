package dev.mainstay.design.internal.checks;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Dependency.Breaker;
import dev.mainstay.design.Service;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

/** How long a breaker takes to notice that its dependency is gone. */
public final class Breakers {
  private static final Duration LONGEST = Duration.ofDays(3650);

  private Breakers() {}

  /** Calls to the dependency that one instance makes per second, at typical traffic. */
  public static double callsPerSecond(Service service, Dependency dependency) {
    return service.traffic().typical().perSecond()
        * dependency.callsPerRequest()
        / service.instances().min();
  }

  /** From the first failed call to the one that opens it, at typical traffic. */
  public static Duration timeToOpen(Service service, Dependency dependency, Breaker breaker) {
    double seconds = breaker.threshold() / callsPerSecond(service, dependency);
    return seconds >= LONGEST.toSeconds() ? LONGEST : Duration.ofMillis(Math.round(seconds * 1000));
  }

  /** {@code 10 failures / (100/s x 0.6 / 2) = 333ms}. */
  public static String sum(Service service, Dependency dependency, Breaker breaker) {
    return "%d failures / (%s x %s / %d) = %s"
        .formatted(
            breaker.threshold(),
            service.traffic().typical(),
            Numbers.of(dependency.callsPerRequest()),
            service.instances().min(),
            Durations.format(timeToOpen(service, dependency, breaker)));
  }
}
