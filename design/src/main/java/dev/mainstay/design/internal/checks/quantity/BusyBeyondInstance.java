package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Instances.Each;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Cores;
import org.jspecify.annotations.Nullable;

final class BusyBeyondInstance extends Check {
  BusyBeyondInstance() {
    super(
        "MS-Q039",
        "an instance that uses more than it has",
        "each.idle <= each.busy <= what the instance has, of cpu and memory",
        "at its capacity the instance is slowed down, or killed for its memory: the capacity is "
            + "not what the design says");
  }

  @Override
  public void check(Service service, Findings findings) {
    Each each = service.instances().each();
    Cores cpu = each.cpu();
    Bytes memory = each.memory();
    compare("cpu", each.busy().cpu(), cpu, findings);
    compare("memory", each.busy().memory(), memory, findings);
    order("cpu", each.idle().cpu(), each.busy().cpu(), findings);
    order("memory", each.idle().memory(), each.busy().memory(), findings);
  }

  private static <T extends Comparable<T>> void compare(
      String resource, @Nullable T busy, @Nullable T has, Findings findings) {
    if (busy == null) {
      return;
    }
    if (has == null) {
      findings.unknown("instances/each/" + resource);
      return;
    }
    findings.compared();
    if (busy.compareTo(has) > 0) {
      findings
          .error(
              "instances/each/busy/" + resource,
              "%s of %s in use at its capacity, of %s".formatted(busy, resource, has))
          .with("instances/each/" + resource, "what it has")
          .with("instances/each/capacity", "the load meanwhile")
          .sum("%s > %s".formatted(busy, has))
          .fix("give the instance more than " + busy + ", or lower its capacity");
    }
  }

  private static <T extends Comparable<T>> void order(
      String resource, @Nullable T idle, @Nullable T busy, Findings findings) {
    if (idle == null || busy == null) {
      return;
    }
    findings.compared();
    if (idle.compareTo(busy) > 0) {
      findings
          .error(
              "instances/each/idle/" + resource,
              "%s of %s in use when idle, but %s when busy".formatted(idle, resource, busy))
          .with("instances/each/busy/" + resource, "in use at its capacity")
          .sum("%s > %s".formatted(idle, busy))
          .fix("measure both again, or exchange them");
    }
  }
}
