package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Rate;

final class UserBeyondTheService extends Check {
  UserBeyondTheService() {
    super(
        "MS-S017",
        "a limit per user that one user cannot reach",
        "inputs.perUser < instances.max x each.capacity",
        "the limit lets a single user take the whole service, which is what it was to prevent");
  }

  @Override
  public void check(Service service, Findings findings) {
    Rate perUser = service.security().inputs().perUser();
    if (perUser == null) {
      return;
    }
    Rate capacity = service.instances().capacity();
    if (capacity == null) {
      findings.unknown("instances/each/capacity");
      return;
    }
    findings.compared();
    double all = service.instances().max() * capacity.perSecond();
    if (perUser.perSecond() >= all * (1 - 1e-12)) {
      findings
          .error(
              "security/inputs/perUser",
              "one user may send %s, all instances together carry %s/s"
                  .formatted(perUser, Numbers.of(all)))
          .with("instances/max", "instances at most")
          .with("instances/each/capacity", "what one carries")
          .sum(
              "%s >= %d x %s = %s/s"
                  .formatted(perUser, service.instances().max(), capacity, Numbers.of(all)))
          .fix("limit a user to a small part of " + Numbers.of(all) + "/s");
    }
  }
}
