package dev.mainstay.delivery;

import dev.mainstay.delivery.DeliveryPlan.GatewayPlan;
import dev.mainstay.delivery.DeliveryPlan.InstancesPlan;
import dev.mainstay.delivery.DeliveryPlan.RolloutPlan;
import dev.mainstay.delivery.DeliveryPlan.ServicePlan;
import dev.mainstay.design.Delivery;
import dev.mainstay.design.Health;
import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.testkit.ManualTime;
import dev.mainstay.testkit.MemoryJournal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An engine over stand-ins that can be killed and started again. */
final class DeliveryWorld {
  static final String SERVICE = "payment-api";
  static final Duration GRACE = Duration.ofSeconds(5);

  final ManualTime time = new ManualTime();
  final MemoryJournal journal = new MemoryJournal(time);
  final MemoryDeliveryStore store = new MemoryDeliveryStore(journal);
  final FakeTarget target = new FakeTarget(time);
  FakeRouting routing = new FakeRouting();
  DeliveryPlan plan = plan(2, step(10, 10), step(50, 10));
  Deliveries deliveries = engine();
  private long requests;

  static Delivery.Step step(int percent, int bakeSeconds) {
    return new Delivery.Step(
        Percentage.of(Integer.toString(percent)), Duration.ofSeconds(bakeSeconds));
  }

  static DeliveryPlan plan(int count, Delivery.Step... steps) {
    return new DeliveryPlan(
        List.of(
            new ServicePlan(
                SERVICE,
                new GatewayPlan(
                    SERVICE,
                    0,
                    Duration.ofSeconds(2),
                    Set.of("GET", "PUT"),
                    new Health.Probe(
                        "/readyz", Duration.ofSeconds(1), Duration.ofMillis(500), 2, List.of())),
                new InstancesPlan(
                    new Delivery.ProcessTemplate(List.of("run"), Map.of(), null, GRACE),
                    count,
                    Duration.ofSeconds(5)),
                new RolloutPlan(List.of(steps), Duration.ofSeconds(30), "1.0.0"),
                JudgePlan.of(
                    List.of(
                        new JudgePlan.Criterion.Errors("availability", 500, 0.001),
                        new JudgePlan.Criterion.Slow("latency", Duration.ofMillis(200), 0.05))))));
  }

  private Deliveries engine() {
    return new Deliveries(
        new Fleet.Parts(time, store, target, routing),
        time,
        time,
        new Deliveries.Ports() {
          @Override
          public void apply(GatewayPlan plan) {}

          @Override
          public void listen(String service) {}

          @Override
          public void forget(String service) {}
        });
  }

  DeliveryWorld start() {
    deliveries.apply(plan);
    deliveries.start();
    return this;
  }

  /** As {@code kill -9}: nothing is closed in good order; instances live on. */
  void killServer() {
    deliveries.close();
    time.close();
    routing = new FakeRouting();
    deliveries = engine();
  }

  void tick() {
    time.advance(Duration.ofMillis(100));
  }

  void advance(Duration by) {
    time.advance(by);
  }

  /** All instances that the routing knows become ready. */
  void allReady() {
    for (Instance instance : List.copyOf(routing.instances.values())) {
      deliveries.readiness(instance, true, "");
    }
    tick();
  }

  /** Until the first version has all traffic. */
  DeliveryWorld running() {
    start();
    allReady();
    tick();
    return this;
  }

  Deployment deploy(String version) {
    return deliveries.deploy(SERVICE, version, "ada");
  }

  Deployment deployment(String id) {
    return deliveries.get(id).orElseThrow();
  }

  Deployment.Outcome outcome(String id) {
    return java.util.Objects.requireNonNull(deployment(id).outcome());
  }

  /** Sends good requests by the weights of now, over the time given. */
  void traffic(int count, Duration over) {
    traffic(count, over, "", 0);
  }

  /** The version named answers 500 to the share given. */
  void traffic(int count, Duration over, String badVersion, double badShare) {
    for (int i = 0; i < count; i++) {
      Map<String, Double> weights = routing.weights(SERVICE);
      double u = (requests++ * 0.6180339887498949) % 1;
      for (var entry : new java.util.TreeMap<>(weights).entrySet()) {
        u -= entry.getValue();
        if (u < 0) {
          boolean bad =
              entry.getKey().equals(badVersion) && (requests * 0.7548776662466927) % 1 < badShare;
          deliveries.observed(
              new TrafficObserver.Observation(
                  SERVICE,
                  entry.getKey(),
                  entry.getKey() + "-i",
                  bad ? 500 : 200,
                  5_000_000,
                  time.nanos(),
                  entry.getValue()));
          break;
        }
      }
      time.advance(over.dividedBy(count));
    }
  }

  /** Sends good requests until the deployment reaches its next step or phase. */
  void bake(String id) {
    Deployment.Progress before = deployment(id).progress();
    for (int i = 0; i < 120; i++) {
      Deployment.Progress now = deployment(id).progress();
      if (now.step() != before.step() || now.phase() != before.phase()) {
        return;
      }
      traffic(300, Duration.ofSeconds(1));
    }
    throw new AssertionError(deployment(id) + " does not move");
  }

  Deployment.Phase phase(String id) {
    return deployment(id).progress().phase();
  }

  double sumOfWeights() {
    return routing.weights(SERVICE).values().stream().mapToDouble(w -> w).sum();
  }

  List<String> types() {
    return journal.events().stream().map(Event::type).toList();
  }

  List<String> versions() {
    return deliveries.instances(SERVICE).stream()
        .map(status -> status.instance().version())
        .sorted()
        .toList();
  }
}
