package dev.mainstay.server.internal;

import dev.mainstay.design.PolicyCompiler;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Evidence;
import dev.mainstay.kernel.Journal;
import dev.mainstay.server.internal.view.DeploymentDetailView;
import dev.mainstay.server.internal.view.DeploymentView;
import dev.mainstay.server.internal.view.EntryView;
import dev.mainstay.server.internal.view.Health;
import dev.mainstay.server.internal.view.IncidentDetailView;
import dev.mainstay.server.internal.view.IncidentView;
import dev.mainstay.server.internal.view.OverviewView;
import dev.mainstay.server.internal.view.ProblemView;
import dev.mainstay.server.internal.view.ServiceDetailView;
import dev.mainstay.server.internal.view.ServiceView;
import dev.mainstay.server.internal.view.SignalsView;
import dev.mainstay.server.internal.view.UndesignedView;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the API answers to questions; each answer is one look at the features' read models. */
final class Pages {
  private static final int RECENT = 50;
  private static final Duration DEPLOYMENTS_SHOWN = Duration.ofHours(1);

  private final Supplier<Applied> applied;
  private final Journal journal;
  private final Clock clock;
  private final Promises promises;
  private final ServicePages services;
  private final IncidentPages incidents;
  private final DeploymentPages deployments;
  private final ReadinessPages readiness;
  private final DesignPages designs;

  /**
   * @param evidence of the designs' claims, from telemetry and drills
   */
  Pages(
      Supplier<Applied> applied,
      Features features,
      Journal journal,
      Supplier<List<Evidence>> evidence,
      Clock clock) {
    this.applied = applied;
    this.journal = journal;
    this.clock = clock;
    this.promises = features.promises();
    this.services = new ServicePages(features);
    this.deployments = new DeploymentPages(features, journal);
    this.incidents = new IncidentPages(features, services, deployments);
    this.readiness = new ReadinessPages(applied, evidence, clock);
    this.designs = new DesignPages(applied);
  }

  OverviewView overview() {
    Applied now = applied.get();
    List<IncidentView> open = incidents.open();
    List<ServiceView> views =
        now.designs().services().stream().map(service -> services.glance(service, open)).toList();
    List<UndesignedView> undesigned =
        promises.services().stream()
            .filter(name -> now.designs().service(name).isEmpty())
            .map(name -> services.undesigned(name, open))
            .toList();
    List<Glance> glances =
        Stream.concat(
                views.stream().map(v -> new Glance(v.name(), v.health(), v.sentence())),
                undesigned.stream().map(u -> new Glance(u.name(), u.health(), u.sentence())))
            .toList();
    var since = clock.now().minus(DEPLOYMENTS_SHOWN);
    List<DeploymentView> recent =
        deployments.recent(null, RECENT).stream()
            .filter(d -> d.finishedAt() == null || d.finishedAt().isAfter(since))
            .toList();
    Health health =
        glances.stream().map(Glance::health).reduce(Health::worse).orElse(Health.UNKNOWN);
    if (!now.problems().isEmpty()) {
      health = health.worse(Health.WATCH);
    }
    return new OverviewView(
        clock.now(),
        health,
        sentence(glances, open, recent),
        views,
        undesigned,
        open,
        recent,
        new OverviewView.DesignState(
            now.appliedAt(), now.problems().stream().map(ProblemView::of).toList()));
  }

  /** A service, with a design or without, in a line. */
  private record Glance(String name, Health health, String sentence) {}

  private static String sentence(
      List<Glance> views, List<IncidentView> open, List<DeploymentView> recent) {
    List<IncidentView> hurting =
        open.stream().filter(incident -> incident.mitigatedAt() == null).toList();
    if (!hurting.isEmpty()) {
      IncidentView first = hurting.getFirst();
      String others =
          hurting.size() == 1 ? "" : " and " + (hurting.size() - 1) + " more incidents are open";
      return first.title() + others + ".";
    }
    for (Health health : List.of(Health.ACT, Health.WATCH)) {
      for (Glance view : views) {
        if (view.health() == health) {
          return view.name() + ": " + view.sentence();
        }
      }
    }
    for (DeploymentView deployment : recent) {
      if (deployment.finishedAt() == null) {
        return deployment.sentence();
      }
    }
    if (views.isEmpty()) {
      return "No service is designed yet, and no document states an objective.";
    }
    long unknown = views.stream().filter(view -> view.health() == Health.UNKNOWN).count();
    if (unknown > 0) {
      return String.format(
          Locale.ROOT, "%d of %d services have not reported yet.", unknown, views.size());
    }
    return views.size() == 1
        ? views.getFirst().name() + ": " + views.getFirst().sentence()
        : "All " + views.size() + " services keep their promises.";
  }

  ServiceDetailView service(String name) {
    var service = applied.get().service(name);
    List<IncidentView> all = incidents.ofService(name, RECENT);
    ServiceView glance =
        services.glance(service, all.stream().filter(i -> i.resolvedAt() == null).toList());
    return new ServiceDetailView(
        glance,
        services.dependencies(service),
        deployments.versions(name),
        all,
        deployments.recent(name, RECENT),
        journal
            .ofService(name, clock.now().minus(Duration.ofDays(1)), clock.now(), RECENT)
            .reversed()
            .stream()
            .map(EntryView::of)
            .toList());
  }

  SignalsView signals(String name, int minutes) {
    applied.get().service(name);
    return services.signals(
        name,
        Duration.ofMinutes(minutes),
        Marks.of(
            journal.ofService(
                name, clock.now().minus(Duration.ofMinutes(minutes)), clock.now(), 1000)));
  }

  ReadinessPages readiness() {
    return readiness;
  }

  DesignPages designs() {
    return designs;
  }

  String policy(String name) {
    return PolicyCompiler.compile(applied.get().service(name));
  }

  List<IncidentView> incidents(boolean open, int limit) {
    return open ? incidents.open().stream().limit(limit).toList() : incidents.recent(limit);
  }

  IncidentDetailView incident(String id) {
    return incidents.detail(id, applied.get());
  }

  String postMortem(String id) {
    return incidents.postMortem(id);
  }

  List<DeploymentView> deployments(@Nullable String service, int limit) {
    return deployments.recent(service, limit);
  }

  DeploymentDetailView deployment(String id) {
    return deployments.detail(id);
  }

  List<EntryView> journal(long after, int limit) {
    return journal.after(after, limit).stream().map(EntryView::of).toList();
  }
}
