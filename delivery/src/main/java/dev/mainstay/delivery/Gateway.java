package dev.mainstay.delivery;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.common.util.EventLoopGroups;
import dev.mainstay.delivery.DeliveryPlan.GatewayPlan;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.Ticker;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way into services: one loopback port per service that passes HTTP/1.1 and h2c requests on to
 * ready instances, by version as {@link #weights} says.
 *
 * <p>Bodies stream both ways. Without a ready instance it answers 503 with {@code Retry-After};
 * when an instance breaks off, 502; when none answers within the design's deadline, 504; when a
 * body exceeds 10 MiB, 413. WebSockets and {@code CONNECT} are not passed on. Thread-safe.
 */
public final class Gateway implements Routing, AutoCloseable {
  private static final Duration CLIENT_IDLE = Duration.ofSeconds(5);
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final int EVENT_LOOPS = 2;

  private final Ticker ticker;
  private final Scheduler scheduler;
  private final EventLoopGroup workers;
  private final GatewayMetrics metrics = new GatewayMetrics();
  private final List<TrafficObserver> observers = new CopyOnWriteArrayList<>();
  private final List<ReadinessListener> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, ServiceGateway> gateways = new ConcurrentHashMap<>();
  // Guarded by this. Null until the first service: it takes a good part of a server's start.
  private @Nullable ClientFactory clients;
  private boolean closed;

  public Gateway(Ticker ticker, Scheduler scheduler) {
    this.ticker = ticker;
    this.scheduler = scheduler;
    this.workers = EventLoopGroups.newEventLoopGroup(EVENT_LOOPS, "mainstay-gateway", true);
    observers.add(metrics);
  }

  /** Makes ready what the first service needs, so that it need not wait for it. Idempotent. */
  public synchronized void prepare() {
    if (!closed) {
      var unused = clients();
    }
  }

  private synchronized ClientFactory clients() {
    if (closed) {
      throw new IllegalStateException("the gateway is closed");
    }
    if (clients == null) {
      clients =
          ClientFactory.builder()
              .workerGroup(workers, false)
              .idleTimeout(CLIENT_IDLE)
              .connectTimeout(CONNECT)
              .build();
    }
    return clients;
  }

  public void addObserver(TrafficObserver observer) {
    observers.add(observer);
  }

  public void addListener(ReadinessListener listener) {
    listeners.add(listener);
  }

  /**
   * Makes or changes the gateway of a service. It does not listen before {@link #listen}; one that
   * listens moves when the plan names another port.
   *
   * @throws dev.mainstay.kernel.ProblemException when that port is taken; nothing was changed
   */
  public void apply(GatewayPlan plan) {
    ServiceGateway gateway =
        gateways.computeIfAbsent(
            plan.service(),
            s ->
                new ServiceGateway(
                    plan,
                    workers,
                    clients(),
                    ticker,
                    scheduler,
                    metrics,
                    new ServiceGateway.Listeners(
                        observers,
                        (instance, ready, why) ->
                            listeners.forEach(l -> l.changed(instance, ready, why)))));
    gateway.plan(plan);
  }

  /**
   * Opens the service's port; does nothing when it is open.
   *
   * @throws dev.mainstay.kernel.ProblemException when the port is taken
   */
  public void listen(String service) {
    of(service).listen();
  }

  /** Closes the service's port and forgets its instances. */
  public void forget(String service) {
    ServiceGateway gateway = gateways.remove(service);
    if (gateway != null) {
      var unused = gateway.close();
    }
  }

  /** The port that the service's gateway listens on, or -1 when it does not. */
  public int port(String service) {
    ServiceGateway gateway = gateways.get(service);
    return gateway == null ? -1 : gateway.port();
  }

  private ServiceGateway of(String service) {
    ServiceGateway gateway = gateways.get(service);
    if (gateway == null) {
      throw new IllegalArgumentException("service: " + service + " (expected: one with a gateway)");
    }
    return gateway;
  }

  @Override
  public void weights(String service, Map<String, Double> weights) {
    of(service).table().weights(weights);
  }

  @Override
  public Map<String, Double> weights(String service) {
    ServiceGateway gateway = gateways.get(service);
    return gateway == null ? Map.of() : gateway.table().weights();
  }

  @Override
  public CompletableFuture<Void> add(Instance instance) {
    return of(instance.service()).add(instance);
  }

  @Override
  public void drain(Instance instance) {
    of(instance.service()).table().drain(instance.id());
  }

  @Override
  public void remove(Instance instance) {
    ServiceGateway gateway = gateways.get(instance.service());
    if (gateway != null) {
      gateway.remove(instance);
    }
  }

  @Override
  public long inFlight(Instance instance) {
    ServiceGateway gateway = gateways.get(instance.service());
    Backend backend = gateway == null ? null : gateway.table().backend(instance.id());
    return backend == null ? 0 : backend.inFlight().get();
  }

  @Override
  public Routed routed(String service, String version) {
    ServiceGateway gateway = gateways.get(service);
    return gateway == null ? new Routed(0, 0) : gateway.table().routed(version);
  }

  /** All gateways' figures in Prometheus' text format. */
  public String metrics() {
    var out = new StringBuilder();
    metrics.write(out);
    var sorted = new TreeMap<>(gateways);
    GatewayMetrics.type(
        out, "mainstay_gateway_in_flight", "gauge", "Requests that have not been answered yet.");
    sorted.forEach((service, gateway) ->
        GatewayMetrics.line(
            out,
            "mainstay_gateway_in_flight{service=\"%s\"}".formatted(service),
            gateway.inFlight()));
    GatewayMetrics.type(out, "mainstay_gateway_weight", "gauge", "Share of a version, 0 to 1.");
    sorted.forEach((service, gateway) ->
        new TreeMap<>(gateway.table().weights())
            .forEach((version, weight) ->
                GatewayMetrics.line(
                    out,
                    "mainstay_gateway_weight{service=\"%s\",version=\"%s\"}"
                        .formatted(service, GatewayMetrics.escape(version)),
                    weight)));
    GatewayMetrics.type(
        out, "mainstay_gateway_ready_instances", "gauge", "Instances that get requests.");
    sorted.forEach((service, gateway) ->
        GatewayMetrics.line(
            out,
            "mainstay_gateway_ready_instances{service=\"%s\"}".formatted(service),
            gateway.table().backends().stream().filter(b -> b.ready && !b.draining).count()));
    return out.toString();
  }

  /** Closes all ports, giving requests in flight a few seconds to end; the instances go on. */
  @Override
  public void close() {
    CompletableFuture.allOf(
            gateways.values().stream()
                .map(gateway -> gateway.close().exceptionally(e -> null))
                .toArray(CompletableFuture[]::new))
        .orTimeout(10, TimeUnit.SECONDS)
        .exceptionally(e -> null)
        .join();
    gateways.clear();
    synchronized (this) {
      closed = true;
      if (clients != null) {
        clients.close();
      }
    }
    workers.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
