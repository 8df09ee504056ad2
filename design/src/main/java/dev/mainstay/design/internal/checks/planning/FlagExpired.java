package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.time.LocalDate;

final class FlagExpired extends Check {
  FlagExpired() {
    super(
        "MS-B015",
        "a flag that should be gone",
        "flags.NAME.expires >= today",
        "two versions of the behaviour are kept alive and only one is tested; somebody switches the flag by accident");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Planning.Flag flag : service.planning().flags()) {
      LocalDate expires = flag.expires();
      if (expires == null) {
        continue;
      }
      findings.compared();
      if (expires.isBefore(findings.today())) {
        findings
            .error(
                "planning/flags/" + flag.name() + "/expires",
                "%s was to be gone by %s".formatted(flag.name(), expires))
            .with("planning/flags/" + flag.name() + "/owner", "by whom")
            .sum("%s < %s (today)".formatted(expires, findings.today()))
            .fix("take the flag out of the code and out of the design");
      }
    }
  }
}
