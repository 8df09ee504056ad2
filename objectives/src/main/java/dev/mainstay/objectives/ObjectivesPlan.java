package dev.mainstay.objectives;

import dev.mainstay.design.Designs;
import dev.mainstay.design.Objective;
import java.util.List;

/** What to watch: every objective of every service. */
public record ObjectivesPlan(List<Entry> objectives) {
  public ObjectivesPlan {
    objectives = List.copyOf(objectives);
  }

  public static ObjectivesPlan of(Designs designs) {
    return new ObjectivesPlan(
        designs.services().stream()
            .flatMap(service ->
                service.objectives().stream().map(each -> new Entry(service.name(), each)))
            .toList());
  }

  /** One objective of one service; the name is unique within the service. */
  public record Entry(String service, Objective objective) {}
}
