package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.List;

final class RollbackAfterTheBudget extends Check {
  RollbackAfterTheBudget() {
    super(
        "MS-D011",
        "a rollback that ends when the budget is already gone",
        "(the trigger's `for` + rollback.within) x the share of traffic then < (100 % - slo) x over",
        "one release that fails every request breaks the promise of the whole window, although everything worked as designed");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || !findings.isWritten("delivery/rollback/within")) {
      return;
    }
    for (Objective objective : service.objectives()) {
      double budget =
          objective.slo().complement().asFraction() * Durations.seconds(objective.over().length());
      if (!(objective.sli() instanceof Objective.Sli.Availability) || budget <= 0) {
        continue;
      }
      for (int i = 0; i < delivery.rollback().triggers().size(); i++) {
        Duration lasts = Triggers.lasts(delivery.rollback().triggers().get(i));
        if (lasts.isZero()
            || !(delivery.rollback().triggers().get(i) instanceof Delivery.Trigger.Errors)) {
          continue;
        }
        findings.compared();
        double share = 1;
        List<Delivery.Step> canary = delivery.strategy().canary();
        if (!canary.isEmpty() && lasts.compareTo(canary.getFirst().bake()) <= 0) {
          share = canary.getFirst().weight().asFraction();
        }
        Duration bad = lasts.plus(delivery.rollback().within());
        double spent = share * Durations.seconds(bad);
        if (spent >= budget * (1 - 1e-9)) {
          findings
              .warning(
                  "delivery/rollback/when/" + i,
                  "%s of failures are over only when the budget of %s is gone"
                      .formatted(Durations.format(bad), objective.name()),
                  "the release fails every request that reaches it")
              .with("delivery/rollback/within", "the way back")
              .with("objectives/" + objective.name() + "/slo", "the budget is what this leaves")
              .with("objectives/" + objective.name() + "/over", "the window")
              .sum(
                  "(%s + %s) x %s = %ss >= %s x %s = %ss"
                      .formatted(
                          Durations.format(lasts),
                          Durations.format(delivery.rollback().within()),
                          Numbers.percent(share),
                          Numbers.of(spent),
                          objective.slo().complement(),
                          Durations.format(objective.over().length()),
                          Numbers.of(budget)))
              .fix("shorten `for`, or start with a canary of a few percent");
        }
      }
    }
  }
}
