package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Observability.Traces;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class HeadKnowsNoOutcome extends Check {
  HeadKnowsNoOutcome() {
    super(
        "MS-O002",
        "sampling that keeps failed or slow requests more often, decided before they " + "fail",
        "traces.decide: head goes with equal shares of errors, slow and rest",
        "the traces of the failures are thrown away with all the others, at the rate "
            + "of the rest");
  }

  @Override
  public void check(Service service, Findings findings) {
    Traces traces = service.observability().traces();
    if (traces == null) {
      return;
    }
    findings.compared();
    boolean errors = !traces.errors().equals(traces.rest());
    boolean slow = traces.slowAbove() != null && !traces.slow().equals(traces.rest());
    if (traces.decide() == Traces.Decision.HEAD && (errors || slow)) {
      findings
          .error(
              "observability/traces/decide",
              "head decides at the first span, when nobody knows whether the request will %s"
                  .formatted(errors ? "fail" : "be slow"))
          .with(
              errors ? "observability/traces/sample/errors" : "observability/traces/sample/slow",
              "cannot be told apart from the rest")
          .with("observability/traces/sample/rest", "what is kept of all")
          .sum(
              "kept: %s, promised: %s"
                  .formatted(traces.rest(), errors ? traces.errors() : traces.slow()))
          .fix("write `decide: tail`", "observability/traces/decide", "tail");
    }
  }
}
