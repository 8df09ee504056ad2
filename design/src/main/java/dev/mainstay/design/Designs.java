package dev.mainstay.design;

import java.util.List;
import java.util.Optional;

/** All designs read together, valid and cross-referenced. */
public record Designs(Organisation organisation, List<Service> services) {
  public Designs {
    services = List.copyOf(services);
  }

  public Optional<Service> service(String name) {
    return services.stream().filter(service -> service.name().equals(name)).findFirst();
  }

  /** The team that owns the service; the reader has checked that it exists. */
  public Organisation.Team ownerOf(Service service) {
    return organisation.teams().stream()
        .filter(team -> team.name().equals(service.owner()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no team " + service.owner()));
  }
}
