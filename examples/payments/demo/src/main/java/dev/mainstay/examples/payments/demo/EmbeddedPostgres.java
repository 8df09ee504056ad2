package dev.mainstay.examples.payments.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL in the data folder. It stands in for a production database in a demo: it
 * survives the end of its own processes, also by {@code kill -9}, but {@code fsync} is off, so not
 * the end of the machine.
 */
public final class EmbeddedPostgres implements Part {
  /** The database that the payment system uses. */
  public static final String DATABASE = "payments";

  /** The database's user, who also owns the cluster. */
  public static final String USER = "payments";

  /** Known to everyone: the server listens on the loopback interface only. */
  public static final String PASSWORD = "payments-demo";

  private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
  private static final int LOCK_RETRIES = 20;

  private final DataFolder data;
  private final int port;
  private @Nullable ChildProcess process;

  /** PostgreSQL with its files in a data folder, listening on a port of 127.0.0.1. */
  public EmbeddedPostgres(DataFolder data, int port) {
    this.data = data;
    this.port = port;
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public String description() {
    return "PostgreSQL 18, the ledger of payment-api";
  }

  @Override
  public synchronized OptionalLong pid() {
    return process == null ? OptionalLong.empty() : OptionalLong.of(process.pid());
  }

  /** The URL of the payments database. */
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  @Override
  public synchronized void start() {
    if (process != null && process.isAlive()) {
      return;
    }
    Path programs = Binaries.postgres(data).resolve("bin");
    Unprivileged user = Unprivileged.in(data.root());
    Path cluster = initialised(programs, user);
    List<String> command =
        user.command(
            List.of(
                programs.resolve("postgres").toString(),
                "-D",
                cluster.toString(),
                "-p",
                String.valueOf(port)));
    for (int attempt = 1; ; attempt++) {
      ChildProcess started = ChildProcess.start(data, name(), command, Map.of());
      if (awaitAnswer(started)) {
        process = started;
        return;
      }
      started.kill();
      // After kill -9 the old server's children hold the shared memory for a moment.
      boolean locked = started.logTail().contains("is still in use");
      if (!locked || attempt >= LOCK_RETRIES) {
        throw new DemoException("PostgreSQL does not start:\n" + started.logTail());
      }
    }
  }

  @Override
  public synchronized void stop() {
    if (process != null) {
      process.stop("INT", Duration.ofSeconds(10));
      process = null;
    }
  }

  /** Kills it at once: connections break and new ones are refused; its data stays. */
  public synchronized void kill() {
    if (process != null) {
      process.kill();
      process = null;
    }
  }

  private Path initialised(Path programs, Unprivileged user) {
    Path home = data.folder("postgres");
    Path cluster = home.resolve("cluster");
    Path creating = home.resolve("cluster.creating");
    if (!Files.isDirectory(cluster)) {
      try {
        Binaries.deleteRecursively(creating);
        Path password = Files.writeString(home.resolve("password"), PASSWORD + "\n");
        user.own(home);
        Programs.Result result =
            Programs.run(
                user.command(
                    List.of(
                        programs.resolve("initdb").toString(),
                        "--pgdata=" + creating,
                        "--username=" + USER,
                        "--pwfile=" + password,
                        "--auth=password",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync",
                        "--no-instructions")));
        if (result.exit() != 0) {
          throw new DemoException("PostgreSQL's initdb fails:\n" + result.output());
        }
        Files.delete(password);
        Files.writeString(creating.resolve("postgresql.auto.conf"), configuration());
        Files.move(creating, cluster);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    user.own(home);
    return cluster;
  }

  private static String configuration() {
    return """
    listen_addresses = '127.0.0.1'
    unix_socket_directories = ''
    max_connections = 150
    shared_buffers = '32MB'
    io_method = 'sync'
    jit = off
    fsync = off
    full_page_writes = off
    max_wal_size = '256MB'
    log_min_messages = 'warning'
    """;
  }

  /** Waits until it answers and the payments database exists; false when the process ended. */
  private boolean awaitAnswer(ChildProcess started) {
    long end = System.nanoTime() + START_TIMEOUT.toNanos();
    String last = "";
    while (System.nanoTime() < end) {
      try {
        createDatabase();
        return true;
      } catch (SQLException e) {
        last = String.valueOf(e.getMessage());
      }
      if (started.awaitExit(Duration.ofMillis(20))) {
        return false;
      }
    }
    started.kill();
    throw new DemoException(
        "PostgreSQL does not answer within " + START_TIMEOUT.toSeconds() + "s: " + last);
  }

  private void createDatabase() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("password", PASSWORD);
    properties.setProperty("connectTimeout", "2");
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    try (Connection connection = DriverManager.getConnection(url, properties);
        Statement statement = connection.createStatement()) {
      List<String> databases = new ArrayList<>();
      try (var rows = statement.executeQuery("SELECT datname FROM pg_database")) {
        while (rows.next()) {
          databases.add(rows.getString(1));
        }
      }
      if (!databases.contains(DATABASE)) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
    }
  }
}
