package dev.mainstay.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Service;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to watch for, compiled from the designs.
 *
 * @param groupWait how long a service's first alert waits for others to travel with it
 * @param services rules by service, in the designs' order
 */
public record AlertingPlan(Duration groupWait, List<ServiceRules> services) {
  /** Nothing to watch. */
  public static final AlertingPlan EMPTY = new AlertingPlan(Duration.ZERO, List.of());

  public AlertingPlan {
    services = List.copyOf(services);
  }

  public static AlertingPlan of(Designs designs) {
    return new AlertingPlan(
        designs.organisation().groupWait(),
        designs.services().stream().map(AlertingPlan::rulesOf).toList());
  }

  private static ServiceRules rulesOf(Service service) {
    return new ServiceRules(
        service.name(),
        service.telemetry().every(),
        service.instances().startup(),
        service.alerts());
  }

  public Optional<ServiceRules> service(String name) {
    return services.stream().filter(rules -> rules.service().equals(name)).findFirst();
  }

  /**
   * The rules of one service.
   *
   * @param scrapeInterval between two scrapes of one instance; data older than three of them counts
   *     as no data, and a condition must stay false for two of them before its alert resolves
   * @param startup from an instance's start to ready; instances are not missed before it has passed
   */
  public record ServiceRules(
      String service, Duration scrapeInterval, Duration startup, List<Alert> alerts) {
    public ServiceRules {
      alerts = List.copyOf(alerts);
    }

    /** The age at which a scrape no longer says anything. */
    public Duration freshFor() {
      return scrapeInterval.multipliedBy(3);
    }

    /** How long a condition must be false before a firing alert resolves. */
    public Duration hold() {
      return scrapeInterval.multipliedBy(2);
    }

    /** How long after the engine's start instances may be missing without being missed. */
    public Duration warmUp() {
      return startup.plus(freshFor());
    }
  }
}
