package dev.mainstay.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** A service of its own process that is ready and fails 20 requests between two scrapes. */
final class FailingService {
  private FailingService() {}

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(System.getenv("PORT"));
    var bad = new AtomicLong();
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
    server.createContext("/readyz", exchange -> answer(exchange, "ready"));
    server.createContext(
        "/metrics",
        exchange ->
            answer(
                exchange,
                """
                # TYPE http_server_requests_total counter
                http_server_requests_total{status="503"} %d
                """
                    .formatted(bad.addAndGet(20))));
    server.start();
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
