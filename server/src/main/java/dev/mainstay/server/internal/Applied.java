package dev.mainstay.server.internal;

import dev.mainstay.design.DesignResult;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Service;
import dev.mainstay.kernel.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The designs that run.
 *
 * @param result that the designs are from: their warnings, and what was accepted
 * @param runbooks texts by name
 * @param problems why the newest files were refused, or the warnings of those that run
 */
record Applied(
    DesignResult result, Map<String, String> runbooks, Instant appliedAt, List<Problem> problems) {
  Applied {
    runbooks = Map.copyOf(runbooks);
    problems = List.copyOf(problems);
  }

  Applied refusing(List<Problem> why) {
    return new Applied(result, runbooks, appliedAt, why);
  }

  Designs designs() {
    return result.designs().orElseThrow();
  }

  Service service(String name) {
    return designs()
        .service(name)
        .orElseThrow(() ->
            new NotFoundException(
                designs().services().isEmpty()
                    ? "no design of " + name + " (expected: a design; there is none of any service)"
                    : "no service "
                        + name
                        + " (expected: one of "
                        + designs().services().stream().map(Service::name).toList()
                        + ")"));
  }
}
