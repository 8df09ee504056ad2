package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;

final class RefreshShorterThanAccess extends Check {
  RefreshShorterThanAccess() {
    super(
        "MS-S005",
        "tokens that cannot be renewed when they end",
        "authentication.refresh > authentication.access",
        "users are logged out although the design says that they stay; the refresh token is dead when it is first needed");
  }

  @Override
  public void check(Service service, Findings findings) {
    Security.Authentication authentication = service.security().authentication();
    if (authentication == null
        || authentication.access() == null
        || authentication.refresh() == null) {
      return;
    }
    findings.compared();
    if (authentication.refresh().compareTo(authentication.access()) <= 0) {
      findings
          .error(
              "security/authentication/refresh",
              "refresh tokens end after %s, access tokens after %s"
                  .formatted(
                      Durations.format(authentication.refresh()),
                      Durations.format(authentication.access())))
          .with("security/authentication/access", "renewed when it ends")
          .sum(
              "%s <= %s"
                  .formatted(
                      Durations.format(authentication.refresh()),
                      Durations.format(authentication.access())))
          .fix("make the access token shorter than the refresh token, or leave refresh out");
    }
  }
}
