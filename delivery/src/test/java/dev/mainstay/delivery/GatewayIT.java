package dev.mainstay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.mainstay.delivery.DeliveryPlan.GatewayPlan;
import dev.mainstay.design.Health;
import dev.mainstay.kernel.ProblemException;
import dev.mainstay.kernel.SystemScheduler;
import dev.mainstay.kernel.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayIT {
  private static final String SERVICE = "s";

  private final SystemScheduler scheduler = new SystemScheduler();
  private final Gateway gateway = new Gateway(Ticker.system(), scheduler);
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<AutoCloseable> closing = new ArrayList<>();
  private final List<TrafficObserver.Observation> observations = new CopyOnWriteArrayList<>();
  private int number;

  @BeforeEach
  void listen() {
    gateway.apply(plan(0));
    gateway.addObserver(observations::add);
    gateway.listen(SERVICE);
  }

  @AfterEach
  void close() throws Exception {
    gateway.close();
    scheduler.close();
    http.shutdownNow();
    for (AutoCloseable each : closing) {
      each.close();
    }
  }

  private static GatewayPlan plan(int port) {
    return new GatewayPlan(
        SERVICE,
        port,
        Duration.ofMillis(1_500),
        Set.of("GET", "PUT"),
        new Health.Probe("/readyz", Duration.ofMillis(100), Duration.ofSeconds(1), 2, List.of()));
  }

  /** A backend that answers with its version, and whose readiness and answers can be switched. */
  private final class Upstream implements AutoCloseable {
    final AtomicBoolean ready = new AtomicBoolean(true);
    final AtomicInteger requests = new AtomicInteger();
    final List<com.linecorp.armeria.common.RequestHeaders> seen = new CopyOnWriteArrayList<>();
    final Server server;
    final Instance instance;
    final LinkedBlockingQueue<HttpResponseWriter> downloads = new LinkedBlockingQueue<>();
    volatile Duration delay = Duration.ZERO;

    Upstream(String version) {
      server =
          Server.builder()
              .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .gracefulShutdownTimeoutMillis(0, 2_000)
              .service(
                  "/readyz",
                  (ctx, req) ->
                      HttpResponse.of(ready.get() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE))
              .service(
                  "/stream",
                  (ctx, req) -> {
                    HttpResponseWriter writer = HttpResponse.streaming();
                    writer.write(ResponseHeaders.of(200));
                    req.subscribe(new Chunks(writer));
                    return writer;
                  })
              .service(
                  "/download",
                  (ctx, req) -> {
                    HttpResponseWriter writer = HttpResponse.streaming();
                    downloads.add(writer);
                    return writer;
                  })
              .serviceUnder("/", (ctx, req) -> answer(ctx, req, version))
              .build();
      server.start().join();
      instance = instanceAt(server.activeLocalPort(), version);
      closing.add(this);
      gateway.add(instance).join();
    }

    private HttpResponse answer(
        ServiceRequestContext ctx, com.linecorp.armeria.common.HttpRequest req, String version) {
      requests.incrementAndGet();
      seen.add(req.headers());
      HttpResponse response =
          HttpResponse.of(
              req.aggregate()
                  .thenApply(whole ->
                      HttpResponse.builder()
                          .ok()
                          .header("mainstay-version", version)
                          .header(HttpHeaderNames.CONNECTION, "x-secret")
                          .content(version + whole.contentUtf8())
                          .build()));
      return delay.isZero() ? response : HttpResponse.delayed(response, delay);
    }

    @Override
    public void close() {
      server.stop().join();
    }
  }

  private Instance instanceAt(int port, String version) {
    number++;
    return new Instance(
        "s-" + number,
        SERVICE,
        version,
        number,
        port,
        new Instance.OsProcess(1, Instant.EPOCH),
        false);
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port(SERVICE) + path))
        .version(HttpClient.Version.HTTP_1_1);
  }

  private java.net.http.HttpResponse<String> get(String path) {
    return send(to(path).build());
  }

  private java.net.http.HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  void requestsAreSharedByWeight() {
    new Upstream("1");
    new Upstream("2");
    gateway.weights(SERVICE, Map.of("1", 0.9, "2", 0.1));
    var counts = new HashMap<String, Integer>();
    for (int i = 0; i < 200; i++) {
      counts.merge(get("/").body(), 1, Integer::sum);
    }
    assertThat(counts.get("2")).isBetween(18, 22);
    await(() -> observations.size() >= 200);
    assertThat(observations).hasSize(200);
    assertThat(observations)
        .allSatisfy(o ->
            assertThat(o.share()).isCloseTo(o.version().equals("1") ? 0.9 : 0.1, within(1e-9)));
    assertThat(gateway.metrics())
        .contains("mainstay_gateway_requests_total{service=\"s\",version=\"1\",status=\"200\"} 1")
        .contains("mainstay_gateway_weight{service=\"s\",version=\"2\"} 0.1");
  }

  @Test
  void noRequestReachesAVersionAfterItsWeightIsZero() {
    new Upstream("1");
    var canary = new Upstream("2");
    gateway.weights(SERVICE, Map.of("1", 0.5, "2", 0.5));
    for (int i = 0; i < 20; i++) {
      get("/");
    }
    gateway.weights(SERVICE, Map.of("1", 1.0, "2", 0.0));
    int before = canary.requests.get();
    for (int i = 0; i < 100; i++) {
      assertThat(get("/").body()).isEqualTo("1");
    }
    assertThat(canary.requests.get()).isEqualTo(before);
  }

  @Test
  void bodiesAndHeadersPassAndHopByHopHeadersDoNot() {
    var upstream = new Upstream("1");
    gateway.weights(SERVICE, Map.of("1", 1.0));
    var response =
        send(
            to("/pay?x=1")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .header("proxy-authorization", "Basic x")
                .header("x-forwarded-for", "10.0.0.1")
                .POST(HttpRequest.BodyPublishers.ofString("-body"))
                .build());
    assertThat(response.body()).isEqualTo("1-body");
    assertThat(response.headers().firstValue("mainstay-version")).contains("1");
    assertThat(response.headers().firstValue("via")).contains("1.1 mainstay");
    var seen = upstream.seen.getFirst();
    assertThat(seen.path()).isEqualTo("/pay?x=1");
    assertThat(seen.get("traceparent"))
        .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    assertThat(seen.contains("proxy-authorization")).isFalse();
    assertThat(seen.get("x-forwarded-for")).isEqualTo("10.0.0.1, 127.0.0.1");
    assertThat(seen.get("x-forwarded-proto")).isEqualTo("http");
    assertThat(seen.get("x-forwarded-host")).isEqualTo("127.0.0.1:" + gateway.port(SERVICE));
    assertThat(seen.get("via")).isEqualTo("1.1 mainstay");
  }

  @Test
  void bodiesStreamBothWaysAtTheSameTime() throws Exception {
    new Upstream("1");
    gateway.weights(SERVICE, Map.of("1", 1.0));
    for (String protocol : List.of("h1c", "h2c")) {
      var request = com.linecorp.armeria.common.HttpRequest.streaming(HttpMethod.POST, "/stream");
      var received = new Chunks(null);
      WebClient.of(protocol + "://127.0.0.1:" + gateway.port(SERVICE))
          .execute(request)
          .subscribe(received);
      request.write(HttpData.ofUtf8("one"));
      assertThat(received.pieces.take()).isEqualTo("one");
      request.write(HttpData.ofUtf8("two"));
      assertThat(received.pieces.take()).isEqualTo("two");
      request.close();
      assertThat(received.pieces.take()).isEqualTo(Chunks.END);
    }
  }

  @Test
  void anAnswersBodyIsPassedOnWhileItArrives() throws Exception {
    var upstream = new Upstream("1");
    gateway.weights(SERVICE, Map.of("1", 1.0));
    var response = http.sendAsync(to("/download").build(), BodyHandlers.ofInputStream());
    HttpResponseWriter writer = upstream.downloads.take();
    writer.write(ResponseHeaders.of(200));
    writer.write(HttpData.ofUtf8("one"));
    try (InputStream in = response.get().body()) {
      assertThat(new String(in.readNBytes(3), StandardCharsets.UTF_8)).isEqualTo("one");
      writer.write(HttpData.ofUtf8("two"));
      writer.close();
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("two");
    }
  }

  @Test
  void largeBodiesPassAndTooLargeOnesAreRefused() {
    new Upstream("1");
    gateway.weights(SERVICE, Map.of("1", 1.0));
    byte[] large = new byte[2 * 1024 * 1024];
    assertThat(send(to("/").POST(HttpRequest.BodyPublishers.ofByteArray(large)).build()).body())
        .hasSize(large.length + 1);
    byte[] tooLarge = new byte[(int) ServiceGateway.MOST_BODY_BYTES + 1];
    assertThat(
            send(to("/").POST(HttpRequest.BodyPublishers.ofByteArray(tooLarge)).build())
                .statusCode())
        .isEqualTo(413);
  }

  @Test
  void withoutReadyInstanceItAnswers503WithRetryAfter() {
    gateway.weights(SERVICE, Map.of("1", 1.0));
    var response = get("/");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("retry-after")).contains("1");
    assertThat(response.body()).contains("no instance of s is ready");
    assertThat(gateway.metrics()).contains("mainstay_gateway_none_ready_total{service=\"s\"} 1");
  }

  @Test
  void anInstanceLeavesAfterTheFailuresOfTheProbeAndReturnsAfterOneSuccess() {
    var changes = new CopyOnWriteArrayList<String>();
    gateway.addListener((instance, ready, why) -> changes.add(ready + " " + why));
    var upstream = new Upstream("1");
    gateway.weights(SERVICE, Map.of("1", 1.0));
    upstream.ready.set(false);
    await(() -> get("/").statusCode() == 503);
    upstream.ready.set(true);
    await(() -> get("/").statusCode() == 200);
    assertThat(changes).containsExactly("true ", "false /readyz answers 503", "true ");
  }

  @Test
  void aRefusedConnectionIsTriedElsewhereWhateverTheMethod() throws Exception {
    new Upstream("1");
    var gone = new Upstream("1");
    gateway.weights(SERVICE, Map.of("1", 1.0));
    gone.server.stop().join();
    for (int i = 0; i < 20; i++) {
      assertThat(send(to("/").POST(HttpRequest.BodyPublishers.ofString("x")).build()).statusCode())
          .isEqualTo(200);
    }
  }

  /** Is ready once, then reads each request and closes the connection without an answer. */
  private final class Closing implements AutoCloseable {
    final AtomicInteger requests = new AtomicInteger();
    final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    final Instance instance;

    Closing() throws IOException {
      closing.add(this);
      Thread.ofVirtual().start(this::serve);
      instance = instanceAt(socket.getLocalPort(), "1");
      gateway.add(instance).join();
    }

    private void serve() {
      while (!socket.isClosed()) {
        try (Socket connection = socket.accept()) {
          byte[] buffer = new byte[4_096];
          int n = connection.getInputStream().read(buffer);
          String text = new String(buffer, 0, Math.max(0, n), StandardCharsets.UTF_8);
          if (text.startsWith("GET /readyz")) {
            connection
                .getOutputStream()
                .write(
                    "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8));
          } else if (n > 0) {
            requests.incrementAndGet();
          }
        } catch (IOException e) {
          // the connection is the client's to lose
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void aPostThatMayHaveBeenProcessedIsNotSentAgain() throws Exception {
    var first = new Closing();
    var second = new Closing();
    gateway.weights(SERVICE, Map.of("1", 1.0));
    var response = send(to("/").POST(HttpRequest.BodyPublishers.ofString("pay")).build());
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(first.requests.get() + second.requests.get()).isEqualTo(1);
    await(() -> !observations.isEmpty());
    assertThat(observations.getLast().status()).isEqualTo(502);
  }

  @Test
  void anIdempotentRequestWithoutAnAnswerIsSentToAnotherInstance() throws Exception {
    var broken = new Closing();
    new Upstream("1");
    gateway.weights(SERVICE, Map.of("1", 1.0));
    for (int i = 0; i < 10; i++) {
      assertThat(send(to("/").PUT(HttpRequest.BodyPublishers.ofString("x")).build()).statusCode())
          .isEqualTo(200);
    }
    assertThat(broken.requests.get()).isPositive();
  }

  @Test
  void anAnswerThatComesTooLateIsA504() {
    var upstream = new Upstream("1");
    gateway.weights(SERVICE, Map.of("1", 1.0));
    upstream.delay = Duration.ofSeconds(4);
    assertThat(get("/").statusCode()).isEqualTo(504);
  }

  @Test
  void noRequestIsLostWhileInstancesDrainAndStopUnderLoad() throws Exception {
    var current = new Upstream("1");
    gateway.weights(SERVICE, Map.of("1", 1.0));
    var stop = new AtomicBoolean();
    var bad = new AtomicInteger();
    var sent = new AtomicInteger();
    var done = new CountDownLatch(6);
    for (int t = 0; t < 6; t++) {
      Thread.ofVirtual()
          .start(() -> {
            while (!stop.get()) {
              int status =
                  send(to("/").POST(HttpRequest.BodyPublishers.ofString("x")).build()).statusCode();
              sent.incrementAndGet();
              if (status != 200) {
                bad.incrementAndGet();
              }
            }
            done.countDown();
          });
    }
    for (int round = 0; round < 10; round++) {
      var next = new Upstream("1");
      int before = sent.get();
      await(() -> sent.get() > before + 50);
      gateway.drain(current.instance);
      Instance draining = current.instance;
      await(() -> gateway.inFlight(draining) == 0);
      current.close();
      gateway.remove(draining);
      current = next;
    }
    stop.set(true);
    done.await();
    assertThat(bad.get()).isZero();
  }

  @Test
  void callersMaySpeakHttp2() {
    new Upstream("1");
    gateway.weights(SERVICE, Map.of("1", 1.0));
    var response =
        WebClient.of("h2c://127.0.0.1:" + gateway.port(SERVICE)).get("/").aggregate().join();
    assertThat(response.contentUtf8()).isEqualTo("1");
  }

  @Test
  void aPortThatIsTakenIsAProblemWithItsFix() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      GatewayPlan other =
          new GatewayPlan(
              "other", taken.getLocalPort(), Duration.ofSeconds(1), Set.of(), plan(0).readiness());
      gateway.apply(other);
      assertThatThrownBy(() -> gateway.listen("other"))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("expected: a port that is free");
    }
  }
}
