package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;

final class ModeBreaksLatency extends Check {
  ModeBreaksLatency() {
    super(
        "MS-C026",
        "a mode that breaks the latency objective by its own cost",
        "when callsPerRequest x p50 of a required dependency x costs.latency > T: 100 % - "
            + "availability of the mode's dependency <= 100 % - slo",
        "every outage that the mode is meant to survive spends the latency budget, and the "
            + "dependency's promised outages alone spend all of it");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (DegradationMode mode : service.degradation()) {
      if (mode.costs().latency() <= 1
          || !(mode.trigger() instanceof DegradationMode.Trigger.Fails)) {
        continue;
      }
      for (Objective objective : service.objectives()) {
        if (objective.sli() instanceof Objective.Sli.Latency latency
            && objective.slo().asFraction() >= 0.5) {
          compare(service, mode, objective, latency.threshold(), findings);
        }
      }
    }
  }

  private static void compare(
      Service service,
      DegradationMode mode,
      Objective objective,
      Duration threshold,
      Findings findings) {
    var failing =
        service.dependencies().stream()
            .filter(dependency -> dependency.name().equals(mode.dependency()))
            .findFirst();
    Percentage availability = failing.map(Dependency::availability).orElse(null);
    if (availability == null) {
      findings.unknown("dependencies/" + mode.dependency() + "/availability");
      return;
    }
    for (Dependency dependency : service.dependencies()) {
      var latency = dependency.latency();
      if (latency == null
          || dependency.required().asFraction() < 1
          || dependency.name().equals(mode.dependency())) {
        continue;
      }
      findings.compared();
      Duration usual = Numbers.times(latency.p50(), dependency.callsPerRequest());
      Duration slow = Numbers.times(usual, mode.costs().latency());
      boolean always = slow.compareTo(threshold) > 0 && usual.compareTo(threshold) <= 0;
      if (always && availability.complement().compareTo(objective.slo().complement()) > 0) {
        findings
            .warning(
                "degradation/" + mode.name() + "/costs/latency",
                "in mode %s half of the requests miss %s, and %s may fail %s of the time"
                    .formatted(
                        mode.name(),
                        objective.name(),
                        mode.dependency(),
                        availability.complement()),
                "the dependency fails as often as its promise allows")
            .with("objectives/" + objective.name() + "/good", "what a good request takes")
            .with("dependencies/" + dependency.name() + "/latency/p50", "what it takes usually")
            .with("dependencies/" + mode.dependency() + "/availability", "how often it may fail")
            .sum(
                "%s x %s = %s > %s, for %s of the time > %s"
                    .formatted(
                        Durations.format(usual),
                        Numbers.of(mode.costs().latency()),
                        Durations.format(slow),
                        Durations.format(threshold),
                        availability.complement(),
                        objective.slo().complement()))
            .fix("make the mode cheaper, or promise less");
      }
    }
  }
}
