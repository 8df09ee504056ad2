package dev.mainstay.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Health;
import dev.mainstay.design.Service;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the designs say about delivery: one plan per service that Mainstay starts itself. */
public record DeliveryPlan(List<ServicePlan> services) {
  public DeliveryPlan {
    services = List.copyOf(services);
  }

  /** Services that something else starts are not in it. */
  public static DeliveryPlan of(Designs designs) {
    return new DeliveryPlan(
        designs.services().stream().flatMap(service -> of(service).stream()).toList());
  }

  private static Optional<ServicePlan> of(Service service) {
    Delivery delivery = service.delivery();
    if (delivery == null) {
      return Optional.empty();
    }
    Delivery.Run run = delivery.run();
    if (run == null) {
      return Optional.empty();
    }
    return Optional.of(
        new ServicePlan(
            service.name(),
            new GatewayPlan(
                service.name(),
                run.gatewayPort(),
                service.http().deadline(),
                Set.copyOf(service.http().idempotentMethods()),
                service.health().readiness()),
            new InstancesPlan(
                run.process(), service.instances().min(), service.instances().startup()),
            new RolloutPlan(
                delivery.strategy().canary(), delivery.rollback().within(), run.initialVersion()),
            JudgePlan.of(service.objectives(), delivery.rollback().objectives())));
  }

  public Optional<ServicePlan> service(String name) {
    return services.stream().filter(plan -> plan.service().equals(name)).findFirst();
  }

  public record ServicePlan(
      String service,
      GatewayPlan gateway,
      InstancesPlan instances,
      RolloutPlan rollout,
      JudgePlan judge) {}

  /**
   * How requests travel.
   *
   * @param port on loopback
   * @param deadline after which a caller has an answer
   * @param idempotentMethods what may be repeated when an answer was lost, upper case
   * @param readiness which instances get requests
   */
  public record GatewayPlan(
      String service,
      int port,
      Duration deadline,
      Set<String> idempotentMethods,
      Health.Probe readiness) {
    public GatewayPlan {
      idempotentMethods = Set.copyOf(idempotentMethods);
    }
  }

  /**
   * @param count always running
   * @param startup from start to ready, as the design declares it
   */
  public record InstancesPlan(Delivery.ProcessTemplate process, int count, Duration startup) {
    /** How long a new instance may take until it counts as never ready: three times the design. */
    public Duration patience() {
      Duration patience = startup.multipliedBy(3);
      return patience.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : patience;
    }

    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(15);
  }

  /**
   * @param steps of a rollout; the last one is followed by all traffic
   * @param rollbackWithin how long the way back may take
   * @param initialVersion started when no version was ever deployed
   */
  public record RolloutPlan(
      List<Delivery.Step> steps, Duration rollbackWithin, String initialVersion) {
    public RolloutPlan {
      steps = List.copyOf(steps);
    }
  }
}
