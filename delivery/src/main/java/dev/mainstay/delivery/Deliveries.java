package dev.mainstay.delivery;

import dev.mainstay.delivery.DeliveryException.Kind;
import dev.mainstay.delivery.DeliveryPlan.ServicePlan;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.telemetry.Target;
import dev.mainstay.telemetry.TargetSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers versions of services: keeps their instances running and moves a new version to all
 * traffic step by step, or back.
 *
 * <p>Order of use: {@link #apply}, then {@link #start}, which continues what an earlier process
 * left, then opens the gateways' ports. After that every call is durable when it returns. {@link
 * #close} leaves the instances running, as a killed process does; {@link #stopInstances} ends them.
 * Thread-safe.
 */
public final class Deliveries implements TargetSource, TrafficObserver, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
  private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._+-]{0,63}");
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration TIDY = Duration.ofSeconds(30);
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(1);

  /** Versions that were promoted and can be returned to. */
  static final int HISTORY = 3;

  private final Fleet.Parts parts;
  private final Ticker ticker;
  private final Scheduler scheduler;
  private final Ports ports;
  private final Map<String, ServiceDelivery> services = new ConcurrentHashMap<>();
  private final TrafficRecorder recorder;
  private volatile ReleaseGate gate = ReleaseGate.OPEN;
  private DeliveryPlan plan = new DeliveryPlan(List.of());
  private long lastNumber;
  private boolean started;
  private final List<Scheduler.Task> tasks = new ArrayList<>();

  /** Opens and closes the services' ports. */
  interface Ports {
    void apply(DeliveryPlan.GatewayPlan plan);

    void listen(String service);

    void forget(String service);
  }

  public Deliveries(
      Clock clock,
      Ticker ticker,
      Scheduler scheduler,
      DeliveryStore store,
      InstanceTarget target,
      Gateway gateway) {
    this(
        new Fleet.Parts(clock, store, target, gateway),
        ticker,
        scheduler,
        new Ports() {
          @Override
          public void apply(DeliveryPlan.GatewayPlan plan) {
            gateway.apply(plan);
          }

          @Override
          public void listen(String service) {
            gateway.listen(service);
          }

          @Override
          public void forget(String service) {
            gateway.forget(service);
          }
        });
    gateway.addObserver(this);
    gateway.addListener(this::readiness);
  }

  Deliveries(Fleet.Parts parts, Ticker ticker, Scheduler scheduler, Ports ports) {
    this.parts = parts;
    this.ticker = ticker;
    this.scheduler = scheduler;
    this.ports = ports;
    this.recorder = new TrafficRecorder(parts.clock());
  }

  /** Asks this gate before a release begins, instead of the one before. */
  public void guardedBy(ReleaseGate gate) {
    this.gate = gate;
  }

  /**
   * Takes a plan live. A changed command holds for the next instances that start. The instances of
   * a service that is gone are stopped.
   *
   * @throws dev.mainstay.kernel.ProblemException when a gateway's port is taken
   */
  public synchronized void apply(DeliveryPlan plan) {
    this.plan = plan;
    if (!started) {
      return;
    }
    for (ServicePlan service : plan.services()) {
      ServiceDelivery known = services.get(service.service());
      if (known == null) {
        open(service, List.of());
        ports.listen(service.service());
        initial(service.service());
      } else {
        ports.apply(service.gateway());
        known.plan(service);
      }
    }
    services.forEach((name, delivery) -> {
      if (plan.service(name).isEmpty()) {
        delivery.stop(true);
      }
    });
  }

  private CompletableFuture<Void> open(ServicePlan service, List<Instance> instances) {
    ports.apply(service.gateway());
    var delivery = new ServiceDelivery(service, parts, ticker);
    services.put(service.service(), delivery);
    return delivery.restore(instances);
  }

  /**
   * Takes over the living instances and unfinished deployments, opens the ports, and deploys the
   * first version of services that never had one.
   *
   * @throws dev.mainstay.kernel.ProblemException when a gateway's port is taken
   */
  public synchronized void start() {
    if (started) {
      return;
    }
    started = true;
    lastNumber = parts.store().deployments(1).stream().mapToLong(Deployment::number).sum();
    List<Instance> instances = parts.store().instances();
    int leftovers = parts.target().killLeftovers(instances);
    if (leftovers > 0) {
      log.warn("ended {} processes that an earlier server had started and not recorded", leftovers);
    }
    var probes = new ArrayList<CompletableFuture<Void>>();
    for (ServicePlan service : plan.services()) {
      probes.add(
          open(
              service,
              instances.stream().filter(i -> i.service().equals(service.service())).toList()));
    }
    instances.stream()
        .filter(i -> plan.service(i.service()).isEmpty())
        .forEach(i -> {
          parts.target().kill(i);
          parts.target().forget(i);
          parts.store().remove(i, List.of(DeliveryEvents.instanceStopped(i, "with its design")));
        });
    CompletableFuture.allOf(probes.toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, FIRST_ANSWER.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(e -> null)
        .join();
    for (ServicePlan service : plan.services()) {
      ports.listen(service.service());
      initial(service.service());
    }
    tasks.add(scheduler.every(TICK, "delivery", this::tick));
    tasks.add(scheduler.every(TIDY, "delivery-tidy", () -> parts.target().tidy()));
  }

  private void initial(String service) {
    ServiceDelivery delivery = of(service);
    if (delivery.stable() == null && delivery.active() == null) {
      begin(
          delivery,
          delivery.plan().rollout().initialVersion(),
          ServiceDelivery.MAINSTAY,
          0,
          begun -> List.of());
    }
  }

  private void tick() {
    services.forEach((service, delivery) ->
        guarded(
            service,
            () -> {
              delivery.tick();
              if (delivery.gone()) {
                services.remove(service);
                ports.forget(service);
              }
            }));
  }

  private static void guarded(String service, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("delivery of {} failed, trying again", service, e);
    }
  }

  private void soon(String service, Consumer<ServiceDelivery> work) {
    ServiceDelivery delivery = services.get(service);
    if (delivery != null) {
      scheduler.after(
          Duration.ZERO,
          "delivery",
          () ->
              guarded(
                  service,
                  () -> {
                    work.accept(delivery);
                    delivery.tick();
                  }));
    }
  }

  /** To be called when an instance becomes ready or stops being it. */
  void readiness(Instance instance, boolean ready, String why) {
    soon(instance.service(), delivery -> delivery.readiness(instance, ready, why));
  }

  @Override
  public void observed(Observation observation) {
    recorder.observed(observation);
    ServiceDelivery delivery = services.get(observation.service());
    if (delivery != null && delivery.traffic().observed(observation)) {
      soon(observation.service(), d -> {});
    }
  }

  /** As {@link #deploy(String, ReleaseGate.Request)}, neither a repair nor an override. */
  public Deployment deploy(String service, String version, String by) {
    return deploy(service, ReleaseGate.Request.of(version, by));
  }

  /**
   * Starts a rollout.
   *
   * @throws DeliveryException when there is no such service, the version cannot be one, it runs
   *     already, a rollout of the service is under way, or the release gate holds it
   */
  public synchronized Deployment deploy(String service, ReleaseGate.Request request) {
    ServiceDelivery delivery = of(service);
    String version = request.version();
    if (!VERSION.matcher(version).matches()) {
      throw new DeliveryException(
          Kind.INVALID,
          "version: \"%s\" (expected: letters, digits and . _ + -, at most 64, like 1.1.0)"
              .formatted(version));
    }
    requireIdle(delivery);
    if (version.equals(delivery.stable())) {
      throw new DeliveryException(
          Kind.CONFLICT, "version: %s has all traffic of %s already".formatted(version, service));
    }
    ReleaseGate.Answer answer = ask(service, request);
    return begin(
        delivery,
        version,
        request.by(),
        delivery.plan().rollout().steps().size(),
        begun ->
            answer.reasons().isEmpty()
                ? List.of()
                : List.of(DeliveryEvents.inSpite(begun, request, answer)));
  }

  private ReleaseGate.Answer ask(String service, ReleaseGate.Request request) {
    ReleaseGate.Answer answer = gate.ask(service, request);
    if (answer.goesAhead() || request.override() != null) {
      return answer;
    }
    throw new DeliveryException(
        Kind.FROZEN,
        "%s of %s is frozen: %s"
            .formatted(request.version(), service, String.join("\n  ", answer.reasons())),
        answer.ways());
  }

  private static void requireIdle(ServiceDelivery delivery) {
    Deployment active = delivery.active();
    if (active != null) {
      throw new DeliveryException(
          Kind.CONFLICT,
          "%s: %s of %s is %s (expected: none under way; promote it or roll it back first)"
              .formatted(
                  active.id(),
                  active.version(),
                  active.service(),
                  active.progress().phase().word()));
    }
  }

  private Deployment begin(
      ServiceDelivery delivery,
      String version,
      String by,
      int steps,
      Function<Deployment, List<Event>> more) {
    Deployment begun = delivery.begin(lastNumber + 1, version, by, steps, more);
    lastNumber++;
    return begun;
  }

  /**
   * Takes a deployment back: one under way at once; the service's newest promoted one by deploying
   * what it replaced, without steps.
   *
   * @return the deployment, or the new one that undoes it
   * @throws DeliveryException when there is no such deployment, or nothing to return to
   */
  public synchronized Deployment rollback(String id, String by, String reason) {
    Deployment deployment = require(id);
    ServiceDelivery delivery = of(deployment.service());
    if (deployment.progress().phase() != Deployment.Phase.PROMOTED) {
      return delivery.rollBack(deployment, by, reason.isBlank() ? "asked for by " + by : reason);
    }
    requireIdle(delivery);
    String previous = deployment.previous();
    if (previous == null || !deployment.version().equals(delivery.stable())) {
      throw new DeliveryException(
          Kind.CONFLICT,
          "%s: %s (expected: the version that has all traffic now, with one before it)"
              .formatted(id, deployment.version()));
    }
    return begin(delivery, previous, by, 0, begun -> List.of());
  }

  /**
   * Gives the version all traffic as soon as its instances are ready, skipping the steps left.
   *
   * @throws DeliveryException when there is no such deployment, or it is not under way
   */
  public synchronized Deployment promote(String id, String by) {
    Deployment deployment = require(id);
    return of(deployment.service()).promote(deployment, by);
  }

  private ServiceDelivery of(String service) {
    ServiceDelivery delivery = services.get(service);
    if (delivery == null) {
      throw new DeliveryException(
          Kind.NOT_FOUND,
          "service: %s (expected: one whose design has a delivery section)".formatted(service));
    }
    return delivery;
  }

  private Deployment require(String id) {
    return get(id)
        .orElseThrow(() ->
            new DeliveryException(
                Kind.NOT_FOUND, "deployment: %s (expected: one like DEP-1)".formatted(id)));
  }

  /** Newest first. */
  public List<Deployment> recent(int limit) {
    return parts.store().deployments(limit);
  }

  /** Of one service, newest first. */
  public List<Deployment> recent(String service, int limit) {
    return parts.store().deployments(service, limit);
  }

  public Optional<Deployment> get(String id) {
    if (!id.matches("DEP-[0-9]{1,18}")) {
      return Optional.empty();
    }
    return parts.store().deployment(Long.parseLong(id.substring(4)));
  }

  /** A deployment with its live figures. */
  public Optional<DeploymentStatus> status(String id) {
    return get(id).map(this::status);
  }

  public DeploymentStatus status(Deployment deployment) {
    ServiceDelivery delivery = services.get(deployment.service());
    Judgement judgement = deployment.outcome() == null ? null : deployment.outcome().judgement();
    if (judgement == null && delivery != null && deployment.unfinished()) {
      judgement = delivery.judgement();
    }
    return new DeploymentStatus(
        deployment,
        Sentences.of(deployment, judgement),
        delivery == null ? List.of() : delivery.plan().rollout().steps(),
        judgement,
        traffic(deployment.service()).stream()
            .filter(t ->
                t.version().equals(deployment.version())
                    || t.version().equals(deployment.previous()))
            .toList(),
        weights(deployment.service()));
  }

  /** What versions did with their traffic, those of the last half hour. */
  public List<VersionTraffic> traffic(String service) {
    return recorder.traffic(service);
  }

  /** Share of the traffic per version now. */
  public Map<String, Double> weights(String service) {
    return parts.routing().weights(service);
  }

  /** The version that has all traffic, or had it before the rollout under way. */
  public Optional<String> version(String service) {
    ServiceDelivery delivery = services.get(service);
    return delivery == null ? Optional.empty() : Optional.ofNullable(delivery.stable());
  }

  /** The last versions that had all traffic, newest first, at most three. */
  public List<String> history(String service) {
    return parts.store().promoted(service, HISTORY).stream().map(Deployment::version).toList();
  }

  /** The service's instances now, by age. */
  public List<InstanceStatus> instances(String service) {
    ServiceDelivery delivery = services.get(service);
    return delivery == null ? List.of() : delivery.fleet().statuses();
  }

  @Override
  public List<Target> targets(String service) {
    return instances(service).stream()
        .map(InstanceStatus::instance)
        .map(i -> new Target(service, i.id(), i.version(), Instance.HOST, i.port()))
        .toList();
  }

  /**
   * Drains and stops all instances; the deployments stay as they are.
   *
   * @return ends when the last one is gone
   */
  public CompletableFuture<Void> stopInstances() {
    services.values().forEach(delivery -> delivery.stop(false));
    var gone = new CompletableFuture<Void>();
    awaitGone(gone);
    return gone;
  }

  private void awaitGone(CompletableFuture<Void> gone) {
    if (services.values().stream().allMatch(d -> d.fleet().statuses().isEmpty())) {
      gone.complete(null);
    } else {
      scheduler.after(TICK, "delivery-stop", () -> awaitGone(gone));
    }
  }

  /** Stops deciding; instances and ports stay as they are. */
  @Override
  public synchronized void close() {
    tasks.forEach(Scheduler.Task::cancel);
    tasks.clear();
  }
}
