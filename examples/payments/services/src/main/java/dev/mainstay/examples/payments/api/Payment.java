package dev.mainstay.examples.payments.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A payment as stored.
 *
 * @param request the fingerprint of the order
 * @param amount in the currency's hundredths
 * @param account masked
 * @param review whether a person has to look at it, because its fraud check did not answer
 */
record Payment(
    String id,
    String request,
    String merchant,
    long amount,
    String currency,
    Order.Method method,
    String account,
    Status status,
    boolean review,
    Instant createdAt) {

  static final String COLUMNS =
      "id, request, merchant_id, amount, currency, method, account, status, review, created_at";

  /** Where a payment is in its life. */
  enum Status {
    PENDING,
    COMPLETED,
    DECLINED,
    REFUNDED;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Status of(String word) {
      return valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }
  }

  static Payment from(ResultSet row) throws SQLException {
    return new Payment(
        row.getString("id"),
        row.getString("request"),
        row.getString("merchant_id"),
        row.getLong("amount"),
        row.getString("currency"),
        Order.Method.of(row.getString("method")),
        row.getString("account"),
        Status.of(row.getString("status")),
        row.getBoolean("review"),
        row.getTimestamp("created_at").toInstant());
  }
}
