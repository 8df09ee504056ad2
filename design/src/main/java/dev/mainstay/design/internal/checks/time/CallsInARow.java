package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class CallsInARow extends Check {
  CallsInARow() {
    super(
        "MS-T026",
        "the calls of one request to a dependency outlast the deadline",
        "callsPerRequest (whole calls) x (timeout + pool.wait) <= interface.http.deadline; x p50 "
            + "<= interface.http.deadline",
        "each call is within its timeout and the request is not: it fails without any dependency "
            + "having failed");
  }

  @Override
  public void check(Service service, Findings findings) {
    Duration deadline = service.http().deadline();
    for (Dependency dependency : service.dependencies()) {
      long calls = (long) Math.floor(dependency.callsPerRequest());
      if (calls < 2 || calls > 1_000_000) {
        continue;
      }
      findings.compared();
      var pool = dependency.pool();
      Duration single = dependency.timeout().plus(pool == null ? Duration.ZERO : pool.maxWait());
      Duration all = single.multipliedBy(calls);
      var latency = dependency.latency();
      boolean usual = latency != null && latency.p50().multipliedBy(calls).compareTo(deadline) > 0;
      if (single.compareTo(deadline) <= 0 && (usual || all.compareTo(deadline) > 0)) {
        String path = "dependencies/" + dependency.name();
        Duration each = usual && latency != null ? latency.p50() : single;
        findings
            .warning(
                path + "/callsPerRequest",
                "%d calls to %s may take %s, beyond the deadline of %s"
                    .formatted(
                        calls,
                        dependency.name(),
                        Durations.format(each.multipliedBy(calls)),
                        Durations.format(deadline)),
                "the calls are made one after another")
            .with(usual ? path + "/latency/p50" : path + "/timeout", "what each may take")
            .with("interface/http/deadline", "the caller has its answer by then")
            .sum(
                "%d x %s = %s > %s"
                    .formatted(
                        calls,
                        Durations.format(each),
                        Durations.format(each.multipliedBy(calls)),
                        Durations.format(deadline)))
            .fix("ask for everything in one call, or shorten the timeout");
      }
    }
  }
}
