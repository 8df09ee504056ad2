package dev.mainstay.examples.payments.api;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The schema, brought up to date at start. Instances may start together: one migrates and the
 * others wait. A migration only adds, so that the release before works beside it.
 */
final class Migrations {
  private static final long LOCK = 0x7061796d656e74L;

  private static final List<String> ALL =
      List.of(
          """
          CREATE TABLE merchants (
            id   text PRIMARY KEY,
            name text NOT NULL
          );
          INSERT INTO merchants (id, name)
            SELECT 'm-' || lpad(n::text, 3, '0'), 'Merchant ' || n FROM generate_series(1, 50) n;

          CREATE TABLE payments (
            id              text PRIMARY KEY,
            idempotency_key text NOT NULL UNIQUE,
            request         text NOT NULL,
            merchant_id     text NOT NULL REFERENCES merchants,
            amount          bigint NOT NULL CHECK (amount > 0),
            currency        text NOT NULL,
            method          text NOT NULL,
            account         text NOT NULL,
            status          text NOT NULL,
            review          boolean NOT NULL DEFAULT false,
            created_at      timestamptz NOT NULL DEFAULT now()
          );
          CREATE INDEX payments_of_merchant ON payments (merchant_id, created_at DESC);

          CREATE TABLE ledger (
            id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            payment_id text NOT NULL REFERENCES payments,
            entry      text NOT NULL,
            account    text NOT NULL,
            amount     bigint NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now()
          );
          CREATE INDEX ledger_of_payment ON ledger (payment_id);
          """);

  private Migrations() {}

  static void apply(Database database) throws SQLException {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS migrations"
              + " (version int PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())");
      int current = version(statement);
      for (int version = current + 1; version <= ALL.size(); version++) {
        statement.execute(ALL.get(version - 1));
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO migrations (version) VALUES (?)")) {
          insert.setInt(1, version);
          insert.executeUpdate();
        }
      }
      connection.commit();
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SELECT coalesce(max(version), 0) FROM migrations")) {
      row.next();
      return row.getInt(1);
    }
  }
}
