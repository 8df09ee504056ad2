package dev.mainstay.design.internal.read;

import dev.mainstay.design.Acceptance;
import dev.mainstay.design.Calendar;
import dev.mainstay.design.Decision;
import dev.mainstay.design.Delivery;
import dev.mainstay.design.Organisation;
import dev.mainstay.design.Planning;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.Tier;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names in services that stand for something in their organisation, known when all are read. */
final class SharedReferences {
  private final Set<String> teams;
  private final Set<String> people;
  private final Set<String> tiers;
  private final Set<String> costCentres;
  private final Calendar calendar;

  SharedReferences(Organisation organisation) {
    teams = names(organisation.teams(), Organisation.Team::name);
    people = names(organisation.people(), Organisation.Person::name);
    tiers = names(organisation.tiers(), Tier::name);
    costCentres = names(organisation.costCentres(), Organisation.CostCentre::name);
    calendar = organisation.calendar();
  }

  private static <T> Set<String> names(List<T> all, Function<T, String> name) {
    return all.stream().map(name).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  void owner(Written written, Service service) {
    if (written.has("owner") && !teams.contains(service.owner())) {
      unknown(written, "owner", "owner", service.owner(), teams, "team");
    }
  }

  /** Without tiers in the organisation, their names stand for nothing yet. */
  void tiers(Written written, Service service) {
    String tier = service.promises().tier();
    if (!tiers.isEmpty() && tier != null && !tiers.contains(tier)) {
      unknown(written, "tier", "tier", tier, tiers, "tier");
    }
    Recovery recovery = service.recovery();
    String other = recovery == null ? null : recovery.tier();
    if (!tiers.isEmpty() && other != null && !tiers.contains(other)) {
      unknown(written, "recovery/tier", "tier", other, tiers, "tier");
    }
  }

  /** The organisation's times that a service is deployed in. */
  void windows(Written written, Service service) {
    Delivery delivery = service.delivery();
    String window = delivery == null ? null : delivery.release().windows();
    if (window != null && calendar.window(window).isEmpty()) {
      Set<String> windows = names(calendar.windows(), Calendar.Window::name);
      unknown(written, "delivery/windows", "windows", window, windows, "window");
    }
  }

  /** The organisation's cost centre that pays for the service. */
  void costCentre(Written written, Service service) {
    Planning.Cost cost = service.planning().cost();
    String centre = cost == null ? null : cost.centre();
    if (centre != null && !costCentres.contains(centre)) {
      unknown(written, "planning/cost/centre", "centre", centre, costCentres, "cost centre");
    }
  }

  /** Whoever decided must be somebody. */
  void decisions(Written written, Service service) {
    for (Decision decision : service.decisions()) {
      String path = "decisions/" + decision.gate().key() + "/by";
      if (written.has(path) && !people.contains(decision.by())) {
        unknown(written, path, "by", decision.by(), people, "person");
      }
    }
  }

  /** Accepted codes must be those of checks. */
  static void accepted(Written written, Service service, Collection<String> codes) {
    for (Acceptance acceptance : service.accepted()) {
      String code = acceptance.code();
      if (Forms.CODE.parse(code).isPresent() && !codes.contains(code)) {
        unknown(written, "accepted/" + code, "accepted", code, codes, "check to accept");
      }
    }
  }

  private static void unknown(
      Written written,
      String path,
      String key,
      String name,
      Collection<String> known,
      String noun) {
    References.unknown(written.reading(), key, name, written.of(path), known, noun);
  }
}
