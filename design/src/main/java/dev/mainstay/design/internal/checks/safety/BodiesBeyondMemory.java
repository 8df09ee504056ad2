package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Instances;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Bytes;

final class BodiesBeyondMemory extends Check {
  BodiesBeyondMemory() {
    super(
        "MS-S022",
        "request bodies that fill the memory",
        "inputs.maxBody x requests at once <= each.memory",
        "a few hundred large requests, sent slowly on purpose or not, end an instance for lack of memory");
  }

  @Override
  public void check(Service service, Findings findings) {
    Bytes body = service.security().inputs().maxBody();
    Bytes memory = service.instances().each().memory();
    Instances.Threads threads = service.instances().each().threads();
    if (body == null) {
      return;
    }
    if (memory == null) {
      findings.unknown("instances/each/memory");
      return;
    }
    if (threads == null) {
      findings.unknown("instances/each/threads");
      return;
    }
    findings.compared();
    double most = (double) body.count() * threads.size();
    if (most > memory.count()) {
      findings
          .warning(
              "security/inputs/maxBody",
              "%d requests of %s need %s MiB, an instance has %s"
                  .formatted(threads.size(), body, Numbers.of(Math.rint(most / (1 << 20))), memory),
              "a body is held in memory while it is handled")
          .with("instances/each/threads", "requests at once")
          .with("instances/each/memory", "memory of an instance")
          .sum(
              "%d x %s = %s MiB > %s"
                  .formatted(threads.size(), body, Numbers.of(Math.rint(most / (1 << 20))), memory))
          .fix("lower maxBody, or read bodies as streams");
    }
  }
}
