package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;

final class ModeAlwaysOn extends Check {
  ModeAlwaysOn() {
    super(
        "MS-C010",
        "a degradation mode that is on while everything is well",
        "degradation.NAME.when: DEPENDENCY slower than LIMIT, above its latency.p50; errors above "
            + "SHARE, at least 100 % - its availability",
        "a mode that is always on is the real operation, and nobody is told any more when "
            + "something is wrong");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (DegradationMode mode : service.degradation()) {
      for (Dependency dependency : service.dependencies()) {
        if (!dependency.name().equals(mode.dependency())) {
          continue;
        }
        switch (mode.trigger()) {
          case DegradationMode.Trigger.Slower slower ->
              slower(mode, dependency, slower.than(), findings);
          case DegradationMode.Trigger.Errors errors ->
              errors(mode, dependency, errors.above(), findings);
          case DegradationMode.Trigger.Fails ignored -> {}
        }
      }
    }
  }

  private static void slower(
      DegradationMode mode, Dependency dependency, Duration limit, Findings findings) {
    var latency = dependency.latency();
    String path = "dependencies/" + dependency.name() + "/latency";
    if (latency == null) {
      findings.unknown(path);
      return;
    }
    findings.compared();
    if (limit.compareTo(latency.p50()) <= 0) {
      findings
          .error(
              "degradation/" + mode.name() + "/when",
              "mode %s is entered when %s is slower than %s, which half of its calls are"
                  .formatted(mode.name(), dependency.name(), Durations.format(limit)))
          .with(path + "/p50", "half of the calls take longer")
          .sum(Durations.format(limit) + " <= " + Durations.format(latency.p50()))
          .fix("enter it above the usual, such as above " + Durations.written(latency.p99()));
    }
  }

  private static void errors(
      DegradationMode mode, Dependency dependency, Percentage limit, Findings findings) {
    Percentage availability = dependency.availability();
    String path = "dependencies/" + dependency.name() + "/availability";
    if (availability == null) {
      findings.unknown(path);
      return;
    }
    findings.compared();
    if (limit.compareTo(availability.complement()) < 0) {
      findings
          .error(
              "degradation/" + mode.name() + "/when",
              "mode %s is entered above %s of errors, but %s promises no less than %s"
                  .formatted(mode.name(), limit, dependency.name(), availability.complement()))
          .with(path, "what it promises")
          .sum("%s < 100 %% - %s = %s".formatted(limit, availability, availability.complement()))
          .fix("enter it above " + availability.complement());
    }
  }
}
