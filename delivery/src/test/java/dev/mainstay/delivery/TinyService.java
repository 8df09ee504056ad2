package dev.mainstay.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A service of its own process: {@code /readyz}, {@code /echo} (its version, and the body it got),
 * {@code /env}. Version {@code crash} ends at once; {@code bad} fails every fifth request. On
 * SIGTERM it ends when its requests have.
 */
final class TinyService {
  private TinyService() {}

  public static void main(String[] args) throws IOException {
    String version = System.getenv("MAINSTAY_VERSION");
    System.out.println("starting " + version + " with " + String.join(" ", args));
    if ("crash".equals(version)) {
      System.exit(3);
    }
    int port = Integer.parseInt(System.getenv("PORT"));
    var inFlight = new Phaser(1);
    var count = new AtomicLong();
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/readyz", exchange -> answer(exchange, 200, "ready"));
    server.createContext("/env", exchange -> answer(exchange, 200, System.getenv().toString()));
    server.createContext(
        "/echo",
        exchange -> {
          inFlight.register();
          try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean bad = "bad".equals(version) && count.incrementAndGet() % 5 == 0;
            answer(
                exchange,
                bad ? 500 : 200,
                version + " " + new String(body, StandardCharsets.UTF_8));
          } finally {
            inFlight.arriveAndDeregister();
          }
        });
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              inFlight.arriveAndAwaitAdvance();
              server.stop(0);
            }));
    server.start();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Mainstay-Version", System.getenv("MAINSTAY_VERSION"));
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
