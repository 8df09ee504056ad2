package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.Locale;

final class RiskBelowItsFactors extends Check {
  RiskBelowItsFactors() {
    super(
        "MS-D026",
        "a release that is called less risky than its factors make it",
        "risk.level >= the level of the factors: none low, one or two medium, more high; a large scope counts twice",
        "the precautions of a risky release are left out, because on paper it is none");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.release().risk() == null) {
      return;
    }
    findings.compared();
    Delivery.Risk risk = delivery.release().risk();
    if (risk.level().compareTo(risk.implied()) < 0) {
      findings
          .warning(
              "delivery/risk/level",
              "%s, but its factors make it %s".formatted(word(risk.level()), word(risk.implied())),
              "each factor counts the same, and a large scope twice")
          .with("delivery/risk/scope", "how much changes")
          .with("delivery/risk/dependencies", "versions of dependencies change")
          .with("delivery/risk/migration", "the schema changes")
          .with("delivery/risk/configuration", "the configuration changes")
          .sum(
              "scope %d + dependencies %d + migration %d + configuration %d = %d factors: %s > %s"
                  .formatted(
                      risk.scope().ordinal(),
                      risk.dependencies() ? 1 : 0,
                      risk.migration() ? 1 : 0,
                      risk.configuration() ? 1 : 0,
                      factors(risk),
                      word(risk.implied()),
                      word(risk.level())))
          .fix(
              "call it " + word(risk.implied()) + " and take its precautions, or split the release",
              "delivery/risk/level",
              word(risk.implied()));
    }
  }

  private static int factors(Delivery.Risk risk) {
    return risk.scope().ordinal()
        + (risk.dependencies() ? 1 : 0)
        + (risk.migration() ? 1 : 0)
        + (risk.configuration() ? 1 : 0);
  }

  private static String word(Delivery.Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
