package dev.mainstay.server.internal;

import dev.mainstay.alerting.AlertState;
import dev.mainstay.delivery.InstanceStatus;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Service;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Remainder;
import dev.mainstay.objectives.evaluation.SloStatus;
import dev.mainstay.objectives.live.Standing;
import dev.mainstay.server.internal.view.Health;
import dev.mainstay.server.internal.view.IncidentView;
import dev.mainstay.server.internal.view.ObjectiveView;
import dev.mainstay.server.internal.view.ServiceDetailView.DependencyView;
import dev.mainstay.server.internal.view.ServiceView;
import dev.mainstay.server.internal.view.SignalsView;
import dev.mainstay.server.internal.view.UndesignedView;
import dev.mainstay.telemetry.Signals;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Services as the API shows them. */
final class ServicePages {
  private static final Duration NOW = Duration.ofSeconds(15);
  private static final int POINTS = 180;

  private final Features features;

  ServicePages(Features features) {
    this.features = features;
  }

  ServiceView glance(Service service, List<IncidentView> openIncidents) {
    String name = service.name();
    Signals.Point now = features.signals().current(name, NOW);
    List<ObjectiveView> objectives = objectives(name);
    List<String> modes = features.signals().activeModes(name);
    List<AlertState> alerts = features.activeAlerts(name);
    List<ServiceView.Instance> instances = instances(service);
    Health health = health(service, now, objectives, modes, alerts, instances);
    String sentence =
        sentence(
            objectives,
            modes,
            alerts,
            instances,
            health,
            "Has not reported yet.",
            of(name, openIncidents));
    return new ServiceView(
        name,
        service.summary(),
        IncidentPages.word(service.criticality()),
        service.owner(),
        health,
        sentence,
        new ServiceView.Current(
            Numbers.known(now.requestRate()),
            Numbers.known(now.errorRatio()),
            Numbers.known(now.p50()),
            Numbers.known(now.p95()),
            Numbers.known(now.p99()),
            Numbers.known(now.inFlight())),
        objectives,
        modes,
        instances,
        alerts.stream().map(ServicePages::alert).toList());
  }

  /** A service that only documents speak of: how their promises stand. */
  UndesignedView undesigned(String name, List<IncidentView> openIncidents) {
    List<ObjectiveView> objectives = objectives(name);
    List<AlertState> alerts = features.activeAlerts(name);
    boolean known = objectives.stream().anyMatch(objective -> objective.health() != Health.UNKNOWN);
    Health health = health(known ? Health.GOOD : Health.UNKNOWN, objectives, alerts);
    return new UndesignedView(
        name,
        health,
        sentence(
            objectives,
            List.of(),
            alerts,
            List.of(),
            health,
            "Nothing is counted of its objectives yet.",
            of(name, openIncidents)),
        features.promises().of(name).size(),
        tightest(objectives).map(tightest -> tightest.budget().remainingFraction()).orElse(null));
  }

  private static List<IncidentView> of(String service, List<IncidentView> incidents) {
    return incidents.stream().filter(incident -> incident.service().equals(service)).toList();
  }

  private static Health health(
      Service service,
      Signals.Point now,
      List<ObjectiveView> objectives,
      List<String> modes,
      List<AlertState> alerts,
      List<ServiceView.Instance> instances) {
    Health health =
        health(
            Double.isFinite(now.requestRate()) ? Health.GOOD : Health.UNKNOWN, objectives, alerts);
    if (!modes.isEmpty()) {
      health = health.worse(Health.WATCH);
    }
    if (service.run() != null) {
      long ready = instances.stream().filter(i -> i.state().equals("ready")).count();
      if (ready < service.instances().min()) {
        health = health.worse(ready == 0 && !instances.isEmpty() ? Health.ACT : Health.WATCH);
      }
    }
    return health;
  }

  private static Health health(
      Health reported, List<ObjectiveView> objectives, List<AlertState> alerts) {
    Health health = reported;
    for (AlertState alert : alerts) {
      boolean urgent =
          alert.phase() == AlertState.Phase.FIRING && alert.severity().compareTo(P1) <= 0;
      health = health.worse(urgent ? Health.ACT : Health.WATCH);
    }
    for (ObjectiveView objective : objectives) {
      if (objective.health() != Health.UNKNOWN) {
        // A spent budget is the past; whether someone must act now is for the alerts to say.
        health = health.worse(objective.health() == Health.GOOD ? Health.GOOD : Health.WATCH);
      }
    }
    return health;
  }

  private static final dev.mainstay.design.Alert.Severity P1 =
      dev.mainstay.design.Alert.Severity.P1;

  private static String sentence(
      List<ObjectiveView> objectives,
      List<String> modes,
      List<AlertState> alerts,
      List<ServiceView.Instance> instances,
      Health health,
      String silent,
      List<IncidentView> openIncidents) {
    if (!openIncidents.isEmpty() && openIncidents.getFirst().mitigatedAt() == null) {
      return openIncidents.getFirst().title() + ".";
    }
    AlertState firing =
        alerts.stream()
            .filter(alert -> alert.phase() == AlertState.Phase.FIRING)
            .min(Comparator.comparing(AlertState::severity))
            .orElse(null);
    if (firing != null) {
      return "%s fires: %s.".formatted(firing.name(), firing.reason());
    }
    if (!modes.isEmpty()) {
      return "Works in mode " + String.join(" and ", modes) + ".";
    }
    long unready =
        instances.stream()
            .filter(i -> i.state().equals("unready") || i.state().equals("lost"))
            .count();
    if (unready > 0) {
      return "%d of %d instances are not ready.".formatted(unready, instances.size());
    }
    if (instances.stream().anyMatch(i -> i.state().equals("starting"))) {
      return "Is starting.";
    }
    if (health == Health.UNKNOWN) {
      return silent;
    }
    ObjectiveView tightest = tightest(objectives).orElse(null);
    if (tightest == null) {
      return "Works; no objective has data yet.";
    }
    double left = remaining(tightest);
    return left <= 0
        ? "Works; the budget of %s is spent.".formatted(tightest.name())
        : String.format(
            Locale.ROOT,
            "Keeps its promises; %.1f %% of the %s budget is left.",
            Remainder.tenths(left),
            tightest.name());
  }

  private static Optional<ObjectiveView> tightest(List<ObjectiveView> objectives) {
    return objectives.stream()
        .filter(objective -> objective.budget().remainingFraction() != null)
        .min(Comparator.comparingDouble(ServicePages::remaining));
  }

  private static double remaining(ObjectiveView objective) {
    Double left = objective.budget().remainingFraction();
    return left == null ? 1 : left;
  }

  private static ServiceView.AlertView alert(AlertState alert) {
    return new ServiceView.AlertView(
        alert.service(),
        alert.name(),
        IncidentPages.word(alert.phase()),
        alert.severity().name(),
        java.util.Objects.requireNonNull(alert.timing().since()),
        alert.reason(),
        alert.runbook(),
        alert.impact());
  }

  private List<ServiceView.Instance> instances(Service service) {
    if (service.run() == null) {
      return service.telemetry().instances().stream()
          .map(address -> new ServiceView.Instance(address, "", address, null, "external", null))
          .toList();
    }
    return features.deliveries().instances(service.name()).stream()
        .map(ServicePages::instance)
        .toList();
  }

  private static ServiceView.Instance instance(InstanceStatus status) {
    var instance = status.instance();
    String state =
        switch (status.state()) {
          case STARTING -> "starting";
          case READY -> "ready";
          case UNREADY -> "unready";
          case DRAINING, STOPPING -> "draining";
        };
    return new ServiceView.Instance(
        instance.id(),
        instance.version(),
        dev.mainstay.delivery.Instance.HOST + ":" + instance.port(),
        instance.process().pid(),
        state,
        instance.process().started());
  }

  List<ObjectiveView> objectives(String service) {
    return features.promises().of(service).stream()
        .filter(standing -> standing.status() != null)
        .map(standing -> objective(standing, Objects.requireNonNull(standing.judged())))
        .toList();
  }

  private static ObjectiveView objective(Standing standing, SloStatus status) {
    Objective designed = standing.slo().designed();
    Duration window = designed == null ? status.window().length() : designed.over().length();
    boolean month = designed != null && designed.over().calendarMonth();
    SloStatus.Budget budget = status.budget();
    Duration observed = status.observed();
    return new ObjectiveView(
        status.service(),
        status.name(),
        designed == null ? "OpenSLO" : indicator(designed.sli()),
        status.target(),
        status.agreement() == null ? null : (Double) status.agreement().target(),
        status.agreement() == null || status.agreement().within() == null
            ? null
            : (Double) Durations.seconds(status.agreement().within()),
        Durations.seconds(window),
        month,
        Numbers.known(status.indicator()),
        status.events().good(),
        status.events().total(),
        new ObjectiveView.Budget(
            Numbers.known(budget.allowed()),
            Numbers.known(budget.spent()),
            Numbers.known(budget.remaining()),
            budget.allowedMinutes(),
            Numbers.known(budget.remainingMinutes())),
        status.rates().stream()
            .map(rate ->
                new ObjectiveView.BurnRate(
                    Durations.seconds(rate.window()), Numbers.known(rate.burnRate()), rate.total()))
            .toList(),
        status.burns().stream().filter(SloStatus.Burn::burning).map(SloStatus.Burn::rule).toList(),
        health(status),
        status.unknown(),
        Durations.seconds(observed.compareTo(window) > 0 ? window : observed),
        status.asOf());
  }

  private static Health health(SloStatus status) {
    if (Double.isNaN(status.indicator())) {
      return Health.UNKNOWN;
    }
    if (status.isUsedUp()) {
      return Health.ACT;
    }
    return status.burns().stream().anyMatch(SloStatus.Burn::burning) ? Health.WATCH : Health.GOOD;
  }

  static String indicator(Objective.Sli sli) {
    return switch (sli) {
      case Objective.Sli.Availability(int bad) -> "status < " + bad;
      case Objective.Sli.Latency(Duration threshold) -> "duration < " + Durations.format(threshold);
      case Objective.Sli.Ratio(var good, var total) -> good + " of " + total;
    };
  }

  List<DependencyView> dependencies(Service service) {
    Map<String, Signals.DependencySignal> signals =
        features.signals().dependencies(service.name()).stream()
            .collect(Collectors.toMap(Signals.DependencySignal::name, Function.identity()));
    return service.dependencies().stream()
        .map(dependency -> dependency(dependency, signals.get(dependency.name())))
        .toList();
  }

  private static DependencyView dependency(
      Dependency dependency, Signals.@Nullable DependencySignal signal) {
    Health health;
    if (signal == null || signal.up() == null) {
      health = Health.UNKNOWN;
    } else if (signal.up()) {
      health = Health.GOOD;
    } else {
      health =
          dependency.onFailure() instanceof Dependency.OnFailure.Degrade
              ? Health.WATCH
              : Health.ACT;
    }
    String breaker = signal == null || signal.breaker().equals("none") ? null : signal.breaker();
    return new DependencyView(
        dependency.name(),
        IncidentPages.word(dependency.kind()),
        dependency.required().asFraction(),
        switch (dependency.onFailure()) {
          case Dependency.OnFailure.FailFast(int status, var after) -> "fails fast with " + status;
          case Dependency.OnFailure.Degrade(String mode) -> "degrades to " + mode;
        },
        health,
        signal == null ? null : signal.up(),
        breaker,
        signal == null ? null : Numbers.known(signal.callRate()),
        signal == null ? null : Numbers.known(signal.failureRatio()),
        signal == null ? null : Numbers.known(signal.p99()),
        Durations.seconds(dependency.timeout()),
        dependency.because());
  }

  SignalsView signals(String service, Duration length, List<SignalsView.Mark> marks) {
    Duration step = Duration.ofSeconds(Math.max(1, length.toSeconds() / POINTS));
    List<Signals.Point> points = features.signals().range(service, length, step);
    return new SignalsView(
        service,
        points.stream().map(point -> Numbers.unix(point.at())).toList(),
        Numbers.curve(points, Signals.Point::requestRate),
        Numbers.curve(points, Signals.Point::errorRatio),
        Numbers.curve(points, Signals.Point::p50),
        Numbers.curve(points, Signals.Point::p95),
        Numbers.curve(points, Signals.Point::p99),
        marks);
  }
}
