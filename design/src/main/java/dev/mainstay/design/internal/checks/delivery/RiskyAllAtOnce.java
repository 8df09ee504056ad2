package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.Locale;

final class RiskyAllAtOnce extends Check {
  RiskyAllAtOnce() {
    super(
        "MS-D027",
        "a risky release that reaches everybody unjudged",
        "risk.level high or critical goes with a canary, blue/green or flags",
        "the release that is known to be dangerous is the one that no small group of callers tries first");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.release().risk() == null) {
      return;
    }
    findings.compared();
    Delivery.Strategy strategy = delivery.strategy();
    if (delivery.release().risk().level().compareTo(Delivery.Level.HIGH) >= 0
        && strategy.canary().isEmpty()
        && strategy.blueGreen() == null
        && strategy.flags().isEmpty()) {
      findings
          .warning(
              "delivery/strategy",
              "a %s risk, and nothing between the first instance and all callers"
                  .formatted(delivery.release().risk().level().name().toLowerCase(Locale.ROOT)),
              "nothing outside this design holds callers back")
          .with("delivery/risk/level", "how risky a release is")
          .sum("canary steps 0, blue/green none, flags 0")
          .fix("start with a canary of a few percent, or ship the change behind a flag");
    }
  }
}
