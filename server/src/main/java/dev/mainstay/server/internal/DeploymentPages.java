package dev.mainstay.server.internal;

import dev.mainstay.delivery.Deployment;
import dev.mainstay.delivery.DeploymentStatus;
import dev.mainstay.delivery.InstanceStatus;
import dev.mainstay.delivery.Judgement;
import dev.mainstay.delivery.VersionTraffic;
import dev.mainstay.design.Delivery;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Journal;
import dev.mainstay.server.internal.view.DeploymentDetailView;
import dev.mainstay.server.internal.view.DeploymentView;
import dev.mainstay.server.internal.view.EntryView;
import dev.mainstay.server.internal.view.ServiceDetailView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Deployments as the API shows them. */
final class DeploymentPages {
  private static final int TIMELINE = 500;

  private final Features features;
  private final Journal journal;

  DeploymentPages(Features features, Journal journal) {
    this.features = features;
    this.journal = journal;
  }

  List<DeploymentView> recent(@Nullable String service, int limit) {
    var deliveries = features.deliveries();
    List<Deployment> recent =
        service == null ? deliveries.recent(limit) : deliveries.recent(service, limit);
    return recent.stream().map(this::view).toList();
  }

  Optional<DeploymentView> find(String id) {
    return features.deliveries().get(id).map(this::view);
  }

  DeploymentView view(Deployment deployment) {
    var progress = deployment.progress();
    var outcome = deployment.outcome();
    return new DeploymentView(
        deployment.id(),
        deployment.service(),
        deployment.version(),
        deployment.previous(),
        progress.phase().word(),
        progress.step(),
        deployment.origin().steps(),
        progress.weight(),
        deployment.origin().by(),
        deployment.origin().at(),
        outcome == null ? null : outcome.endedAt(),
        features.deliveries().status(deployment).sentence());
  }

  List<ServiceDetailView.VersionTraffic> versions(String service) {
    var counts = new TreeMap<String, Integer>();
    for (InstanceStatus status : features.deliveries().instances(service)) {
      counts.merge(status.instance().version(), 1, Integer::sum);
    }
    var weights = features.deliveries().weights(service);
    var versions = new TreeSet<>(counts.keySet());
    versions.addAll(weights.keySet());
    return versions.stream()
        .map(version ->
            new ServiceDetailView.VersionTraffic(
                version, weights.getOrDefault(version, 0.0), counts.getOrDefault(version, 0)))
        .toList();
  }

  DeploymentDetailView detail(String id) {
    DeploymentStatus status =
        features
            .deliveries()
            .status(id)
            .orElseThrow(
                () -> new NotFoundException("no deployment " + id + " (expected: such as DEP-1)"));
    Deployment deployment = status.deployment();
    return new DeploymentDetailView(
        view(deployment),
        plan(status),
        verdict(status),
        curves(status.traffic()),
        budgetSpent(status),
        journal.ofSubject("deployment/" + id, TIMELINE).stream().map(EntryView::of).toList());
  }

  private static List<DeploymentDetailView.Step> plan(DeploymentStatus status) {
    var progress = status.deployment().progress();
    var plan = new ArrayList<DeploymentDetailView.Step>();
    for (int i = 0; i < status.steps().size(); i++) {
      Delivery.Step step = status.steps().get(i);
      plan.add(
          new DeploymentDetailView.Step(
              step.weight().asFraction(), Durations.seconds(step.bake()), state(progress, i + 1)));
    }
    return plan;
  }

  private static String state(Deployment.Progress progress, int step) {
    return switch (progress.phase()) {
      case STARTING -> "waiting";
      case BAKING ->
          step < progress.step() ? "done" : step == progress.step() ? "baking" : "waiting";
      case PROMOTING, PROMOTED -> "done";
      case ROLLING_BACK, ROLLED_BACK, FAILED -> step < progress.step() ? "done" : "abandoned";
    };
  }

  private static DeploymentDetailView.Verdict verdict(DeploymentStatus status) {
    Deployment deployment = status.deployment();
    Judgement judgement = status.judgement();
    String previous = deployment.previous() == null ? "" : deployment.previous();
    return new DeploymentDetailView.Verdict(
        judgement == null ? "insufficient" : IncidentPages.word(judgement.state()),
        judgement == null ? "Nothing has been judged." : judgement.reason(),
        figures(deployment.version(), status.traffic()),
        figures(previous, status.traffic()),
        judgement == null
            ? List.of()
            : judgement.comparisons().stream().map(DeploymentPages::metric).toList());
  }

  private static DeploymentDetailView.Metric metric(Judgement.Comparison comparison) {
    return new DeploymentDetailView.Metric(
        comparison.metric(),
        Numbers.known(comparison.canary().share()),
        Numbers.known(comparison.stable().share()),
        comparison.logEvidence() / Math.log(10),
        comparison.logThreshold() / Math.log(10),
        IncidentPages.word(comparison.state()));
  }

  private static DeploymentDetailView.Figures figures(
      String version, List<VersionTraffic> traffic) {
    return traffic.stream()
        .filter(each -> each.version().equals(version))
        .findFirst()
        .map(each ->
            new DeploymentDetailView.Figures(
                version,
                each.requests(),
                each.errors(),
                Numbers.known(each.p50Seconds()),
                Numbers.known(each.p99Seconds())))
        .orElse(new DeploymentDetailView.Figures(version, 0, 0, null, null));
  }

  /** Both versions on one axis of seconds, so that a chart can lay them over each other. */
  private static DeploymentDetailView.Curves curves(List<VersionTraffic> traffic) {
    var seconds = new TreeSet<Long>();
    traffic.forEach(each -> each.points().forEach(point -> seconds.add(point.second())));
    var times = new ArrayList<Long>();
    if (!seconds.isEmpty()) {
      for (long second = seconds.first(); second <= seconds.last(); second++) {
        times.add(second);
      }
    }
    var versions = new ArrayList<DeploymentDetailView.VersionCurves>();
    for (VersionTraffic each : traffic) {
      var points = new TreeMap<Long, VersionTraffic.Point>();
      each.points().forEach(point -> points.put(point.second(), point));
      versions.add(
          new DeploymentDetailView.VersionCurves(
              each.version(),
              Numbers.curve(times, t -> points.containsKey(t) ? at(points, t).requests() : 0),
              Numbers.curve(
                  times,
                  t ->
                      points.containsKey(t)
                          ? (double) at(points, t).errors() / at(points, t).requests()
                          : Double.NaN),
              Numbers.curve(
                  times, t -> points.containsKey(t) ? at(points, t).p50Seconds() : Double.NaN),
              Numbers.curve(
                  times, t -> points.containsKey(t) ? at(points, t).p99Seconds() : Double.NaN)));
    }
    return new DeploymentDetailView.Curves(
        times.stream().map(Long::doubleValue).toList(), versions);
  }

  private static VersionTraffic.Point at(Map<Long, VersionTraffic.Point> points, Long second) {
    return java.util.Objects.requireNonNull(points.get(second));
  }

  /** What the new version's bad requests cost, as far as the judge saw them. */
  private List<DeploymentDetailView.BudgetSpent> budgetSpent(DeploymentStatus status) {
    if (status.judgement() == null) {
      return List.of();
    }
    var spent = new ArrayList<DeploymentDetailView.BudgetSpent>();
    for (Judgement.Comparison comparison : status.judgement().comparisons()) {
      features.promises().statuses(status.deployment().service()).stream()
          .filter(objective -> objective.name().equals(comparison.objective()))
          .findFirst()
          .ifPresent(objective ->
              spent.add(
                  new DeploymentDetailView.BudgetSpent(
                      objective.name(),
                      comparison.canary().bad(),
                      Numbers.known(comparison.canary().bad() / objective.budget().allowed()))));
    }
    return spent;
  }
}
