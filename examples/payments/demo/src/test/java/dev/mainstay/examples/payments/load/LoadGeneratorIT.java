package dev.mainstay.examples.payments.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real sockets, against a system that answers at once or stalls. */
class LoadGeneratorIT {
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          String[] path = exchange.getRequestURI().getPath().split("/", -1);
          String key = exchange.getRequestHeaders().getFirst("idempotency-key");
          String id = key == null ? path[2] : key;
          try {
            gate.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          byte[] body = ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Mainstay-Version", "1.0.0");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void threeHundredASecondArriveAlsoWhileTheSystemStalls() {
    try (LoadGenerator generator = generator()) {
      generator.start();
      pause(Duration.ofSeconds(2));
      gate = new CountDownLatch(1);
      Instant stalled = Instant.now();
      pause(Duration.ofSeconds(1));
      gate.countDown();
      pause(Duration.ofMillis(500));
      generator.stop();
      while (generator.out() > 0) {
        LockSupport.parkNanos(1_000_000);
      }

      // The schedule is kept to the request, whatever the machine does meanwhile.
      Interval stall = generator.results().interval(stalled, stalled.plusSeconds(1));
      assertThat(stall.requests()).isBetween(299L, 301L);
      assertThat(stall.success()).isEqualTo(1);
      assertThat(stall.overall().p50()).isGreaterThan(Duration.ofMillis(450));
    }
  }

  private LoadGenerator generator() {
    return new LoadGenerator(
        new Journeys(1, "it"),
        new HttpTransport(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            Duration.ofSeconds(10)),
        TimeSource.system(),
        LoadGenerator.Settings.DEFAULT.withRate(300));
  }

  private static void pause(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
