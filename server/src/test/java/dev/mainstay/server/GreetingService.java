package dev.mainstay.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A service of another make, known by its metrics alone. Each scrape counts 20 more requests; while
 * it is broken they fail, and take between 200 and 500 ms.
 */
final class GreetingService implements AutoCloseable {
  private final HttpServer server;
  private final AtomicLong good = new AtomicLong();
  private final AtomicLong bad = new AtomicLong();
  private volatile boolean broken;

  GreetingService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 16);
    server.createContext(
        "/metrics",
        exchange -> {
          (broken ? bad : good).addAndGet(20);
          byte[] body = metrics().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private String metrics() {
    long fast = good.get();
    long failed = bad.get();
    return """
    # TYPE http_server_requests_total counter
    http_server_requests_total{status="200"} %2$d
    http_server_requests_total{status="503"} %1$d
    # TYPE http_server_request_duration_seconds histogram
    http_server_request_duration_seconds_bucket{le="0.2"} %2$d
    http_server_request_duration_seconds_bucket{le="0.5"} %3$d
    http_server_request_duration_seconds_bucket{le="+Inf"} %3$d
    http_server_request_duration_seconds_count %3$d
    """
        .formatted(failed, fast, fast + failed);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /**
   * A server that scrapes it, and knows of it by OpenSLO documents alone.
   *
   * @param designs where these documents are
   * @param folder for everything else
   */
  MainstayServer scrapedBy(Path designs, Path folder) throws IOException {
    Path scrapes =
        Files.writeString(
            folder.resolve("scrapes.yaml"),
            """
            scrape_configs:
            - job_name: greeter
              scrape_interval: 200ms
              scrape_timeout: 100ms
              fallback_scrape_protocol: PrometheusText0.0.4
              static_configs: [ { targets: ['127.0.0.1:%d'] } ]
            """
                .formatted(port()));
    return MainstayServer.start(
        new ServerConfig(
            designs,
            folder.resolve("data"),
            "127.0.0.1",
            0,
            new ServerConfig.Files(List.of(), scrapes, List.of())));
  }

  void broken(boolean now) {
    broken = now;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
