package dev.mainstay.examples.payments.api;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads what the first requests would otherwise wait for: drivers, connections, statements. */
final class WarmUp {
  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
  private static final int ROUNDS = 20;

  private WarmUp() {}

  static void run(Database database, MerchantCache cache) throws SQLException {
    Details details = new Details(database);
    for (int round = 0; round < ROUNDS; round++) {
      details.find("warm-up");
    }
    try {
      cache.ping();
    } catch (RuntimeException e) {
      log.info("warm-up goes on without the cache: {}", e.getMessage());
    }
  }
}
