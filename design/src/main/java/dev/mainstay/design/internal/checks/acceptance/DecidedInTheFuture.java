package dev.mainstay.design.internal.checks.acceptance;

import dev.mainstay.design.Decision;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class DecidedInTheFuture extends Check {
  DecidedInTheFuture() {
    super(
        "MS-C202",
        "a decision of a day that has not come",
        "decisions.GATE.on <= today",
        "a gate that is passed in advance stops nothing: whoever decides has not seen yet what "
            + "there is to see");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Decision decision : service.decisions()) {
      findings.compared();
      if (decision.on().isAfter(findings.today())) {
        String path = "decisions/" + decision.gate().key();
        findings
            .error(
                path + "/on",
                "%s was decided on %s, which has not come"
                    .formatted(decision.gate().key(), decision.on()))
            .with(path + "/by", "who decided")
            .sum("%s > %s (today)".formatted(decision.on(), findings.today()))
            .fix("write the day on which it was decided, or decide it then");
      }
    }
  }
}
