package dev.mainstay.examples.payments.api;

import dev.mainstay.toolkit.Response;
import java.sql.SQLException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Loads what the first requests would otherwise wait for: drivers, connections, JSON. */
final class WarmUp {
  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
  private static final int ROUNDS = 50;
  private static final String ORDER =
      """
      {"amount": "1.00", "currency": "EUR", "merchant": "m-001", "method": "card",
       "cardNumber": "4000000000000077"}
      """;

  private WarmUp() {}

  static void run(Database database, MerchantCache cache) throws SQLException {
    database.fill();
    Details details = new Details(database);
    JsonMapper json = new JsonMapper();
    int bytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
      details.find("warm-up");
      Order order = Order.from(json.readTree(ORDER));
      bytes += Response.ok(Details.of(sample(order))).body().length;
    }
    try {
      cache.ping();
    } catch (RuntimeException e) {
      log.info("warm-up goes on without the cache: {}", e.getMessage());
    }
    log.debug("warm after {} rounds, {} bytes", ROUNDS, bytes);
  }

  private static Payment sample(Order order) {
    return new Payment(
        "warm-up",
        order.fingerprint(),
        order.merchant(),
        order.amount(),
        order.currency(),
        order.method(),
        order.maskedAccount(),
        Payment.Status.COMPLETED,
        false,
        Instant.EPOCH);
  }
}
