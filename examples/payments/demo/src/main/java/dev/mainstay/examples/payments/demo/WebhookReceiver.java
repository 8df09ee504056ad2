package dev.mainstay.examples.payments.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands in for a paging service: remembers each {@code POST} with its delivery id and instant of
 * arrival; {@code GET /pages} lists them. Can be told to refuse, to show that pages are sent again.
 */
public final class WebhookReceiver implements Part {
  private static final int REMEMBERED = 1_000;
  private static final int MAX_BODY = 1 << 20;
  private static final JsonMapper JSON = new JsonMapper();

  private final int port;
  private final InstantSource clock;
  private final Deque<Page> pages = new ArrayDeque<>();
  private volatile boolean refusing;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;

  /** A receiver on a port of 127.0.0.1. */
  public WebhookReceiver(int port, InstantSource clock) {
    this.port = port;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "pager";
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + port + "/pages";
  }

  @Override
  public String description() {
    return "receives pages, as a paging service does";
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.empty();
  }

  @Override
  public synchronized void start() {
    if (server != null) {
      return;
    }
    try {
      HttpServer created =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
      ExecutorService pool =
          Executors.newFixedThreadPool(2, Thread.ofPlatform().name("pager-", 0).daemon().factory());
      created.setExecutor(pool);
      created.createContext("/", this::handle);
      created.start();
      server = created;
      threads = pool;
    } catch (IOException e) {
      throw new DemoException("webhook receiver cannot listen on port " + port, e);
    }
  }

  @Override
  public synchronized void stop() {
    if (server != null && threads != null) {
      server.stop(0);
      threads.shutdown();
      try {
        threads.awaitTermination(2, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      server = null;
      threads = null;
    }
  }

  /** Answers 503 from now on, or receives again. A refused page is not remembered. */
  public void refuse(boolean refuse) {
    refusing = refuse;
  }

  /** The pages so far, the oldest first; of very many the latest 1,000. */
  public List<Page> pages() {
    synchronized (pages) {
      return List.copyOf(pages);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestMethod()) {
        case "POST" -> receive(exchange);
        case "GET" -> answer(exchange, 200, JSON.writeValueAsBytes(listed()));
        default -> answer(exchange, 405, new byte[0]);
      }
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
    if (refusing) {
      answer(exchange, 503, new byte[0]);
      return;
    }
    Map<String, String> headers =
        exchange.getRequestHeaders().entrySet().stream()
            .collect(
                Collectors.toMap(
                    header -> header.getKey().toLowerCase(java.util.Locale.ROOT),
                    header -> String.join(",", header.getValue())));
    Page page =
        new Page(
            clock.instant(),
            exchange.getRequestURI().getPath(),
            headers,
            new String(body, StandardCharsets.UTF_8));
    synchronized (pages) {
      if (pages.size() == REMEMBERED) {
        pages.removeFirst();
      }
      pages.addLast(page);
    }
    answer(exchange, 200, "{}".getBytes(StandardCharsets.UTF_8));
  }

  private List<Map<String, Object>> listed() {
    return pages().stream()
        .map(page ->
            Map.<String, Object>of(
                "arrived", page.arrived().toString(),
                "deliveryId", page.deliveryId(),
                "path", page.path(),
                "body", json(page.body())))
        .toList();
  }

  private static Object json(String body) {
    try {
      JsonNode node = JSON.readTree(body);
      return node == null ? body : node;
    } catch (JacksonException e) {
      return body;
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
