package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.time.LocalDate;

final class RiskReviewOverdue extends Check {
  RiskReviewOverdue() {
    super(
        "MS-B013",
        "a risk that should have been looked at",
        "risks.NAME.review >= today",
        "the register describes the service of some time ago");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Planning.Risk risk : service.planning().risks()) {
      LocalDate review = risk.review();
      if (review == null) {
        continue;
      }
      findings.compared();
      if (review.isBefore(findings.today())) {
        findings
            .error(
                "planning/risks/" + risk.name() + "/review",
                "%s was to be looked at on %s".formatted(risk.name(), review))
            .with("planning/risks/" + risk.name() + "/owner", "by whom")
            .sum("%s < %s (today)".formatted(review, findings.today()))
            .fix("look at it, and write the day of the next review");
      }
    }
  }
}
