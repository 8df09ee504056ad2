package dev.mainstay.examples.payments.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.examples.payments.load.Interval;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasesIT {
  private static final String ORDER =
      """
      {"amount":"5","currency":"EUR","merchant":"m-002","method":"bank-transfer",
       "iban":"DE89370400440532013000"}\
      """;

  @TempDir private Path folder;

  @Test
  void theGoodReleasesCarryTheLoadAndTheBadOneDegrades() throws IOException {
    try (PaymentSystem system = new PaymentSystem(folder).start()) {
      startTogether(system, "1.0.0", "1.1.0");
      for (String good : List.of("1.0.0", "1.1.0")) {
        Interval interval = system.load(good, 40, Duration.ofSeconds(5), "it-" + good);
        assertThat(interval.of(good).requests()).isGreaterThan(150);
        assertThat(interval.success()).isGreaterThan(0.98);
      }
      system.release("1.2.0");
      Interval bad = system.load("1.2.0", 40, Duration.ofSeconds(12), "it-1.2.0");
      assertThat(bad.requests()).isLessThan(1_000);
      assertThat(bad.success()).isLessThan(0.8);
      assertThat(bad.count("503")).isPositive();
      // Its neighbour on the same databases does not suffer.
      Interval neighbour = system.load("1.0.0", 40, Duration.ofSeconds(3), "it-after");
      assertThat(neighbour.success()).isGreaterThan(0.98);
    }
  }

  @Test
  void aPaymentOfOneReleaseIsReadByTheOthers() throws IOException {
    try (PaymentSystem system = new PaymentSystem(folder).start()) {
      startTogether(system, "1.0.0", "1.1.0");
      String created = system.post("1.0.0", "/payments", "key-1", ORDER).body();
      assertThat(created).doesNotContain("receipt");
      String replayed = system.post("1.1.0", "/payments", "key-1", ORDER).body();
      assertThat(replayed).contains("completed EUR 5.00 by bank-transfer …3000 to m-002");
      assertThat(replayed).startsWith(created.substring(0, created.length() - 1));
    }
  }

  private static void startTogether(PaymentSystem system, String... versions) {
    List<CompletableFuture<Void>> starts =
        List.of(versions).stream()
            .map(version -> CompletableFuture.runAsync(() -> system.release(version)))
            .toList();
    starts.forEach(CompletableFuture::join);
  }
}
