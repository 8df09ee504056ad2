package dev.mainstay.design.internal.checks;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who calls what, of all designs read together, gathered once for all checks. */
final class Callers {
  private final Map<String, List<Call>> calls = new HashMap<>();

  Callers(Designs designs) {
    for (Service service : designs.services()) {
      for (Dependency dependency : service.dependencies()) {
        calls
            .computeIfAbsent(dependency.name(), name -> new ArrayList<>())
            .add(new Call(service, dependency));
      }
    }
  }

  /** In the order of the designs. */
  List<Call> of(String name) {
    return calls.getOrDefault(name, List.of());
  }
}
