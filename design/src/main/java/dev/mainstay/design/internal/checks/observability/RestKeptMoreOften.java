package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Observability.Traces;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Percentage;

final class RestKeptMoreOften extends Check {
  RestKeptMoreOften() {
    super(
        "MS-O003",
        "failed or slow requests that are kept less often than ordinary ones",
        "traces.sample: errors >= rest and slow.share >= rest",
        "the store is full of traces of what went well");
  }

  @Override
  public void check(Service service, Findings findings) {
    Traces traces = service.observability().traces();
    if (traces == null) {
      return;
    }
    findings.compared();
    tell("errors", "errors", traces.errors(), traces.rest(), findings);
    if (traces.slowAbove() != null) {
      tell("slow/share", "slow requests", traces.slow(), traces.rest(), findings);
    }
  }

  private static void tell(
      String key, String what, Percentage kept, Percentage rest, Findings findings) {
    if (kept.compareTo(rest) < 0) {
      findings
          .error(
              "observability/traces/sample/" + key,
              "%s of the %s is kept, but %s of the rest".formatted(kept, what, rest))
          .with("observability/traces/sample/rest", "all others")
          .sum(kept + " < " + rest)
          .fix("keep all of them: `100 %`");
    }
  }
}
