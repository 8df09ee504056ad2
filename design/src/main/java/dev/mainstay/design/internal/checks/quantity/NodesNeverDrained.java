package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Instances.Disruption;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class NodesNeverDrained extends Check {
  NodesNeverDrained() {
    super(
        "MS-Q067",
        "a disruption budget that lets no instance go",
        "instances.min - instances.disruption.available >= 1, or disruption.unavailable >= 1",
        "a node that runs one of them cannot be drained: its upgrade waits for ever, or somebody "
            + "kills it with everything else on it");
  }

  @Override
  public void check(Service service, Findings findings) {
    Disruption disruption = service.instances().disruption();
    if (disruption == null) {
      return;
    }
    findings.compared();
    int min = service.instances().min();
    int missing = disruption.missing(min);
    if (missing < 1) {
      boolean available = disruption instanceof Disruption.Available;
      findings
          .error(
              Disruptions.path(disruption),
              available
                  ? "%d of %d instances must stay, so none may go".formatted(min - missing, min)
                  : "none of %d instances may be missing".formatted(min))
          .with("instances/min", "instances that run")
          .sum(
              available
                  ? "%d - %d = %d < 1".formatted(min, min - missing, missing)
                  : "%d < 1".formatted(missing))
          .fix("let one be missing: `disruption: { unavailable: 1 }`, and run one more if need be");
    }
  }
}
