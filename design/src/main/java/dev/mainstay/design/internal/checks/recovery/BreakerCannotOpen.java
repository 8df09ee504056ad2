package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Drill;
import dev.mainstay.design.Drill.Fault;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class BreakerCannotOpen extends RecoveryCheck {
  BreakerCannotOpen() {
    super(
        "MS-R032",
        "a drill that waits for a breaker which cannot open",
        "with expect.breakerOpens, the dependency has a breaker, and for `NAME slower by D`: "
            + "latency.p99 + D > dependencies.NAME.timeout",
        "the calls stay within their timeout, no breaker sees a failure, and what the drill "
            + "wanted to prove was never tried");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    for (Drill drill : recovery.drills()) {
      if (!drill.expect().breakerOpens()) {
        continue;
      }
      switch (drill.fault()) {
        case Fault.DependencyFails(String name) -> breaker(service, drill, name, findings);
        case Fault.DependencySlower(String name, Duration by) -> {
          if (breaker(service, drill, name, findings)) {
            slower(service, drill, name, by, findings);
          }
        }
        case Fault.InstanceFails ignored -> {}
        case Fault.SiteFails ignored -> {}
        case Fault.Failover ignored -> {}
        case Fault.Restore ignored -> {}
      }
    }
  }

  private static boolean breaker(Service service, Drill drill, String name, Findings findings) {
    findings.compared();
    boolean has =
        service.dependencies().stream()
            .anyMatch(each -> each.name().equals(name) && each.breaker() != null);
    if (!has) {
      findings
          .error(
              drill(drill) + "/expect/breakerOpens",
              "%s expects the breaker of %s to open, which has none".formatted(drill.name(), name))
          .with("dependencies/" + name, "without a breaker")
          .sum("breakers of %s: 0".formatted(name))
          .fix("give %s a breaker, or do not expect one".formatted(name));
    }
    return has;
  }

  private static void slower(
      Service service, Drill drill, String name, Duration by, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      var latency = dependency.latency();
      if (!dependency.name().equals(name)) {
        continue;
      }
      if (latency == null) {
        findings.unknown("dependencies/" + name + "/latency");
        continue;
      }
      Duration taken = latency.p99().plus(by);
      if (taken.compareTo(dependency.timeout()) <= 0) {
        findings
            .error(
                drill(drill) + "/fault",
                "%s slower by %s answers in %s, within its timeout of %s: the breaker stays closed"
                    .formatted(
                        name,
                        Durations.format(by),
                        Durations.format(taken),
                        Durations.format(dependency.timeout())))
            .with("dependencies/" + name + "/timeout", "only a longer call fails")
            .with("dependencies/" + name + "/latency/p99", "how long calls take otherwise")
            .with(drill(drill) + "/expect/breakerOpens", "what is expected")
            .sum(
                "%s + %s = %s <= %s"
                    .formatted(
                        Durations.format(latency.p99()),
                        Durations.format(by),
                        Durations.format(taken),
                        Durations.format(dependency.timeout())))
            .fix("slow it down by more than " + Durations.written(dependency.timeout()));
      }
    }
  }
}
