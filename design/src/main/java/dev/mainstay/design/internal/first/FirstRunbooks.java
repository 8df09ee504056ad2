package dev.mainstay.design.internal.first;

import dev.mainstay.design.FirstDesign;
import java.util.LinkedHashMap;
import java.util.Map;

/** The runbooks of a first design: what can be said before the service has ever failed. */
public final class FirstRunbooks {
  static final String BUDGET = "error-budget";
  static final String OUTAGE = "nobody-answers";
  static final String TOO_FEW = "too-few-instances";

  private FirstRunbooks() {}

  /** Their texts by name. */
  public static Map<String, String> of(FirstDesign design) {
    Map<String, String> runbooks = new LinkedHashMap<>();
    runbooks.put(
        BUDGET,
        """
        # An error budget burns too fast

        **What it means:** at this rate the budget is gone long before its window ends.

        1. Was a version deployed in the last hour? Take it back first, understand it later.
        2. Does a dependency fail? Its breaker and the degradation modes in the console tell: go on with its runbook.
        3. Is it one route or one status? The metrics of requests tell by `route` and `status`.
        4. Is there more load than usual? Start more instances, or ask the caller to slow down.

        When it is over, note in the incident how many requests it cost.
        """);
    runbooks.put(
        OUTAGE,
        """
        # Nobody answers

        **Who is hurt:** everybody. Bring back any version that works before you look for the reason.

        1. Was a version deployed in the last hour? Take it back.
        2. Are the instances gone, or running and not ready? Gone: the last lines of their logs tell why.
        3. Not ready: the answer of the readiness probe names what it waits for: go on with the runbook of that.
        4. None of it: start one instance by hand and look at what it says.
        """);
    if (Rationale.least(design.criticality()) > 1) {
      runbooks.put(
          TOO_FEW,
          """
          # Fewer instances are ready than the design asks for

          **Who is hurt:** nobody yet; the next failure may leave too few.

          1. Is one missing, or running and not ready?
          2. Missing: the last lines of its log tell why. Does it come back by itself, and how often today?
          3. Not ready: the answer of its readiness probe names what it waits for.
          """);
    }
    return runbooks;
  }
}
