package dev.mainstay.examples.payments.api;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests in, and notes the ones that were taken in before. */
final class Intake {
  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  private final Database database;

  Intake(Database database) {
    this.database = database;
  }

  /** The payment of an idempotency key: the earlier one, or a new one that is pending. */
  Payment take(String key, Order order) throws SQLException {
    Connection connection = database.connection();
    Optional<Payment> earlier = find(connection, "idempotency_key", key);
    if (earlier.isPresent()) {
      log.debug("repeated request for payment {}", earlier.get().id());
      return earlier.get();
    }
    insert(connection, key, order);
    Payment taken = find(connection, "idempotency_key", key).orElseThrow();
    connection.close();
    return taken;
  }

  /** The payment that is to be refunded, or was. */
  Optional<Payment> takeRefund(String id) throws SQLException {
    Connection connection = database.connection();
    Optional<Payment> payment = find(connection, "id", id);
    if (payment.isPresent() && payment.get().status() == Payment.Status.REFUNDED) {
      log.debug("repeated refund of payment {}", id);
      return payment;
    }
    connection.close();
    return payment;
  }

  static void insert(Connection connection, String key, Order order) throws SQLException {
    // Two requests with one key may come at once: the one that is late finds the other's payment.
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO payments (id, idempotency_key, request, merchant_id, amount, currency,"
                + " method, account, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending')"
                + " ON CONFLICT (idempotency_key) DO NOTHING")) {
      insert.setString(1, UUID.randomUUID().toString());
      insert.setString(2, key);
      insert.setString(3, order.fingerprint());
      insert.setString(4, order.merchant());
      insert.setLong(5, order.amount());
      insert.setString(6, order.currency());
      insert.setString(7, order.method().word);
      insert.setString(8, order.maskedAccount());
      insert.executeUpdate();
    }
  }

  static Optional<Payment> find(Connection connection, String column, String value)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT " + Payment.COLUMNS + " FROM payments WHERE " + column + " = ?")) {
      select.setString(1, value);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(Payment.from(row)) : Optional.empty();
      }
    }
  }
}
