package dev.mainstay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.delivery.DeliveryPlan.GatewayPlan;
import dev.mainstay.delivery.DeliveryPlan.InstancesPlan;
import dev.mainstay.delivery.DeliveryPlan.RolloutPlan;
import dev.mainstay.delivery.DeliveryPlan.ServicePlan;
import dev.mainstay.delivery.Deployment.Phase;
import dev.mainstay.design.Delivery;
import dev.mainstay.design.Health;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.SystemScheduler;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.testkit.MemoryJournal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engine, gateway and processes together, with services of their own JVMs. */
class DeliveriesIT {
  private static final String SERVICE = "tiny";

  @TempDir Path data;
  private final MemoryJournal journal = new MemoryJournal(Clock.system());
  private final MemoryDeliveryStore store = new MemoryDeliveryStore(journal);
  private final HttpClient http = HttpClient.newHttpClient();
  private Server server;

  /** What a process of Mainstay holds; its end leaves the instances alone. */
  private final class Server {
    final SystemScheduler scheduler = new SystemScheduler();
    final Gateway gateway = new Gateway(Ticker.system(), scheduler);
    final ProcessTarget target =
        new ProcessTarget(data, service -> data, service -> data + "/policy.json");
    final Deliveries deliveries =
        new Deliveries(Clock.system(), Ticker.system(), scheduler, store, target, gateway);

    Server start() {
      deliveries.apply(plan());
      deliveries.start();
      return this;
    }

    void die() {
      deliveries.close();
      scheduler.close();
      gateway.close();
    }
  }

  @BeforeEach
  void start() {
    server = new Server().start();
    await(() -> phase("DEP-1") == Phase.PROMOTED);
  }

  @AfterEach
  void stop() {
    server.deliveries.stopInstances().orTimeout(20, TimeUnit.SECONDS).join();
    server.die();
    http.close();
  }

  private static DeliveryPlan plan() {
    var command =
        List.of(
            "java",
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            TinyService.class.getName(),
            "${version}",
            "${port}");
    var process =
        new Delivery.ProcessTemplate(
            command, Map.of("GREETING", "v${version}"), null, Duration.ofSeconds(5));
    return new DeliveryPlan(
        List.of(
            new ServicePlan(
                SERVICE,
                new GatewayPlan(
                    SERVICE,
                    0,
                    Duration.ofSeconds(5),
                    Set.of("GET"),
                    new Health.Probe(
                        "/readyz", Duration.ofMillis(200), Duration.ofSeconds(1), 2, List.of())),
                new InstancesPlan(process, 2, Duration.ofSeconds(10)),
                new RolloutPlan(
                    List.of(
                        new Delivery.Step(Percentage.of("20"), Duration.ofSeconds(1)),
                        new Delivery.Step(Percentage.of("50"), Duration.ofSeconds(1))),
                    Duration.ofSeconds(20),
                    "1"),
                new JudgePlan(
                    List.of(new JudgePlan.Criterion.Errors("availability", 500, 0.001)),
                    0.01,
                    1.5,
                    new JudgePlan.Enough(100, 50, 20),
                    JudgePlan.WARMUP))));
  }

  private Phase phase(String id) {
    return server.deliveries.get(id).orElseThrow().progress().phase();
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(20_000_000);
    }
  }

  private HttpResponse<String> post(String body) {
    try {
      return http.send(
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + server.gateway.port(SERVICE) + "/echo"))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends until it is closed. */
  private final class Load implements AutoCloseable {
    final AtomicInteger sent = new AtomicInteger();
    final AtomicInteger failed = new AtomicInteger();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(8);

    Load() {
      for (int i = 0; i < 8; i++) {
        Thread.ofVirtual()
            .start(() -> {
              while (!stop.get()) {
                HttpResponse<String> response = post("x");
                sent.incrementAndGet();
                if (response.statusCode() != 200) {
                  failed.incrementAndGet();
                  System.out.println(response.statusCode() + " " + response.body());
                }
                LockSupport.parkNanos(10_000_000);
              }
              done.countDown();
            });
      }
    }

    @Override
    public void close() throws InterruptedException {
      stop.set(true);
      done.await();
    }
  }

  @Test
  void aReleaseIsPromotedUnderLoadWithoutOneFailedRequest() throws Exception {
    try (var load = new Load()) {
      String id = server.deliveries.deploy(SERVICE, "2", "ada").id();
      await(() -> !server.deliveries.get(id).orElseThrow().unfinished());
      assertThat(phase(id)).isEqualTo(Phase.PROMOTED);
      await(() -> server.deliveries.instances(SERVICE).size() == 2);
      load.close();
      assertThat(load.failed.get()).isZero();
      assertThat(load.sent.get()).isGreaterThan(100);
    }
    assertThat(post("x").body()).isEqualTo("2 x");
    assertThat(server.deliveries.instances(SERVICE))
        .allSatisfy(status -> assertThat(status.instance().version()).isEqualTo("2"));
  }

  @Test
  void aFailingReleaseIsCondemnedByItsTraffic() throws Exception {
    try (var load = new Load()) {
      String id = server.deliveries.deploy(SERVICE, "bad", "ada").id();
      await(() -> !server.deliveries.get(id).orElseThrow().unfinished());
      load.close();
      Deployment d = server.deliveries.get(id).orElseThrow();
      System.out.println(d.outcome());
      assertThat(phase(id)).isEqualTo(Phase.ROLLED_BACK);
    }
    assertThat(post("x").body()).isEqualTo("1 x");
  }

  @Test
  void instancesAreAdoptedWhenTheServerWasKilled() {
    var before =
        server.deliveries.instances(SERVICE).stream().map(s -> s.instance().process()).toList();
    server.die();
    server = new Server().start();
    assertThat(post("x").statusCode()).isEqualTo(200);
    assertThat(server.deliveries.instances(SERVICE).stream().map(s -> s.instance().process()))
        .containsExactlyElementsOf(before);
  }

  @Test
  void aKilledInstanceIsReplaced() {
    var lost = server.deliveries.instances(SERVICE).getFirst().instance();
    server.target.kill(lost);
    await(() ->
        server.deliveries.instances(SERVICE).stream()
                .filter(s -> s.state() == InstanceStatus.State.READY)
                .filter(s -> !s.instance().id().equals(lost.id()))
                .count()
            == 2);
    assertThat(journal.events().stream().map(e -> e.type())).contains(DeliveryEvents.INSTANCE_LOST);
  }
}
