package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;

final class ToilLongerThanItsInterval extends Check {
  ToilLongerThanItsInterval() {
    super(
        "MS-B008",
        "work that comes again before it is done",
        "toil.NAME.takes <= toil.NAME.every",
        "one person never finishes it, and what is left over piles up");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Planning.Toil toil : service.planning().toil()) {
      findings.compared();
      if (toil.takes().compareTo(toil.every()) > 0) {
        findings
            .error(
                "planning/toil/" + toil.name() + "/takes",
                "takes %s, every %s"
                    .formatted(Durations.format(toil.takes()), Durations.format(toil.every())))
            .with("planning/toil/" + toil.name() + "/every", "how often it comes")
            .sum(
                "%s > %s".formatted(Durations.format(toil.takes()), Durations.format(toil.every())))
            .fix("exchange the two, or automate it");
      }
    }
  }
}
