package dev.mainstay.examples.payments.api;

import dev.mainstay.toolkit.Dependency;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Who may be paid. Asked of the cache first; without it, of the database. */
final class Merchants {
  private final Dependency redis;
  private final MerchantCache cache;
  private final Dependency postgres;
  private final Database database;

  Merchants(Dependency redis, MerchantCache cache, Dependency postgres, Database database) {
    this.redis = redis;
    this.cache = cache;
    this.postgres = postgres;
    this.database = database;
  }

  boolean exists(String merchant) {
    Optional<String> cached =
        redis.call(context -> cache.name(merchant), failure -> Optional.empty());
    if (cached.isPresent()) {
      return true;
    }
    Optional<String> stored = postgres.call(context -> read(merchant));
    stored.ifPresent(name -> keep(merchant, name));
    return stored.isPresent();
  }

  private void keep(String merchant, String name) {
    if (redis.failing()) {
      return;
    }
    boolean unused =
        redis.call(
            context -> {
              cache.keep(merchant, name);
              return true;
            },
            failure -> false);
  }

  private Optional<String> read(String merchant) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select =
            connection.prepareStatement("SELECT name FROM merchants WHERE id = ?")) {
      select.setString(1, merchant);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }
}
