package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class HighRiskUnowned extends Check {
  HighRiskUnowned() {
    super(
        "MS-B011",
        "a high risk that nobody owns",
        "a risk of level high or critical has an owner",
        "everybody knows of it and nobody acts on it");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Planning.Risk risk : service.planning().risks()) {
      Delivery.Level level = Words.larger(risk.level(), risk.implied());
      if (level.compareTo(Delivery.Level.HIGH) < 0) {
        continue;
      }
      findings.compared();
      if (risk.owner() == null) {
        String path = "planning/risks/" + risk.name();
        findings
            .warning(
                path,
                "%s is %s, and nobody owns it".formatted(risk.name(), Words.of(level)),
                "%s does not look after it by itself".formatted(service.owner()))
            .with(path + "/likelihood", "how likely")
            .with(path + "/impact", "how bad")
            .sum("%s, owners: 0".formatted(Words.of(level)))
            .fix("name one person or team: `owner: " + service.owner() + "`");
      }
    }
  }
}
