package dev.mainstay.delivery;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import dev.mainstay.delivery.DeliveryPlan.GatewayPlan;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.Ticker;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The gateway of one service: its port, its routes and its readiness polling. */
final class ServiceGateway {
  static final long MOST_BODY_BYTES = 10L * 1024 * 1024;
  private static final int MOST_CONNECTIONS = 4_096;
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final EventLoopGroup workers;
  private final ClientFactory clients;
  private final RouteTable table;
  private final ReadinessPoller poller;
  private final ProxyService proxy;
  private @Nullable Server server;
  private int boundFor = -1;

  ServiceGateway(
      GatewayPlan plan,
      EventLoopGroup workers,
      ClientFactory clients,
      Ticker ticker,
      Scheduler scheduler,
      GatewayMetrics metrics,
      Listeners listeners) {
    this.workers = workers;
    this.clients = clients;
    this.table = new RouteTable(ticker);
    this.poller =
        new ReadinessPoller(
            table, () -> proxy().plan.readiness(), ticker, scheduler, listeners.readiness());
    this.proxy =
        new ProxyService(plan, table, ticker, metrics, listeners.traffic(), poller::refused);
  }

  /** Who hears of what happens. */
  record Listeners(Iterable<TrafficObserver> traffic, Routing.ReadinessListener readiness) {}

  private ProxyService proxy() {
    return proxy;
  }

  RouteTable table() {
    return table;
  }

  int inFlight() {
    return proxy.inFlight.get();
  }

  synchronized void plan(GatewayPlan plan) {
    if (server != null && plan.port() != boundFor) {
      Server old = server;
      server = open(plan);
      boundFor = plan.port();
      var unused = old.stop();
    }
    proxy.plan = plan;
  }

  /** Opens the port; does nothing when it is open. */
  synchronized void listen() {
    if (server == null) {
      server = open(proxy.plan);
      boundFor = proxy.plan.port();
    }
  }

  private Server open(GatewayPlan plan) {
    Server opened =
        Server.builder()
            .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), plan.port()))
            .workerGroup(workers, false)
            .maxNumConnections(MOST_CONNECTIONS)
            .idleTimeout(IDLE)
            .maxRequestLength(MOST_BODY_BYTES)
            .requestTimeoutMillis(0)
            .gracefulShutdownTimeout(Duration.ZERO, DRAIN)
            .disableServerHeader()
            .disableDateHeader()
            .serviceUnder("/", proxy)
            .build();
    try {
      opened.start().join();
    } catch (CompletionException e) {
      if (taken(root(e))) {
        throw new ProblemException(
            Problem.error(
                "MS-G001",
                "delivery.gateway.port of %s: %d (expected: a port that is free on this machine)"
                    .formatted(plan.service(), plan.port()),
                null,
                "stop what listens on it, or give the gateway another port"));
      }
      throw e;
    }
    return opened;
  }

  /** The native transport has its own exception for it. */
  private static boolean taken(Throwable failure) {
    return failure instanceof BindException
        || (failure instanceof IOException
            && String.valueOf(failure.getMessage()).contains("Address already in use"));
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Where it listens; -1 while it does not. */
  synchronized int port() {
    return server == null ? -1 : server.activeLocalPort();
  }

  CompletableFuture<Void> add(Instance instance) {
    var backend =
        new Backend(
            instance,
            WebClient.builder(SessionProtocol.H1C, Endpoint.of(Instance.HOST, instance.port()))
                .factory(clients)
                .maxResponseLength(0)
                .build());
    table.add(backend);
    return poller.add(backend);
  }

  void remove(Instance instance) {
    poller.remove(instance.id());
    table.remove(instance.id());
  }

  CompletableFuture<?> close() {
    poller.close();
    Server open;
    synchronized (this) {
      open = server;
      server = null;
    }
    return open == null ? CompletableFuture.completedFuture(null) : open.stop();
  }
}
