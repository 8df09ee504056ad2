package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class FallbackFailsToo extends Check {
  FallbackFailsToo() {
    super(
        "MS-C015",
        "a fallback that is the failing thing itself",
        "following dependencies.NAME.fallback never comes back to NAME",
        "on the day of the outage the fallback calls what has just failed: the calls double and "
            + "nothing is answered");
  }

  @Override
  public void check(Service service, Findings findings) {
    Map<String, String> fallbacks = new HashMap<>();
    for (Dependency dependency : service.dependencies()) {
      String fallback = dependency.fallback();
      if (fallback != null) {
        fallbacks.put(dependency.name(), fallback);
      }
    }
    for (Dependency dependency : service.dependencies()) {
      List<String> way = new ArrayList<>(List.of(dependency.name()));
      String next = fallbacks.get(dependency.name());
      while (next != null && !way.contains(next)) {
        way.add(next);
        next = fallbacks.get(next);
      }
      if (way.size() > 1 || next != null) {
        findings.compared();
      }
      boolean first =
          way.stream().min(Comparator.naturalOrder()).equals(Optional.of(way.getFirst()));
      if (dependency.name().equals(next) && first) {
        way.add(next);
        var finding =
            findings.error(
                "dependencies/" + dependency.name() + "/fallback",
                "the fallback of %s leads back to it".formatted(dependency.name()));
        way.subList(1, way.size() - 1)
            .forEach(name -> finding.with("dependencies/" + name + "/fallback", "on the way back"));
        finding
            .sum(String.join(" fails -> ", way))
            .fix("end with something that works without " + dependency.name());
      }
    }
  }
}
