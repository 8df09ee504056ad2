package dev.mainstay.design.internal.checks.acceptance;

import dev.mainstay.design.Acceptance;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.time.LocalDate;

final class AcceptanceTooLong extends Check {
  private static final int MOST_YEARS = 1;

  AcceptanceTooLong() {
    super(
        "MS-C201",
        "a finding is accepted for more than a year",
        "accepted.CODE.until <= today + 1 year",
        "the people, the traffic and the reason change sooner; by then nobody remembers that "
            + "there was a decision");
  }

  @Override
  public void check(Service service, Findings findings) {
    LocalDate latest = findings.today().plusYears(MOST_YEARS);
    for (Acceptance accepted : service.accepted()) {
      findings.compared();
      if (accepted.until().isAfter(latest)) {
        String path = "accepted/" + accepted.code();
        findings
            .warning(
                path + "/until",
                "%s is accepted until %s, more than a year ahead"
                    .formatted(accepted.code(), accepted.until()),
                "nobody looks at it again before that day")
            .with(path + "/because", "the reason now")
            .sum(
                "%s > %s (today) + 1 year = %s"
                    .formatted(accepted.until(), findings.today(), latest))
            .fix("accept it until %s at most, and decide anew then".formatted(latest));
      }
    }
  }
}
