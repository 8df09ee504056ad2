package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Observability.Traces;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.Locale;

final class TracesBreak extends Check {
  TracesBreak() {
    super(
        "MS-O011",
        "a trace that ends at the border between two services",
        "traces.propagate of a caller = traces.propagate of the service it calls",
        "the trace of a slow request ends where it becomes interesting");
  }

  @Override
  public void check(Service service, Findings findings) {
    Traces traces = service.observability().traces();
    if (traces == null) {
      return;
    }
    for (Dependency dependency : service.dependencies()) {
      Service callee = findings.designs().service(dependency.name()).orElse(null);
      Traces other = callee == null ? null : callee.observability().traces();
      if (callee == null) {
        continue;
      }
      if (other == null) {
        findings.unknown("observability/traces of " + callee.name());
        continue;
      }
      findings.compared();
      if (traces.propagate() != other.propagate()) {
        findings
            .error(
                "observability/traces/propagate",
                "%s sends %s headers, but %s reads %s"
                    .formatted(service.name(), word(traces), callee.name(), word(other)))
            .with(callee.name(), "observability/traces/propagate", "of the called service")
            .with("dependencies/" + dependency.name(), "the call")
            .sum("%s is not %s".formatted(word(traces), word(other)))
            .fix("write `propagate: w3c` in both");
      }
    }
  }

  private static String word(Traces traces) {
    return traces.propagate().name().toLowerCase(Locale.ROOT);
  }
}
