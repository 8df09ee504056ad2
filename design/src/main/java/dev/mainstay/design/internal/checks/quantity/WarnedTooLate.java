package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Percentage;

final class WarnedTooLate extends Check {
  WarnedTooLate() {
    super(
        "MS-Q059",
        "a warning that comes after the damage",
        "overload.*.warn < overload.*.shed, or < unready where nothing is shed",
        "people hear of it when users are already refused, and the warning tells nothing that the "
            + "alert does not");
  }

  @Override
  public void check(Service service, Findings findings) {
    service
        .overload()
        .resources()
        .forEach((resource, thresholds) -> {
          Percentage warn = thresholds.warn();
          Percentage shed = thresholds.shed();
          Percentage first = shed == null ? thresholds.unready() : shed;
          if (warn == null || first == null) {
            return;
          }
          findings.compared();
          if (warn.compareTo(first) >= 0) {
            String path = "overload/" + resource.key();
            findings
                .error(
                    path + "/warn",
                    "%s: people are told at %s, but %s at %s"
                        .formatted(
                            resource.key(),
                            warn,
                            shed == null ? "the instance is not ready" : "requests are refused",
                            first))
                .with(path + (shed == null ? "/unready" : "/shed"), "happens first")
                .sum("%s >= %s".formatted(warn, first))
                .fix("warn early enough to act, such as 5 to 10 points below");
          }
        });
  }
}
