package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;

final class GraceTooShort extends Check {
  GraceTooShort() {
    super(
        "MS-D003",
        "instances are killed before their last requests can end",
        "delivery.process.grace >= interface.http.deadline",
        "every deployment cuts requests off that were accepted and would have been " + "answered");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery.Run run = service.run();
    if (run == null) {
      return;
    }
    var grace = run.process().grace();
    findings.compared();
    var deadline = service.http().deadline();
    if (grace.compareTo(deadline) < 0) {
      findings
          .error(
              "delivery/process/grace",
              "grace %s, shorter than the %s that a request may take"
                  .formatted(Durations.format(grace), Durations.format(deadline)))
          .with("interface/http/deadline", "accepted requests end by then")
          .sum(Durations.format(grace) + " < " + Durations.format(deadline))
          .fix("raise grace to " + Durations.written(deadline) + " or more");
    }
  }
}
