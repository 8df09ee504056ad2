package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Capacity.Cache;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Bytes;
import java.util.ArrayList;
import java.util.List;

final class CachesBeyondMemory extends Check {
  CachesBeyondMemory() {
    super(
        "MS-Q044",
        "caches that fill the instance's memory",
        "the sum of size over caches in the instance's own memory < each.memory",
        "the caches fill over hours until the instance is killed for its memory, and all "
            + "instances reach that at about the same time");
  }

  @Override
  public void check(Service service, Findings findings) {
    double sum = 0;
    List<String> terms = new ArrayList<>();
    String first = "";
    for (Cache cache : service.capacity().caches()) {
      Bytes size = cache.size();
      if (cache.in() == null && size != null) {
        sum += size.count();
        terms.add(size.toString());
        first = first.isEmpty() ? cache.name() : first;
      }
    }
    if (terms.isEmpty()) {
      return;
    }
    Bytes memory = service.instances().each().memory();
    if (memory == null) {
      findings.unknown("instances/each/memory");
      return;
    }
    findings.compared();
    if (Load.atLeast(sum, memory.count())) {
      findings
          .error(
              "capacity/caches/" + first + "/size",
              "caches of %s in an instance of %s".formatted(Load.size(sum), memory))
          .with("instances/each/memory", "what the instance has")
          .sum(
              (terms.size() == 1
                      ? terms.getFirst()
                      : String.join(" + ", terms) + " = " + Load.size(sum))
                  + " >= "
                  + memory)
          .fix("make the caches smaller, or hold them outside the instance");
    }
  }
}
