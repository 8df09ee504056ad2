package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Instances.Each;
import dev.mainstay.design.Instances.Threads;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Bytes;

final class StacksBeyondMemory extends Check {
  StacksBeyondMemory() {
    super(
        "MS-Q038",
        "stacks of all threads do not fit the memory",
        "threads.size x threads.stack <= each.memory - each.idle.memory",
        "the instance is killed for its memory in an overload, when all threads work deep in "
            + "their calls");
  }

  @Override
  public void check(Service service, Findings findings) {
    Each each = service.instances().each();
    Threads threads = each.threads();
    Bytes stack = threads == null ? null : threads.stack();
    if (threads == null || stack == null) {
      return;
    }
    Bytes memory = each.memory();
    if (memory == null) {
      findings.unknown("instances/each/memory");
      return;
    }
    findings.compared();
    double stacks = (double) threads.size() * stack.count();
    Bytes idle = each.idle().memory();
    double left = memory.count() - (idle == null ? 0 : (double) idle.count());
    if (Load.above(stacks, left)) {
      findings
          .warning(
              "instances/each/threads/stack",
              "%d stacks of %s are %s, of %s that are left"
                  .formatted(threads.size(), stack, Load.size(stacks), Load.size(left)),
              "all threads use their whole stack")
          .with("instances/each/threads/size", "threads")
          .with("instances/each/memory", "what the instance has")
          .with("instances/each/idle/memory", "what it uses before")
          .sum(
              "%d x %s = %s > %s%s"
                  .formatted(
                      threads.size(),
                      stack,
                      Load.size(stacks),
                      memory,
                      idle == null ? "" : " - " + idle))
          .fix("run fewer threads, smaller stacks, or give the instance more memory");
    }
  }
}
