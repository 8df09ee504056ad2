package dev.mainstay.examples.payments.api;

import dev.mainstay.examples.payments.api.Payment.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Where the money is, in double entry: the rows of each payment add up to zero. A payment's status
 * and its rows change in one transaction, and only once.
 */
final class Ledger {
  private final Database database;

  Ledger(Database database) {
    this.database = database;
  }

  /** The money came: it is owed to the merchant. */
  Payment complete(Payment payment, boolean review) throws SQLException {
    return move(payment, Status.PENDING, Status.COMPLETED, review, "payment", payment.amount());
  }

  /** The money will not come. */
  Payment decline(Payment payment) throws SQLException {
    return move(payment, Status.PENDING, Status.DECLINED, payment.review(), "", 0);
  }

  /** The money went back. */
  Payment refund(Payment payment) throws SQLException {
    return move(
        payment, Status.COMPLETED, Status.REFUNDED, payment.review(), "refund", -payment.amount());
  }

  private Payment move(
      Payment payment, Status from, Status to, boolean review, String entry, long amount)
      throws SQLException {
    try (Connection connection = database.connection()) {
      connection.setAutoCommit(false);
      Payment moved;
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE payments SET status = ?, review = ? WHERE id = ? AND status = ? RETURNING "
                  + Payment.COLUMNS)) {
        update.setString(1, to.word());
        update.setBoolean(2, review);
        update.setString(3, payment.id());
        update.setString(4, from.word());
        try (ResultSet row = update.executeQuery()) {
          // Another request of the same payment was faster: what it did stands.
          moved = row.next() ? Payment.from(row) : null;
        }
      }
      if (moved == null) {
        connection.rollback();
        return find(connection, payment.id());
      }
      if (amount != 0) {
        book(connection, payment, entry, amount);
      }
      connection.commit();
      return moved;
    }
  }

  private static void book(Connection connection, Payment payment, String entry, long amount)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO ledger (payment_id, entry, account, amount) VALUES (?, ?, ?, ?),"
                + " (?, ?, ?, ?)")) {
      insert.setString(1, payment.id());
      insert.setString(2, entry);
      insert.setString(3, "clearing:" + payment.method().word);
      insert.setLong(4, amount);
      insert.setString(5, payment.id());
      insert.setString(6, entry);
      insert.setString(7, "merchant:" + payment.merchant());
      insert.setLong(8, -amount);
      insert.executeUpdate();
    }
  }

  private static Payment find(Connection connection, String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT " + Payment.COLUMNS + " FROM payments WHERE id = ?")) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return Payment.from(row);
      }
    }
  }
}
