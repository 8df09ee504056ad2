package dev.mainstay.examples.payments.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
  private final int port = FreePorts.any();

  @Test
  void keepsItsDataWhenStoppedAndWhenKilled(@TempDir Path folder) throws SQLException {
    try (EmbeddedPostgres postgres = new EmbeddedPostgres(DataFolder.open(folder), port)) {
      postgres.start();
      execute(postgres, "CREATE TABLE kept (n int)");
      execute(postgres, "INSERT INTO kept VALUES (1)");

      postgres.stop();
      assertThat(postgres.pid()).isEmpty();
      assertThat(FreePorts.isFree(port)).isTrue();
      assertThatThrownBy(() -> execute(postgres, "SELECT 1")).isInstanceOf(SQLException.class);

      postgres.start();
      execute(postgres, "INSERT INTO kept VALUES (2)");
      postgres.kill();
      assertThat(FreePorts.isFree(port)).isTrue();

      postgres.start();
      try (Connection connection = connect(postgres);
          ResultSet rows = connection.createStatement().executeQuery("SELECT sum(n) FROM kept")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(3);
      }
    }
    assertThat(FreePorts.isFree(port)).isTrue();
  }

  private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres)) {
      connection.createStatement().execute(sql);
    }
  }

  private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
    return DriverManager.getConnection(
        postgres.jdbcUrl(), EmbeddedPostgres.USER, EmbeddedPostgres.PASSWORD);
  }
}
