package dev.mainstay.design.internal.checks.acceptance;

import dev.mainstay.design.Acceptance;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class AcceptanceExpired extends Check {
  AcceptanceExpired() {
    super(
        "MS-C009",
        "a finding was accepted until a day that has passed",
        "accepted.CODE.until >= today, while CODE is still found",
        "what was meant to be mended by then is still there, and nobody decided that it may stay");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Acceptance accepted : service.accepted()) {
      findings.compared();
      if (findings.found(accepted.code()) && accepted.until().isBefore(findings.today())) {
        String path = "accepted/" + accepted.code();
        findings
            .error(
                path + "/until",
                "%s was accepted until %s, and is still found"
                    .formatted(accepted.code(), accepted.until()))
            .with(path + "/because", "the reason then")
            .sum("%s < %s (today)".formatted(accepted.until(), findings.today()))
            .fix("mend what it is about, or decide anew until when it may stay");
      }
    }
  }
}
