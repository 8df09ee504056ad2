package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Budgets;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;

final class TimeoutBelowLatency extends Check {
  TimeoutBelowLatency() {
    super(
        "MS-T024",
        "a timeout that cuts off calls as slow as they usually are",
        "dependencies.NAME.timeout >= latency.p50; >= latency.p99 when a single attempt of each "
            + "request that needs it must succeed for the availability objective",
        "a healthy dependency fails by the service's own hand, and each retry asks it for the "
            + "same work again");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      var latency = dependency.latency();
      if (latency == null) {
        findings.unknown("dependencies/" + dependency.name() + "/latency");
        continue;
      }
      findings.compared();
      if (dependency.timeout().compareTo(latency.p50()) < 0) {
        String path = "dependencies/" + dependency.name();
        findings
            .error(
                path + "/timeout",
                "calls to %s are cut off after %s, but half of them take longer than %s"
                    .formatted(
                        dependency.name(),
                        Durations.format(dependency.timeout()),
                        Durations.format(latency.p50())))
            .with(path + "/latency/p50", "half of the calls take longer")
            .sum(Durations.format(dependency.timeout()) + " < " + Durations.format(latency.p50()))
            .fix("raise the timeout above " + Durations.written(latency.p99()));
      } else if (dependency.timeout().compareTo(latency.p99()) < 0) {
        compareWithObjective(service, dependency, latency, findings);
      }
    }
  }

  private static void compareWithObjective(
      Service service, Dependency dependency, Dependency.Latency latency, Findings findings) {
    var retry = dependency.retry();
    var objective = Budgets.strictestAvailability(service);
    if (objective.isEmpty() || (retry != null && retry.attempts() > 1)) {
      return;
    }
    double failing = 0.01 * dependency.required().asFraction();
    double allowed = objective.get().slo().complement().asFraction();
    if (failing > allowed * (1 + 1e-9)) {
      String path = "dependencies/" + dependency.name();
      findings
          .warning(
              path + "/timeout",
              "calls to %s are cut off after %s, which fails at least %s of the requests"
                  .formatted(
                      dependency.name(),
                      Durations.format(dependency.timeout()),
                      Numbers.percent(failing)),
              "the declared latency is true, and each request that needs it calls it once")
          .with(path + "/latency/p99", "one call in a hundred takes longer")
          .with("objectives/" + objective.get().name() + "/slo", "what is promised")
          .sum(
              "%s < %s: 1 %% x %s = %s > %s"
                  .formatted(
                      Durations.format(dependency.timeout()),
                      Durations.format(latency.p99()),
                      dependency.required(),
                      Numbers.percent(failing),
                      objective.get().slo().complement()))
          .fix("raise the timeout above " + Durations.written(latency.p99()) + ", or retry once");
    }
  }
}
