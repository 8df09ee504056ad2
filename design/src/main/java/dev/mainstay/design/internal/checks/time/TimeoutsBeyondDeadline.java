package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Retries;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

final class TimeoutsBeyondDeadline extends Check {
  TimeoutsBeyondDeadline() {
    super(
        "MS-T002",
        "dependency timeouts add up to more than the deadline",
        "the longest wait for each dependency, and their sum, <= interface.http.deadline",
        "when dependencies hang, the caller is given up on before the service has its own "
            + "answer ready");
  }

  @Override
  public void check(Service service, Findings findings) {
    Duration deadline = service.http().deadline();
    Duration sum = Duration.ZERO;
    List<String> terms = new ArrayList<>();
    boolean alone = false;
    for (Dependency dependency : service.dependencies()) {
      if (dependency.callsPerRequest() == 0) {
        continue;
      }
      findings.compared();
      var pool = dependency.pool();
      Duration single = dependency.timeout().plus(pool == null ? Duration.ZERO : pool.maxWait());
      if (single.compareTo(deadline) > 0) {
        alone = true;
        findings
            .error(
                "dependencies/" + dependency.name() + "/timeout",
                "one call to %s may take %s, beyond the deadline of %s"
                    .formatted(
                        dependency.name(), Durations.format(single), Durations.format(deadline)))
            .with("interface/http/deadline", "the caller has its answer by then")
            .sum(Durations.format(single) + " > " + Durations.format(deadline))
            .fix("shorten the timeout below " + Durations.written(deadline));
      }
      Duration worst = Retries.worst(dependency);
      sum = sum.plus(worst);
      terms.add(dependency.name() + " " + Durations.format(worst));
    }
    if (!alone && terms.size() > 1 && sum.compareTo(deadline) > 0) {
      findings
          .warning(
              "interface/http/deadline",
              "the dependencies may take %s together, beyond the deadline of %s"
                  .formatted(Durations.format(sum), Durations.format(deadline)),
              "a request asks them one after another")
          .with("dependencies", "their timeouts with retries and waits for a connection")
          .sum(
              String.join(" + ", terms)
                  + " = "
                  + Durations.format(sum)
                  + " > "
                  + Durations.format(deadline))
          .fix("shorten timeouts, or ask independent dependencies at the same time");
    }
  }
}
