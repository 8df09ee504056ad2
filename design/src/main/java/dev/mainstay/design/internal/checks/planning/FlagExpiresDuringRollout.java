package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.time.LocalDate;

final class FlagExpiresDuringRollout extends Check {
  FlagExpiresDuringRollout() {
    super(
        "MS-B017",
        "a flag that expires before its rollout can end",
        "today + hold x shares <= flags.NAME.expires",
        "the last users get the feature in a hurry, or the flag outlives its day like all the others");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Planning.Flag flag : service.planning().flags()) {
      LocalDate expires = flag.expires();
      Duration hold = flag.hold();
      if (expires == null
          || hold == null
          || flag.on()
          || flag.rollout().isEmpty()
          || expires.isBefore(findings.today())) {
        continue;
      }
      findings.compared();
      long days = hold.multipliedBy(flag.rollout().size()).toDays();
      LocalDate done = findings.today().plusDays(days);
      if (done.isAfter(expires)) {
        findings
            .warning(
                "planning/flags/" + flag.name() + "/expires",
                "%s expires on %s, its rollout ends on %s at the earliest"
                    .formatted(flag.name(), expires, done),
                "the rollout has not begun")
            .with("planning/flags/" + flag.name() + "/rollout", "the shares")
            .with("planning/flags/" + flag.name() + "/hold", "how long each is held")
            .sum(
                "%s (today) + %d x %s = %s > %s"
                    .formatted(
                        findings.today(),
                        flag.rollout().size(),
                        Durations.format(hold),
                        done,
                        expires))
            .fix("hold the shares for less, or let it expire later");
      }
    }
  }
}
