package dev.mainstay.design.internal.checks.acceptance;

import dev.mainstay.design.Acceptance;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class AcceptanceUnused extends Check {
  AcceptanceUnused() {
    super(
        "MS-C200",
        "a finding is accepted that is not there",
        "each accepted.CODE is found in this service",
        "the acceptance waits for the day when the mistake comes back, and hides it then");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Acceptance accepted : service.accepted()) {
      findings.compared();
      if (!findings.found(accepted.code())) {
        String path = "accepted/" + accepted.code();
        findings
            .warning(
                path,
                "%s is accepted, but not found".formatted(accepted.code()),
                "it was mended, and not only hidden by a fact that is no longer written")
            .with(path + "/because", "the reason then")
            .sum("findings of %s in %s: 0".formatted(accepted.code(), service.name()))
            .fix("remove the acceptance");
      }
    }
  }
}
