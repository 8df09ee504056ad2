package dev.mainstay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.SystemScheduler;
import dev.mainstay.kernel.Ticker;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scrapes a real HTTP server over loopback. */
class ScraperIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpFetcher fetcher = new HttpFetcher();
  private final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
  private final CountDownLatch release = new CountDownLatch(1);
  private HttpServer server;
  private Target target;

  ScraperIT() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    target = new Target("shop", "shop-1", "1.0.0", "127.0.0.1", server.getAddress().getPort());
  }

  @BeforeEach
  void serve() {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/metrics", exchange -> answer(exchange, 200, "m{a=\"é\"} 1\n"));
    server.createContext("/broken", exchange -> answer(exchange, 500, "oops"));
    server.createContext(
        "/latin",
        exchange -> {
          exchange.sendResponseHeaders(200, 1);
          exchange.getResponseBody().write(0xE9);
          exchange.close();
        });
    server.createContext("/silent", exchange -> hang(exchange, false));
    server.createContext("/stalls", exchange -> hang(exchange, true));
    server.createContext("/atLimit", exchange -> fill(exchange, HttpFetcher.BODY_LIMIT));
    server.createContext("/overLimit", exchange -> fill(exchange, HttpFetcher.BODY_LIMIT + 1));
    server.createContext("/endless", exchange -> fill(exchange, 0));
    server.start();
  }

  @AfterEach
  void stop() {
    release.countDown();
    fetcher.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange, int status, String text) throws IOException {
    clientPorts.add(exchange.getRemoteAddress().getPort());
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void hang(HttpExchange exchange, boolean afterHeaders) throws IOException {
    if (afterHeaders) {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write("m 1\n".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
    }
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  /** Answers with a comment of so many bytes; 0 for one that never ends. */
  private static void fill(HttpExchange exchange, int bytes) throws IOException {
    exchange.sendResponseHeaders(200, bytes);
    byte[] piece = "#".repeat(8192).getBytes(StandardCharsets.UTF_8);
    try (OutputStream body = exchange.getResponseBody()) {
      for (int sent = 0; bytes == 0 || sent < bytes; sent += piece.length) {
        body.write(piece, 0, bytes == 0 ? piece.length : Math.min(piece.length, bytes - sent));
      }
    }
  }

  @Test
  void readsTheExpositionOverOneConnection() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(fetcher.fetch(target, "/metrics", TIMEOUT)).isEqualTo("m{a=\"é\"} 1\n");
    }
    assertThat(clientPorts).hasSize(1);
  }

  @Test
  void saysWhyAnInstanceCannotBeRead() {
    assertThatThrownBy(() -> fetcher.fetch(target, "/broken", TIMEOUT))
        .hasMessage("/broken answered 500 (expected: 200)");
    assertThatThrownBy(() -> fetcher.fetch(target, "/latin", TIMEOUT))
        .hasMessage("/latin is not UTF-8");
    int port = target.port();
    server.stop(0);
    assertThatThrownBy(() -> fetcher.fetch(target, "/metrics", TIMEOUT))
        .isInstanceOf(IOException.class)
        .hasMessage("nothing listens on 127.0.0.1:" + port);
  }

  @Test
  void givesUpAtTheTimeoutBeforeAndWithinTheBody() {
    assertThatThrownBy(() -> fetcher.fetch(target, "/silent", Duration.ofMillis(200)))
        .hasMessage("no answer within 200ms");
    assertThatThrownBy(() -> fetcher.fetch(target, "/stalls", Duration.ofMillis(200)))
        .hasMessage("no answer within 200ms");
  }

  @Test
  void takesABodyOfTheLimitAndNoLargerOne() throws Exception {
    assertThat(fetcher.fetch(target, "/atLimit", TIMEOUT)).hasSize(HttpFetcher.BODY_LIMIT);
    assertThatThrownBy(() -> fetcher.fetch(target, "/overLimit", TIMEOUT))
        .hasMessage("exposition larger than 8 MiB (limit)");
    assertThatThrownBy(() -> fetcher.fetch(target, "/endless", TIMEOUT))
        .hasMessage("exposition larger than 8 MiB (limit)");
  }

  @Test
  void scrapesOnScheduleAndReportsAnInstanceThatStops() throws Exception {
    var heard = new LinkedBlockingQueue<Scrape>();
    var store = new MemorySeriesStore();
    try (var scheduler = new SystemScheduler();
        var scraper =
            new Scraper(
                service -> List.of(target), store, Clock.system(), Ticker.system(), scheduler)) {
      scraper.addListener(heard::add);
      scraper.apply(
          new TelemetryPlan(
              List.of(
                  new TelemetryPlan.Job(
                      "shop", "/metrics", Duration.ofMillis(100), Duration.ofMillis(100)))));
      scraper.start();
      while (!heard.take().up()) {
        // The first scrape may be slower than the timeout while classes load.
      }
      assertThat(store.series(List.of(Matcher.equal("a", "é"))))
          .containsExactly(
              Labels.of(
                  "m", "a", "é", "service", "shop", "instance", "shop-1", "version", "1.0.0"));
      server.stop(0);
      Scrape last = heard.take();
      while (last.up()) {
        last = heard.take();
      }
      assertThat(last.error()).isNotBlank();
      assertThat(store.latest(List.of(Matcher.metric("m")), Clock.system().now())).isEmpty();
    }
  }
}
