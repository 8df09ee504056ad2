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

  /** What happens to a payment: from one status to another, with what is booked then. */
  enum Move {
    COMPLETE(Status.PENDING, Status.COMPLETED, "payment", 1),
    DECLINE(Status.PENDING, Status.DECLINED, "", 0),
    REFUND(Status.COMPLETED, Status.REFUNDED, "refund", -1);

    final Status from;
    final Status to;
    final String entry;
    final int sign;

    Move(Status from, Status to, String entry, int sign) {
      this.from = from;
      this.to = to;
      this.entry = entry;
      this.sign = sign;
    }
  }

  /** The payment after the move, or after what another request did with it before. */
  Payment apply(Move move, Payment payment, boolean review) throws SQLException {
    try (Connection connection = database.connection()) {
      connection.setAutoCommit(false);
      Payment moved = apply(connection, move, payment, review);
      connection.commit();
      return moved;
    }
  }

  static Payment apply(Connection connection, Move move, Payment payment, boolean review)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE payments SET status = ?, review = ? WHERE id = ? AND status = ? RETURNING "
                + Payment.COLUMNS)) {
      update.setString(1, move.to.word());
      update.setBoolean(2, review);
      update.setString(3, payment.id());
      update.setString(4, move.from.word());
      try (ResultSet row = update.executeQuery()) {
        if (!row.next()) {
          return find(connection, payment.id());
        }
        if (move.sign != 0) {
          book(connection, payment, move.entry, move.sign * payment.amount());
        }
        return Payment.from(row);
      }
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
