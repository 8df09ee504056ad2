package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class HighRiskUnseen extends Check {
  HighRiskUnseen() {
    super(
        "MS-B012",
        "a high risk that nothing announces",
        "a risk of level high or critical has an indicator among the alerts",
        "the team learns that it has happened from its customers");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Planning.Risk risk : service.planning().risks()) {
      Delivery.Level level = Words.larger(risk.level(), risk.implied());
      if (level.compareTo(Delivery.Level.HIGH) < 0 || service.alerts().isEmpty()) {
        continue;
      }
      findings.compared();
      if (risk.indicator() == null) {
        findings
            .warning(
                "planning/risks/" + risk.name(),
                "%s is %s, and none of %d alerts tells that it happens"
                    .formatted(risk.name(), Words.of(level), service.alerts().size()),
                "no other tool watches it")
            .with("alerts", "what is watched")
            .sum("%s, indicators: 0".formatted(Words.of(level)))
            .fix(
                "name the alert that tells: `indicator: "
                    + service.alerts().getFirst().name()
                    + "`");
      }
    }
  }
}
