package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;

final class ModeCannotBeLeft extends Check {
  ModeCannotBeLeft() {
    super(
        "MS-C012",
        "a mode that is never left",
        "degradation.NAME.leave is about the dependency that enters the mode, with a limit that it "
            + "reaches when it is well: above latency.p50, above 100 % - availability",
        "the outage is over and the service stays degraded, until somebody restarts it");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (DegradationMode mode : service.degradation()) {
      var leave = mode.leave();
      if (leave == null) {
        continue;
      }
      String other = leave.recovery().dependency();
      if (!other.equals(mode.dependency())) {
        findings
            .error(
                "degradation/" + mode.name() + "/leave/when",
                "mode %s is entered by %s, but left by %s"
                    .formatted(mode.name(), mode.dependency(), other))
            .with("degradation/" + mode.name() + "/when", "what enters it")
            .sum("%s is well again: the mode stays".formatted(mode.dependency()))
            .fix("leave it when " + mode.dependency() + " is well again");
        continue;
      }
      service.dependencies().stream()
          .filter(dependency -> dependency.name().equals(other))
          .forEach(dependency -> reachable(mode, dependency, leave.recovery(), findings));
    }
  }

  private static void reachable(
      DegradationMode mode,
      Dependency dependency,
      DegradationMode.Recovery recovery,
      Findings findings) {
    String path = "dependencies/" + dependency.name();
    var latency = dependency.latency();
    Percentage availability = dependency.availability();
    if (recovery instanceof DegradationMode.Recovery.Faster faster) {
      if (latency == null) {
        findings.unknown(path + "/latency");
        return;
      }
      findings.compared();
      if (faster.than().compareTo(latency.p50()) <= 0) {
        findings
            .error(
                "degradation/" + mode.name() + "/leave/when",
                "mode %s is left when %s is faster than %s, which half of its calls never are"
                    .formatted(mode.name(), dependency.name(), Durations.format(faster.than())))
            .with(path + "/latency/p50", "half of the calls take longer")
            .sum(Durations.format(faster.than()) + " <= " + Durations.format(latency.p50()))
            .fix("leave it at what is usual, such as " + Durations.written(latency.p99()));
      }
    } else if (recovery instanceof DegradationMode.Recovery.Errors errors) {
      if (availability == null) {
        findings.unknown(path + "/availability");
        return;
      }
      findings.compared();
      if (errors.below().compareTo(availability.complement()) <= 0
          && availability.complement().fraction().signum() > 0) {
        findings
            .error(
                "degradation/" + mode.name() + "/leave/when",
                "mode %s is left below %s of errors, but %s promises no less than %s"
                    .formatted(
                        mode.name(), errors.below(), dependency.name(), availability.complement()))
            .with(path + "/availability", "what it promises")
            .sum(
                "%s <= 100 %% - %s = %s"
                    .formatted(errors.below(), availability, availability.complement()))
            .fix("leave it above " + availability.complement());
      }
    }
  }
}
