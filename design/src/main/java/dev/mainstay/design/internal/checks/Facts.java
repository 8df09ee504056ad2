package dev.mainstay.design.internal.checks;

import dev.mainstay.design.Alert;
import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Delivery;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Organisation.Person;
import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.Surroundings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is looked up across all designs of one run, found once. */
public final class Facts {
  private final Surroundings surroundings;
  private final Map<String, Runbook> read = new ConcurrentHashMap<>();
  private final Map<String, Person> people = new HashMap<>();
  private final Map<String, Integer> order = new HashMap<>();
  private final Map<String, List<Service>> ofTeams = new HashMap<>();
  private final Map<Integer, List<Service>> behind = new HashMap<>();
  private final Map<String, String> firstReader = new HashMap<>();
  private final Set<String> alerts = new HashSet<>();
  private final Set<String> dependencies = new HashSet<>();
  private final Set<String> modes = new HashSet<>();
  private final Set<String> metrics = new HashSet<>();
  private final Map<String, List<Service>> centres = new HashMap<>();

  Facts(Designs designs, Surroundings surroundings) {
    this.surroundings = surroundings;
    for (Person person : designs.organisation().people()) {
      people.put(person.name(), person);
      order.put(person.name(), order.size());
    }
    for (Service service : designs.services()) {
      ofTeams.computeIfAbsent(service.owner(), team -> new ArrayList<>()).add(service);
      Delivery.Run run = service.run();
      if (run != null) {
        behind.computeIfAbsent(run.gatewayPort(), port -> new ArrayList<>()).add(service);
      }
      service.alerts().forEach(alert -> firstReader.putIfAbsent(alert.runbook(), service.name()));
      service.alerts().stream().map(Alert::name).forEach(alerts::add);
      dependencies.add(service.name());
      service.dependencies().stream().map(Dependency::name).forEach(dependencies::add);
      service.observability().metrics().forEach(metric -> metrics.add(metric.name()));
      service.degradation().stream().map(DegradationMode::name).forEach(modes::add);
      Planning.Cost cost = service.planning().cost();
      if (cost != null && cost.centre() != null) {
        centres.computeIfAbsent(cost.centre(), centre -> new ArrayList<>()).add(service);
      }
    }
  }

  /** The runbook of that name. */
  Optional<Runbook> runbook(String name) {
    String text = surroundings.runbooks().get(name);
    return text == null
        ? Optional.empty()
        : Optional.of(read.computeIfAbsent(name, any -> Runbook.of(text)));
  }

  /** Somebody of the organisation. */
  public Optional<Person> person(String name) {
    return Optional.ofNullable(people.get(name));
  }

  /** Those of the names who belong to the organisation, in its order. */
  public List<Person> people(Collection<String> names) {
    return names.stream()
        .distinct()
        .filter(people::containsKey)
        .sorted(Comparator.comparingInt(order::get))
        .map(people::get)
        .toList();
  }

  /** The services that the team owns, in the order of the designs. */
  public List<Service> servicesOf(String team) {
    return Collections.unmodifiableList(ofTeams.getOrDefault(team, List.of()));
  }

  /** The services behind gateways of that port, in the order of the designs. */
  public List<Service> servicesBehind(int port) {
    return Collections.unmodifiableList(behind.getOrDefault(port, List.of()));
  }

  /** Whether the service is the first one with an alert that leads to the runbook. */
  public boolean isFirstReader(String runbook, Service service) {
    return service.name().equals(firstReader.get(runbook));
  }

  /** The services that the cost centre pays for. */
  public List<Service> paidBy(String costCentre) {
    return centres.getOrDefault(costCentre, List.of());
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
