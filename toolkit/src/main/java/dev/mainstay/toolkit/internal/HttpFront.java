package dev.mainstay.toolkit.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mainstay.toolkit.ConfigurationException;
import dev.mainstay.toolkit.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JDK's HTTP server, bounded: turns its exchanges into {@link Incoming} and writes the answers.
 */
public final class HttpFront {
  private static final Logger log = LoggerFactory.getLogger(HttpFront.class);

  /**
   * Threads beyond the requests in flight: they answer probes, and refusals of what is too much.
   */
  private static final int SPARE_THREADS = 16;

  /** Takes one request and hands its answer to the sender exactly once. */
  @FunctionalInterface
  public interface Service {
    void serve(Incoming request, Sender sender);
  }

  /** Writes the answer. */
  @FunctionalInterface
  public interface Sender {
    /**
     * Sends the whole answer.
     *
     * @throws IOException when the client has gone
     */
    void send(Response response) throws IOException;
  }

  /** A body larger than allowed. */
  public static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Reads the body once. */
  @FunctionalInterface
  public interface Body {
    /**
     * The whole body.
     *
     * @throws TooLarge when it has more bytes than {@code most}
     */
    byte[] read(int most) throws IOException;
  }

  /**
   * A request as it came.
   *
   * @param path raw, percent-encoded
   * @param query raw, empty when there is none
   * @param headers by lower-case name
   */
  public record Incoming(
      String method, String path, String query, Map<String, List<String>> headers, Body body) {}

  private final HttpServer server;
  private final ThreadPoolExecutor threads;

  /**
   * Binds; does not answer before {@link #start}.
   *
   * @param inFlight requests that are worked on at the same time
   * @throws ConfigurationException when the address cannot be bound
   */
  public HttpFront(String host, int port, int inFlight, Service service) {
    property("sun.net.httpserver.nodelay", "true");
    property("sun.net.httpserver.idleInterval", "300");
    property("sun.net.httpserver.maxIdleConnections", "1000");
    property("jdk.httpserver.maxConnections", "4000");
    property("sun.net.httpserver.maxReqTime", "30");
    property("sun.net.httpserver.maxRspTime", "120");
    server = bind(host, port);
    AtomicInteger count = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            4,
            inFlight + SPARE_THREADS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> new Thread(work, "http-" + count.incrementAndGet()));
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, service));
  }

  private static void property(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  private static HttpServer bind(String host, int port) {
    try {
      var address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new UnknownHostException(host);
      }
      return HttpServer.create(address, 1024);
    } catch (BindException e) {
      throw new ConfigurationException(
          "environment",
          List.of(
              "PORT: " + host + ":" + port + " (expected: a free port; " + e.getMessage() + ")"));
    } catch (IOException e) {
      throw new ConfigurationException(
          "environment", List.of("MAINSTAY_HOST: " + host + " cannot be bound: " + e));
    }
  }

  public void start() {
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Stops accepting at once and closes all connections after at most a second. */
  public void stop() {
    server.stop(1);
    threads.shutdownNow();
  }

  private static void handle(HttpExchange exchange, Service service) {
    try (exchange) {
      Map<String, List<String>> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
      String path = exchange.getRequestURI().getRawPath();
      String query = exchange.getRequestURI().getRawQuery();
      Incoming incoming =
          new Incoming(
              exchange.getRequestMethod(),
              path == null || path.isEmpty() ? "/" : path,
              query == null ? "" : query,
              headers,
              most -> body(exchange.getRequestBody(), headers, most));
      service.serve(incoming, response -> write(exchange, response));
    } catch (RuntimeException e) {
      log.error("request not answered", e);
    }
  }

  private static byte[] body(InputStream in, Map<String, List<String>> headers, int most)
      throws IOException {
    String length = headers.getOrDefault("content-length", List.of("0")).get(0);
    if (length.length() > 18 || Long.parseLong(length) > most) {
      throw new TooLarge();
    }
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new TooLarge();
    }
    return bytes;
  }

  private static void write(HttpExchange exchange, Response response) throws IOException {
    response.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = response.body();
    if (body.length == 0 || exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(response.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(response.status(), body.length);
    exchange.getResponseBody().write(body);
  }
}
