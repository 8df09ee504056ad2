package dev.mainstay.design.internal.claims;

import dev.mainstay.design.Defaults;
import dev.mainstay.design.Delivery;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Health.Probe;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Observability;
import dev.mainstay.design.Service;
import dev.mainstay.kernel.Claim;
import dev.mainstay.kernel.Claim.Method;
import dev.mainstay.kernel.Claim.Target;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** What a service's design states that can be proven, section by section. */
public final class ServiceClaims {
  private final Service service;
  private final Statements claims;

  private ServiceClaims(Service service) {
    this.service = service;
    claims = new Statements(service);
  }

  public static List<Claim> of(Service service, Designs designs) {
    var all = new ServiceClaims(service);
    all.traffic();
    all.instances();
    all.health();
    all.telemetry();
    service
        .dependencies()
        .forEach(each -> DependencyClaims.add(all.claims, service, each, all.goodShare()));
    all.objectives();
    AlertClaims.add(all.claims, service, designs);
    all.journeys();
    all.delivery();
    var recovery = service.recovery();
    if (recovery != null) {
      RecoveryClaims.add(all.claims, recovery);
    }
    return all.claims.all();
  }

  private void traffic() {
    Rate peak = service.traffic().peak();
    claims.add(
        "traffic/peak",
        Method.LOAD_TEST,
        Target.atLeast(peak),
        "%s carries its peak of %s and keeps its objectives".formatted(service.name(), peak));
    var burst = service.traffic().burst();
    if (burst != null) {
      claims.add(
          "traffic/burst",
          Method.LOAD_TEST,
          Target.atLeast(burst.rate()),
          "%s carries a burst of %s for %s"
              .formatted(service.name(), burst.rate(), Durations.format(burst.lasts())));
    }
  }

  private void instances() {
    var instances = service.instances();
    Rate capacity = instances.capacity();
    if (capacity != null) {
      claims.add(
          "instances/each/capacity",
          Method.LOAD_TEST,
          Target.atLeast(capacity),
          "one instance carries %s and keeps the objectives".formatted(capacity));
    }
    claims.add(
        "instances/each/startup",
        Method.TELEMETRY,
        Target.within(instances.startup()),
        "an instance is ready %s after its start".formatted(Durations.format(instances.startup())));
    if (instances.min() > 1) {
      claims.add(
          "instances/lossOfOne",
          Method.FAULT_DRILL,
          Target.atLeast(goodShare()),
          "when one of %d instances dies, the others answer".formatted(instances.min()));
    }
  }

  private void health() {
    probe("liveness", service.health().liveness(), "is restarted");
    probe("readiness", service.health().readiness(), "gets no more traffic");
  }

  private void probe(String name, Probe probe, String consequence) {
    Duration detects = probe.every().multipliedBy(probe.failures()).plus(probe.timeout());
    claims.add(
        "health/" + name + "/detects",
        Method.FAULT_DRILL,
        Target.within(detects),
        "an instance that fails its %s %s within %s"
            .formatted(name, consequence, Durations.format(detects)));
  }

  private void telemetry() {
    claims.add(
        "telemetry/scraped",
        Method.TELEMETRY,
        Target.atLeast(Defaults.SCRAPED),
        "the metrics of every instance are read every "
            + Durations.format(service.telemetry().every()));
  }

  private void objectives() {
    for (Objective objective : service.objectives()) {
      String over =
          objective.over().calendarMonth() ? "month" : Durations.format(objective.over().length());
      claims.add(
          "objectives/" + objective.name(),
          Method.TELEMETRY,
          Target.atLeast(objective.slo()),
          "%s of the events of %s are good, over %s"
              .formatted(objective.slo(), objective.name(), over));
    }
  }

  private void journeys() {
    for (Observability.Journey journey : service.observability().journeys()) {
      claims.add(
          "observability/journeys/" + journey.name(),
          Method.SYNTHETIC_JOURNEY,
          Target.within(journey.timeout()),
          "a user gets through %s within %s"
              .formatted(journey.name(), Durations.format(journey.timeout())));
    }
  }

  private void delivery() {
    Delivery delivery = service.delivery();
    if (delivery == null) {
      return;
    }
    claims.add(
        "delivery/rollback",
        Method.ROLLBACK_DRILL,
        Target.within(delivery.rollback().within()),
        "a bad version is taken back within " + Durations.format(delivery.rollback().within()));
    claims.add(
        "delivery/withoutDowntime",
        Method.TELEMETRY,
        Target.atLeast(goodShare()),
        "callers do not notice a rollout");
    var run = delivery.run();
    if (run != null) {
      claims.add(
          "delivery/process/grace",
          Method.FAULT_DRILL,
          Target.within(run.process().grace()),
          "an instance that is told to stop ends its work within "
              + Durations.format(run.process().grace()));
    }
  }

  /** What callers are promised while something is broken: the strictest availability. */
  private Percentage goodShare() {
    return service.objectives().stream()
        .filter(objective -> objective.sli() instanceof Sli.Availability)
        .map(Objective::slo)
        .max(Comparator.naturalOrder())
        .orElse(Defaults.GOOD_IN_DRILLS);
  }
}
