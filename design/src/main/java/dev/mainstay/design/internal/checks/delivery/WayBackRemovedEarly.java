package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class WayBackRemovedEarly extends Check {
  WayBackRemovedEarly() {
    super(
        "MS-D020",
        "the old instances are gone while the new ones are still watched",
        "strategy.blueGreen.keep >= validate.watch, and >= the `for` of each rollback trigger",
        "what the watch finds can no longer be undone by a switch; the old version has to be started anew");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.strategy().blueGreen() == null) {
      return;
    }
    Duration keep = delivery.strategy().blueGreen().keep();
    if (keep == null) {
      findings.unknown("delivery/strategy/blueGreen/keep");
      return;
    }
    Duration watch = delivery.release().validate().watch();
    if (watch != null) {
      findings.compared();
      if (keep.compareTo(watch) < 0) {
        tell(findings, keep, watch, "delivery/validate/watch", "the watch");
      }
    }
    for (int i = 0; i < delivery.rollback().triggers().size(); i++) {
      Duration lasts = Triggers.lasts(delivery.rollback().triggers().get(i));
      if (!lasts.isZero()) {
        findings.compared();
        if (keep.compareTo(lasts) < 0) {
          tell(findings, keep, lasts, "delivery/rollback/when/" + i, "a rollback's trigger");
        }
      }
    }
  }

  private static void tell(
      Findings findings, Duration keep, Duration needed, String path, String what) {
    findings
        .error(
            "delivery/strategy/blueGreen/keep",
            "the old set is kept for %s, but %s takes %s"
                .formatted(Durations.format(keep), what, Durations.format(needed)))
        .with(path, what)
        .sum("%s < %s".formatted(Durations.format(keep), Durations.format(needed)))
        .fix("keep it for " + Durations.written(needed) + " or more");
  }
}
