package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Percentage;

final class RolloutNotRising extends Check {
  RolloutNotRising() {
    super(
        "MS-B014",
        "a flag whose rollout does not grow",
        "each share of flags.NAME.rollout is larger than the one before",
        "users lose what they already had, or a step changes nothing and is taken for a proof");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Planning.Flag flag : service.planning().flags()) {
      for (int i = 1; i < flag.rollout().size(); i++) {
        findings.compared();
        Percentage before = flag.rollout().get(i - 1);
        Percentage now = flag.rollout().get(i);
        if (now.compareTo(before) <= 0) {
          String path = "planning/flags/" + flag.name() + "/rollout/";
          findings
              .error(path + i, "%s after %s".formatted(now, before))
              .with(path + (i - 1), "the share before")
              .sum("%s <= %s".formatted(now, before))
              .fix("order the shares from small to large");
        }
      }
    }
  }
}
