package dev.mainstay.telemetry.scrape;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** An endpoint on loopback that answers what a test tells it to. */
final class Endpoint implements AutoCloseable {
  static final String TEXT = "text/plain; version=0.0.4";
  static final String OPEN = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final HttpServer server;
  volatile int status = 200;
  volatile String type = TEXT;
  volatile byte[] body = new byte[0];
  volatile boolean zipped;
  volatile Map<String, String> asked = Map.of();
  volatile String query = "";

  Endpoint() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
          exchange
              .getRequestHeaders()
              .forEach((name, values) -> headers.put(name, values.getFirst()));
          asked = headers;
          query = exchange.getRequestURI().toString();
          byte[] answer = body;
          if (zipped) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            answer = zip(answer);
          }
          if (!type.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", type);
          }
          exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  private static byte[] zip(byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(plain);
    }
    return out.toByteArray();
  }

  Endpoint says(String text) {
    body = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
