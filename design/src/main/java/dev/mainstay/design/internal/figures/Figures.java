package dev.mainstay.design.internal.figures;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Promise;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.checks.Retries;
import dev.mainstay.design.internal.checks.promise.Chain;
import dev.mainstay.design.internal.checks.quantity.Running;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Numbers that follow from a design, each with its arithmetic. */
public final class Figures {
  private static final double MINUTE = 60;

  private Figures() {}

  /** Instances that share that load: the minimum, or what the autoscaler starts for the peak. */
  public static int instancesAt(Service service, Rate load) {
    boolean quiet = load.compareTo(service.traffic().peak()) < 0;
    return quiet ? service.instances().min() : Running.atPeak(service).instances();
  }

  /** Requests per second of one instance. */
  public static Sum perInstance(Service service, Rate load) {
    int instances = instancesAt(service, load);
    double each = load.perSecond() / instances;
    return new Sum(each, "%s / %d = %s/s".formatted(load, instances, Numbers.of(each)));
  }

  /**
   * Little's law for one instance: calls in flight = arrival rate x time of a call.
   *
   * @param mode that the service is in, or null for normal
   */
  public static Sum inFlight(
      Service service,
      Dependency dependency,
      @Nullable DegradationMode mode,
      Rate load,
      Duration latency) {
    int instances = instancesAt(service, load);
    Double factor = mode == null ? null : mode.costs().calls().get(dependency.name());
    double calls = load.perSecond() / instances * dependency.callsPerRequest();
    double value = calls * (factor == null ? 1 : factor) * Durations.seconds(latency);
    return new Sum(
        value,
        "%s / %d x %s%s x %s = %s"
            .formatted(
                load,
                instances,
                Numbers.of(dependency.callsPerRequest()),
                factor == null ? "" : " x " + Numbers.of(factor),
                Durations.format(latency),
                Numbers.of(value)));
  }

  /** The longest that one call with its retries and the wait for a connection takes. */
  public static Sum worst(Dependency dependency) {
    Duration worst = Retries.worst(dependency);
    var retry = dependency.retry();
    var pool = dependency.pool();
    String attempts =
        retry == null
            ? Durations.format(dependency.timeout())
            : new Retries(retry, dependency.timeout()).sumOfMost();
    Duration within = retry == null ? null : retry.within();
    String bounded = within == null ? "" : ", at most " + Durations.format(within);
    String told =
        pool == null
            ? attempts + bounded
            : "%s + %s for a connection = %s"
                .formatted(
                    attempts + bounded, Durations.format(pool.maxWait()), Durations.format(worst));
    return new Sum(Durations.seconds(worst), told);
  }

  /** The error budget in seconds of complete failure. */
  public static Sum budget(Objective objective) {
    return budget(objective.slo(), objective.over());
  }

  private static Sum budget(Percentage slo, Objective.Window window) {
    double seconds = slo.complement().asFraction() * Durations.seconds(window.length());
    return new Sum(
        seconds,
        "(100 %% - %s) x %s = %s minutes"
            .formatted(slo, Durations.format(window.length()), Numbers.of(seconds / MINUTE)));
  }

  /** The error budget in requests of typical traffic. */
  public static Sum budgetInRequests(Service service, Objective objective) {
    Rate typical = service.traffic().typical();
    double all = typical.perSecond() * Durations.seconds(objective.over().length());
    double bad = all * objective.slo().complement().asFraction();
    return new Sum(
        bad,
        "(100 %% - %s) x %s x %s = %s requests"
            .formatted(
                objective.slo(), typical, Durations.format(objective.over().length()), count(bad)));
  }

  /** From the failure until the probe counts it, at the latest. */
  public static Sum noticed(dev.mainstay.design.Health.Probe probe) {
    Duration latest = probe.every().multipliedBy(probe.failures()).plus(probe.timeout());
    return new Sum(
        Durations.seconds(latest),
        "%d x %s + %s = %s"
            .formatted(
                probe.failures(),
                Durations.format(probe.every()),
                Durations.format(probe.timeout()),
                Durations.format(latest)));
  }

  /** What all instances carry at most, when one's capacity is known. */
  public static Optional<Sum> carried(Service service, int instances) {
    Rate capacity = service.instances().capacity();
    if (capacity == null) {
      return Optional.empty();
    }
    double all = instances * capacity.perSecond();
    return Optional.of(
        new Sum(all, "%d x %s = %s/s".formatted(instances, capacity, Numbers.of(all))));
  }

  /** What is free above the peak with all instances, as a share of the peak. */
  public static Optional<Sum> headroom(Service service) {
    Rate peak = service.traffic().peak();
    return carried(service, service.instances().max())
        .map(all -> {
          double free = all.value() / peak.perSecond() - 1;
          return new Sum(
              free,
              "%s; %s/s / %s - 1 = %s"
                  .formatted(
                      all.told(), Numbers.of(all.value()), peak, Numbers.of(free * 100) + " %"));
        });
  }

  /**
   * Months of 30 days until the growing peak reaches that rate; 0 when it is beyond it already,
   * absent when it does not grow.
   */
  public static Optional<Sum> monthsUntil(Service service, double perSecond) {
    Percentage growth = service.traffic().growthPerMonth();
    if (growth == null || growth.asFraction() == 0) {
      return Optional.empty();
    }
    double peak = service.traffic().peak().perSecond();
    double months = Math.max(0, Math.log(perSecond / peak) / Math.log1p(growth.asFraction()));
    return Optional.of(
        new Sum(
            months,
            "ln(%s / %s) / ln(1 + %s) = %s months"
                .formatted(
                    Numbers.of(perSecond),
                    Numbers.of(peak),
                    growth,
                    Numbers.of(Math.floor(months * 10) / 10))));
  }

  /** What the dependency promises: as its caller wrote it, else what its own design promises. */
  public static Optional<Percentage> availability(Designs designs, Dependency dependency) {
    return Optional.ofNullable(dependency.availability())
        .or(() ->
            designs.service(dependency.name()).flatMap(Chain::availability).map(Promise::slo));
  }

  /** A count that people read, without a decimal when it is large. */
  public static String count(double value) {
    return value >= 100 ? "%,d".formatted(Math.round(value)).replace(',', ' ') : Numbers.of(value);
  }
}
