package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Health;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

/** What a start-up consists of. */
final class Startups {
  private Startups() {}

  static Duration sum(Health.Startup startup) {
    return startup.phases().values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  static String terms(Health.Startup startup) {
    return String.join(" + ", startup.phases().values().stream().map(Durations::format).toList());
  }
}
