package dev.mainstay.design;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All designs read together, valid and cross-referenced. */
public final class Designs {
  private final Organisation organisation;
  private final List<Service> services;
  private final Map<String, Service> byName = new HashMap<>();
  private final Map<String, Organisation.Team> teams = new HashMap<>();

  public Designs(Organisation organisation, List<Service> services) {
    this.organisation = organisation;
    this.services = List.copyOf(services);
    services.forEach(service -> byName.putIfAbsent(service.name(), service));
    organisation.teams().forEach(team -> teams.putIfAbsent(team.name(), team));
  }

  public Organisation organisation() {
    return organisation;
  }

  public List<Service> services() {
    return services;
  }

  public Optional<Service> service(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The team that owns the service; the reader has checked that it exists. */
  public Organisation.Team ownerOf(Service service) {
    Organisation.Team team = teams.get(service.owner());
    if (team == null) {
      throw new IllegalArgumentException("no team " + service.owner());
    }
    return team;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Designs designs
        && organisation.equals(designs.organisation)
        && services.equals(designs.services);
  }

  @Override
  public int hashCode() {
    return Objects.hash(organisation, services);
  }
}
