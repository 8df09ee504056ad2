package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class RiskUnderrated extends Check {
  RiskUnderrated() {
    super(
        "MS-B010",
        "a risk that is called smaller than it is",
        "risks.NAME.level >= likelihood x impact",
        "it is put off with the small ones, and meets the service unprepared");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Planning.Risk risk : service.planning().risks()) {
      if (risk.level() == null) {
        continue;
      }
      findings.compared();
      if (risk.level().compareTo(risk.implied()) < 0) {
        String path = "planning/risks/" + risk.name();
        findings
            .error(
                path + "/level",
                "%s, but %s likelihood and %s impact are %s"
                    .formatted(
                        Words.of(risk.level()),
                        Words.of(risk.likelihood()),
                        Words.of(risk.impact()),
                        Words.of(risk.implied())))
            .with(path + "/likelihood", "how likely")
            .with(path + "/impact", "how bad")
            .sum(
                "%d x %d = %d: %s > %s"
                    .formatted(
                        risk.likelihood().ordinal() + 1,
                        risk.impact().ordinal() + 1,
                        risk.score(),
                        Words.of(risk.implied()),
                        Words.of(risk.level())))
            .fix(
                "call it " + Words.of(risk.implied()) + ", or say what makes it smaller",
                path + "/level",
                Words.of(risk.implied()));
      }
    }
  }
}
