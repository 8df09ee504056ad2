package dev.mainstay.examples.payments.demo;

import dev.mainstay.examples.payments.load.HttpTransport;
import dev.mainstay.examples.payments.load.Interval;
import dev.mainstay.examples.payments.load.Journeys;
import dev.mainstay.examples.payments.load.LoadGenerator;
import dev.mainstay.examples.payments.load.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The real services with their real databases, on free ports, without Mainstay. */
final class PaymentSystem implements AutoCloseable {
  private static final Path RELEASES = Path.of("../services/target/releases").toAbsolutePath();

  final DataFolder data;
  final EmbeddedPostgres postgres;
  final EmbeddedRedis redis;
  final JarService fraud;
  final JarService cards;

  private final Map<String, Integer> ports = new ConcurrentHashMap<>();
  private final Deque<Part> started = new ConcurrentLinkedDeque<>();
  private final int redisPort = FreePorts.any();
  private final int fraudPort = FreePorts.any();
  private final int cardPort = FreePorts.any();

  PaymentSystem(Path folder) {
    data = DataFolder.open(folder);
    postgres = new EmbeddedPostgres(data, FreePorts.any());
    redis = new EmbeddedRedis(data, redisPort);
    Path policies = Path.of("src/test/resources").toAbsolutePath();
    fraud =
        service(
            "fraud-api", "1.0.0", fraudPort, policies.resolve("fraud-api-policy.json"), Map.of());
    cards =
        service(
            "card-network",
            "1.0.0",
            cardPort,
            Resources.copy("card-network-policy.json", data.folder("run")),
            Map.of());
  }

  PaymentSystem start() {
    for (Part part : List.of(postgres, redis, fraud, cards)) {
      part.start();
      started.addFirst(part);
    }
    return this;
  }

  /** Starts a release of payment-api. */
  PaymentSystem release(String version) {
    int port = FreePorts.any();
    Path policy = Path.of("src/test/resources/payment-api-policy.json").toAbsolutePath();
    JarService service =
        service(
            "payment-api",
            version,
            port,
            policy,
            Map.of(
                "DATABASE_URL",
                postgres.jdbcUrl(),
                "DATABASE_USER",
                EmbeddedPostgres.USER,
                "DATABASE_PASSWORD",
                EmbeddedPostgres.PASSWORD,
                "REDIS_URL",
                "redis://127.0.0.1:" + redisPort,
                "FRAUD_API_URL",
                "http://127.0.0.1:" + fraudPort,
                "CARD_NETWORK_URL",
                "http://127.0.0.1:" + cardPort));
    service.start();
    started.addFirst(service);
    ports.put(version, port);
    return this;
  }

  private JarService service(
      String name, String version, int port, Path policy, Map<String, String> environment) {
    return new JarService(
        data,
        new JarService.Release(name, version, RELEASES.resolve(name + "-" + version + ".jar"), ""),
        port,
        policy,
        environment);
  }

  URI uri(String version, String path) {
    return URI.create("http://127.0.0.1:" + ports.getOrDefault(version, 0) + path);
  }

  HttpResponse<String> get(String version, String path) throws IOException {
    return Http.send(HttpRequest.newBuilder(uri(version, path)));
  }

  HttpResponse<String> post(String version, String path, String key, String body)
      throws IOException {
    return Http.send(
        HttpRequest.newBuilder(uri(version, path))
            .header("content-type", "application/json")
            .header("idempotency-key", key)
            .POST(BodyPublishers.ofString(body)));
  }

  /** Switches the faults of a stand-in. */
  void faults(JarService standIn, String json) throws IOException {
    HttpResponse<String> response =
        Http.send(
            HttpRequest.newBuilder(URI.create(standIn.address() + "/faults"))
                .PUT(BodyPublishers.ofString(json)));
    if (response.statusCode() != 200) {
      throw new IOException(response.body());
    }
  }

  /** Sends load to a release for a while and returns what became of it. */
  Interval load(String version, double rate, Duration length, String run) {
    try (LoadGenerator generator =
        new LoadGenerator(
            new Journeys(7, run),
            new HttpTransport(uri(version, ""), Duration.ofSeconds(5)),
            TimeSource.system(),
            LoadGenerator.Settings.DEFAULT.withRate(rate))) {
      Instant from = Instant.now();
      generator.start();
      pause(length);
      generator.stop();
      soon(() -> generator.out() == 0);
      return generator.results().interval(from, Instant.now());
    }
  }

  static void pause(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  /** Waits until it is true; false when it is not within 20 seconds. */
  static boolean soon(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    return true;
  }

  @Override
  public void close() {
    started.forEach(Part::stop);
  }
}
