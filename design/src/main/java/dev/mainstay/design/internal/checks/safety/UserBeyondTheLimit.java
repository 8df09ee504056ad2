package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Overload;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Rate;

final class UserBeyondTheLimit extends Check {
  UserBeyondTheLimit() {
    super(
        "MS-S023",
        "a limit per user at or above the limit of all",
        "inputs.perUser < overload.limits.global",
        "one user uses up what all share, and everybody else is refused for it");
  }

  @Override
  public void check(Service service, Findings findings) {
    Rate perUser = service.security().inputs().perUser();
    Overload.Limits limits = service.overload().limits();
    if (perUser == null || limits == null || limits.global() == null) {
      return;
    }
    findings.compared();
    Rate global = limits.global();
    if (perUser.compareTo(global) >= 0) {
      findings
          .error(
              "security/inputs/perUser",
              "one user may send %s, all together %s".formatted(perUser, global))
          .with("overload/limits/global", "for all users")
          .sum("%s >= %s".formatted(perUser, global))
          .fix("limit a user to a small part of " + global);
    }
  }
}
