package dev.mainstay.examples.payments.api;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mainstay.toolkit.Policy.DependencyPolicy;
import dev.mainstay.toolkit.Policy.Pool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Connections to PostgreSQL, as many as the policy's {@code pool} says; it follows its changes. */
final class Database implements AutoCloseable {
  private static final Pool DEFAULT_POOL = new Pool(10, Duration.ofMillis(100));

  private static final Duration FILL_TIMEOUT = Duration.ofSeconds(5);

  private final Supplier<DependencyPolicy> policy;
  private final HikariDataSource pool;
  private Pool applied;

  Database(Configuration configuration, Supplier<DependencyPolicy> policy) {
    this.policy = policy;
    this.applied = wanted();
    HikariConfig config = new HikariConfig();
    config.setPoolName("payments");
    config.setJdbcUrl(configuration.databaseUrl());
    config.setUsername(configuration.user());
    config.setPassword(configuration.password());
    config.setMaximumPoolSize(applied.size());
    config.setConnectionTimeout(applied.maxWait().toMillis());
    config.setValidationTimeout(applied.maxWait().toMillis());
    // The service starts without its database, and is not ready until it has one.
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("connectTimeout", "1");
    config.addDataSourceProperty("socketTimeout", "3");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("ApplicationName", "payment-api");
    this.pool = new HikariDataSource(config);
  }

  /** A connection that the caller must close. */
  Connection connection() throws SQLException {
    follow();
    return pool.getConnection();
  }

  /** Waits until all of the pool's connections are open, so that no early request waits for one. */
  void awaitFull() throws SQLException, InterruptedException {
    long end = System.nanoTime() + FILL_TIMEOUT.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    while (pool.getHikariPoolMXBean().getTotalConnections() < wanted().size()) {
      if (System.nanoTime() > end) {
        throw new SQLException(
            "only "
                + pool.getHikariPoolMXBean().getTotalConnections()
                + " of "
                + wanted().size()
                + " connections");
      }
      boolean unused = never.await(10, TimeUnit.MILLISECONDS);
    }
  }

  void ping() throws SQLException {
    try (Connection connection = connection();
        var statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  private Pool wanted() {
    return policy.get().pool().orElse(DEFAULT_POOL);
  }

  private synchronized void follow() {
    Pool wanted = wanted();
    if (!wanted.equals(applied)) {
      pool.getHikariConfigMXBean().setMaximumPoolSize(wanted.size());
      pool.getHikariConfigMXBean().setConnectionTimeout(wanted.maxWait().toMillis());
      applied = wanted;
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
