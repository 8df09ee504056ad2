package dev.mainstay.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.toolkit.internal.Policies;
import dev.mainstay.toolkit.internal.logging.Logged;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole service on a real port and the machine's clocks. Waits are for conditions, not for time.
 */
@Timeout(60)
class ServiceIT {
  @TempDir private Path folder;
  private final Logged logged = new Logged();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicBoolean postgresWorks = new AtomicBoolean(true);
  private final AtomicBoolean redisWorks = new AtomicBoolean(true);
  private final List<MainstayService> services = new ArrayList<>();

  @BeforeEach
  void policy() throws IOException {
    policy(
        Policies.EXAMPLE
            .replace("\"everyMillis\":1000", "\"everyMillis\":50")
            .replace("\"openForMillis\":5000", "\"openForMillis\":100"));
  }

  private void policy(String text) throws IOException {
    Files.writeString(folder.resolve("policy.json"), text);
  }

  @AfterEach
  void close() {
    services.forEach(MainstayService::close);
    logged.close();
  }

  private MainstayService service(int port) {
    Map<String, String> env = new HashMap<>();
    env.put("PORT", Integer.toString(port));
    env.put("MAINSTAY_POLICY", folder.resolve("policy.json").toString());
    env.put("MAINSTAY_VERSION", "1.0.0");
    MainstayService service = MainstayService.fromEnvironment(env);
    services.add(service);
    service.dependency("postgres").check(context -> require(postgresWorks));
    service.dependency("redis").check(context -> require(redisWorks));
    return service;
  }

  private static void require(AtomicBoolean works) throws IOException {
    if (!works.get()) {
      throw new IOException("connection refused");
    }
  }

  private HttpRequest.Builder request(MainstayService service, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
  }

  private HttpResponse<String> get(MainstayService service, String path) throws Exception {
    return client.send(request(service, path).build(), BodyHandlers.ofString());
  }

  private void await(MainstayService service, String path, int status) throws Exception {
    while (get(service, path).statusCode() != status) {
      Thread.onSpinWait();
    }
  }

  @Test
  void readinessFollowsTheChecksAndLivenessDoesNot() throws Exception {
    MainstayService service = service(0).start();
    await(service, "/readyz", 200);

    postgresWorks.set(false);
    await(service, "/health/ready", 503);
    assertThat(get(service, "/readyz").body())
        .contains("postgres: ", "failed checks in a row, connection refused");
    assertThat(get(service, "/healthz").statusCode()).isEqualTo(200);
    assertThat(get(service, "/health/live").statusCode()).isEqualTo(200);
    assertThat(get(service, "/metrics").body())
        .contains("service_ready 0\n", "service_info{service=\"payment-api\",version=\"1.0.0\"");

    postgresWorks.set(true);
    await(service, "/readyz", 200);
  }

  @Test
  void isNotReadyBeforeItsStartUpIsOver() throws Exception {
    CountDownLatch migrated = new CountDownLatch(1);
    MainstayService service = service(0).beforeReady("schema", migrated::await).start();

    assertThat(get(service, "/readyz").statusCode()).isEqualTo(503);
    assertThat(get(service, "/readyz").body()).contains("starting: schema");
    assertThat(get(service, "/healthz").statusCode()).isEqualTo(200);

    migrated.countDown();
    await(service, "/readyz", 200);
  }

  @Test
  void aModeIsEnteredAndLeftWithoutTraffic() throws Exception {
    MainstayService service = service(0).start();
    await(service, "/readyz", 200);

    redisWorks.set(false);
    while (get(service, "/healthz").headers().firstValue("Mainstay-Mode").isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(get(service, "/readyz").statusCode()).isEqualTo(200);
    assertThat(get(service, "/metrics").body())
        .contains("degradation_mode_active{mode=\"cache-unavailable\"} 1\n")
        .contains("dependency_up{dependency=\"redis\"} 0\n");

    redisWorks.set(true);
    while (get(service, "/healthz").headers().firstValue("Mainstay-Mode").isPresent()) {
      Thread.onSpinWait();
    }
    assertThat(logged.lines().stream().filter(line -> line.contains("degradation mode")))
        .hasSize(2);
  }

  @Test
  void aHungDependencyIsAnsweredForAndItsThreadInterrupted() throws Exception {
    MainstayService service = service(0);
    BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    service.get(
        "/hang",
        request ->
            service
                .dependency("redis")
                .call(
                    context -> {
                      try {
                        new CountDownLatch(1).await();
                        return Response.empty(204);
                      } catch (InterruptedException e) {
                        ends.add("interrupted");
                        throw e;
                      }
                    },
                    failure -> Response.text(200, failure.reason().words())));
    service.start();

    HttpResponse<String> response = get(service, "/hang");

    assertThat(response.body()).isEqualTo("timed out");
    assertThat(response.headers().firstValue("Mainstay-Mode")).hasValue("cache-unavailable");
    assertThat(ends.poll(30, TimeUnit.SECONDS)).isEqualTo("interrupted");
  }

  @Test
  void aChangedPolicyAltersATimeoutWhileRunning() throws Exception {
    MainstayService service = service(0);
    service.get(
        "/timeout",
        request ->
            Response.text(
                200,
                service.dependency("redis").call(context -> context.timeout().toMillis() + " ms")));
    service.start();
    assertThat(get(service, "/timeout").body()).isEqualTo("30 ms");

    policy(Policies.EXAMPLE.replace("\"timeoutMillis\":30", "\"timeoutMillis\":45"));

    while (!get(service, "/timeout").body().equals("45 ms")) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aCallToAnotherServiceCarriesTraceAndDeadline() throws Exception {
    MainstayService fraud = service(0);
    fraud.get(
        "/scores/{id}",
        request ->
            Response.text(
                200,
                request.header("traceparent").orElse("none").substring(3, 35)
                    + " "
                    + request.header(Deadline.HEADER).orElse("none")));
    fraud.start();
    MainstayService payments = service(0);
    HttpDependency http = payments.http("postgres", URI.create("http://127.0.0.1:" + fraud.port()));
    payments.get(
        "/payments/{id}",
        request ->
            Response.text(
                200, http.send(http.get("/scores/" + request.variable("id")), HttpResponse::body)));
    payments.start();
    String traceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    HttpResponse<String> response =
        client.send(
            request(payments, "/payments/7")
                .header("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01")
                .build(),
            BodyHandlers.ofString());

    assertThat(response.body()).matches(traceId + " (250|2[0-4]\\d|1\\d\\d)");
  }

  @Test
  void drainingLosesNoRequestInFlight() throws Exception {
    MainstayService service = service(0);
    CountDownLatch arrived = new CountDownLatch(8);
    CountDownLatch release = new CountDownLatch(1);
    service.get(
        "/slow",
        request -> {
          arrived.countDown();
          release.await();
          return Response.text(200, "done");
        });
    service.get("/fast", request -> Response.text(200, "done"));
    service.start();
    await(service, "/readyz", 200);
    List<CompletableFuture<HttpResponse<String>>> inFlight = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      inFlight.add(client.sendAsync(request(service, "/slow").build(), BodyHandlers.ofString()));
    }
    arrived.await();

    Thread drain = new Thread(service::close);
    drain.start();
    await(service, "/readyz", 503);
    assertThat(get(service, "/fast").body())
        .as("still served, for routers to notice")
        .isEqualTo("done");
    assertThat(get(service, "/healthz").statusCode()).isEqualTo(200);
    release.countDown();
    service.close();
    drain.join();

    for (var answer : inFlight) {
      assertThat(answer.get().body()).isEqualTo("done");
    }
    assertThatThrownBy(() -> get(service, "/fast")).isInstanceOf(IOException.class);
    assertThat(logged.lines().stream().filter(line -> line.contains("service.stopped")))
        .singleElement()
        .asString()
        .contains("\"abandoned\":0");
  }

  @Test
  void aRequestBeyondTheSizeLimitIsRefused() throws Exception {
    MainstayService service = service(0);
    service.post("/upload", request -> Response.text(200, "" + request.body().length));
    service.start();

    assertThat(upload(service, 1 << 20).body()).isEqualTo("" + (1 << 20));
    assertThat(upload(service, (1 << 20) + 1).statusCode()).isEqualTo(413);
  }

  private HttpResponse<String> upload(MainstayService service, int size) throws Exception {
    return client.send(
        request(service, "/upload")
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[size]))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> service(taken.getLocalPort()))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("PORT: 127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("expected: a free port");
    }
  }
}
