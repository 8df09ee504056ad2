package dev.mainstay.design.internal.checks;

import dev.mainstay.design.Alert;
import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Service;
import dev.mainstay.design.Surroundings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is looked up across all designs of one run, found once. Not for several threads. */
public final class Facts {
  private final Surroundings surroundings;
  private final Map<String, Runbook> read = new HashMap<>();
  private final Map<String, String> firstOf = new HashMap<>();
  private final Map<String, String> firstReader = new HashMap<>();
  private final Set<String> alerts = new HashSet<>();
  private final Set<String> dependencies = new HashSet<>();
  private final Set<String> modes = new HashSet<>();
  private final Set<String> metrics = new HashSet<>();

  Facts(Designs designs, Surroundings surroundings) {
    this.surroundings = surroundings;
    for (Service service : designs.services()) {
      firstOf.putIfAbsent(service.owner(), service.name());
      service.alerts().forEach(alert -> firstReader.putIfAbsent(alert.runbook(), service.name()));
      service.alerts().stream().map(Alert::name).forEach(alerts::add);
      dependencies.add(service.name());
      service.dependencies().stream().map(Dependency::name).forEach(dependencies::add);
      service.observability().metrics().forEach(metric -> metrics.add(metric.name()));
      service.degradation().stream().map(DegradationMode::name).forEach(modes::add);
    }
  }

  /** The runbook of that name. */
  Optional<Runbook> runbook(String name) {
    String text = surroundings.runbooks().get(name);
    return text == null
        ? Optional.empty()
        : Optional.of(read.computeIfAbsent(name, any -> Runbook.of(text)));
  }

  /** Whether the service is the first one that the team owns. */
  public boolean isFirstOf(String team, Service service) {
    return service.name().equals(firstOf.get(team));
  }

  /** Whether the service is the first one with an alert that leads to the runbook. */
  public boolean isFirstReader(String runbook, Service service) {
    return service.name().equals(firstReader.get(runbook));
  }

  /** Whether an alert, a dependency, a mode or a declared metric of any design has the name. */
  public boolean isNamed(String kind, String name) {
    return switch (kind) {
      case "alert" -> alerts.contains(name);
      case "dependency" -> dependencies.contains(name);
      case "mode" -> modes.contains(name);
      case "metric" -> metrics.contains(name);
      default -> throw new IllegalArgumentException("kind: " + kind);
    };
  }
}
