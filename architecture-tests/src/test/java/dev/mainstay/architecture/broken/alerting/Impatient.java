package dev.mainstay.architecture.broken.alerting;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mainstay.architecture.broken.response.internal.Hidden;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Knows a module above it and what that hides, reads clocks, sleeps, prints, speaks SQL. */
public record Impatient(@JsonProperty("hidden") @Nullable Hidden hidden) {
  public static Supplier<Instant> clock() {
    return Instant::now;
  }

  public static LongSupplier ticker() {
    return System::nanoTime;
  }

  public static void nap() throws InterruptedException {
    Thread.sleep(1);
  }

  public static void print(SQLException e) {
    System.out.println(e.getMessage());
  }
}
