package dev.mainstay.examples.payments.api;

import dev.mainstay.toolkit.HttpDependency;
import dev.mainstay.toolkit.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Goes the way of a payment before the first one comes, so that customers do not wait for classes,
 * connections and compiled code. What it writes is rolled back.
 */
final class WarmUp {
  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
  private static final int ROUNDS = 30;

  /** Between rounds: other instances serve customers with the same processors. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  private static final JsonMapper JSON = new JsonMapper();
  private static final String ORDER =
      """
      {"amount": "1.00", "currency": "EUR", "merchant": "m-001", "method": "card",
       "cardNumber": "4000000000000077"}
      """;

  private final Database database;
  private final MerchantCache cache;
  private final List<HttpDependency> peers;

  WarmUp(Database database, MerchantCache cache, List<HttpDependency> peers) {
    this.database = database;
    this.cache = cache;
    this.peers = peers;
  }

  void run(int port) throws SQLException, IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    database.awaitFull();
    for (int round = 0; round < ROUNDS; round++) {
      pay();
      serve(port);
      boolean unused = never.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
    optional("redis", cache::ping);
    for (HttpDependency peer : peers) {
      optional(peer.dependency().name(), () -> ask(peer));
    }
  }

  private void pay() throws SQLException {
    Order order = Order.from(JSON.readTree(ORDER));
    String key = "warm-up-" + UUID.randomUUID();
    try (Connection connection = database.connection()) {
      connection.setAutoCommit(false);
      Intake.insert(connection, key, order);
      Payment payment = Intake.find(connection, "idempotency_key", key).orElseThrow();
      Payment paid = Ledger.apply(connection, Ledger.Move.COMPLETE, payment, false);
      Payment refunded = Ledger.apply(connection, Ledger.Move.REFUND, paid, false);
      Response answer = Response.ok(Details.of(refunded));
      log.trace("{} bytes", answer.body().length);
      connection.rollback();
    }
    new Details(database).find("warm-up");
  }

  /** The service's own server; requests of its probes are not counted. */
  private static void serve(int port) throws IOException {
    URLConnection probe =
        URI.create("http://127.0.0.1:" + port + "/healthz").toURL().openConnection();
    probe.setConnectTimeout(1_000);
    probe.setReadTimeout(1_000);
    try (InputStream body = probe.getInputStream()) {
      log.trace("{} bytes", body.readAllBytes().length);
    }
  }

  private static void ask(HttpDependency peer) {
    for (int round = 0; round < ROUNDS / 2; round++) {
      int bytes = peer.send(peer.get("/status"), response -> response.body().length());
      log.trace("{} bytes", bytes);
    }
  }

  private static void optional(String dependency, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.info("warm-up goes on without {}: {}", dependency, e.getMessage());
    }
  }
}
