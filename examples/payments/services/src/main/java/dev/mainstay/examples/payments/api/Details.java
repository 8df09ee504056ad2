package dev.mainstay.examples.payments.api;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A payment as its merchant sees it. */
final class Details {
  private final Database database;

  Details(Database database) {
    this.database = database;
  }

  /** The payment with its ledger, or empty when there is none of that id. */
  Optional<Map<String, Object>> find(String id) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT " + Payment.COLUMNS + " FROM payments WHERE id = ?")) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        Map<String, Object> details = of(Payment.from(row));
        details.put("ledger", ledger(connection, id));
        return Optional.of(details);
      }
    }
  }

  /** The payment alone. */
  static Map<String, Object> of(Payment payment) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("id", payment.id());
    details.put("status", payment.status().word());
    details.put("merchant", payment.merchant());
    details.put("amount", money(payment.amount()));
    details.put("currency", payment.currency());
    details.put("method", payment.method().word);
    details.put("account", payment.account());
    details.put("review", payment.review());
    details.put("createdAt", payment.createdAt().toString());
    return details;
  }

  private static List<Map<String, Object>> ledger(Connection connection, String id)
      throws SQLException {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT entry, account, amount FROM ledger WHERE payment_id = ? ORDER BY id")) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(
              Map.of(
                  "entry", row.getString("entry"),
                  "account", row.getString("account"),
                  "amount", money(row.getLong("amount"))));
        }
      }
    }
    return rows;
  }

  private static String money(long hundredths) {
    return BigDecimal.valueOf(hundredths, 2).toPlainString();
  }
}
