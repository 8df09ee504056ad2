package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class HstsTooShort extends Check {
  HstsTooShort() {
    super(
        "MS-S004",
        "browsers forget too soon to insist on https",
        "headers.hsts >= 180d where exposure is internet",
        "a user who comes back after the time is led over plain http once, and that once is enough to take the session");
  }

  @Override
  public void check(Service service, Findings findings) {
    Security security = service.security();
    Duration hsts = security.headers().hsts();
    if (hsts == null || security.exposure() != Security.Exposure.INTERNET) {
      return;
    }
    findings.compared();
    Duration least = Duration.ofDays(180);
    if (hsts.compareTo(least) < 0) {
      findings
          .warning(
              "security/headers/hsts",
              "hsts of %s, shorter than %s"
                  .formatted(Durations.format(hsts), Durations.format(least)),
              "people come with browsers, some of them months apart")
          .with("security/exposure", "from where it can be reached")
          .sum("%s < %s".formatted(Durations.format(hsts), Durations.format(least)))
          .fix(
              "raise it to 365d once every subdomain speaks https",
              "security/headers/hsts",
              "365d");
    }
  }
}
