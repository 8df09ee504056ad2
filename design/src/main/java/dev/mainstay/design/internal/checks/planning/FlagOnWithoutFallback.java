package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class FlagOnWithoutFallback extends Check {
  FlagOnWithoutFallback() {
    super(
        "MS-B016",
        "a flag that is on and has nothing to fall back to",
        "a flag with default on has a fallback",
        "turned off in an incident, the feature leaves a hole that nobody has tried");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Planning.Flag flag : service.planning().flags()) {
      findings.compared();
      if (flag.on() && flag.fallback() == null) {
        String path = "planning/flags/" + flag.name();
        findings
            .warning(
                path + "/default",
                "%s is on, and nobody says what happens when it is off".formatted(flag.name()),
                "what happens then is not obvious")
            .with("planning/cost/killSwitch/flag", "what the kill switch turns off")
            .sum("default on, fallbacks: 0")
            .fix("say it: `fallback: …`, and try it");
      }
    }
  }
}
