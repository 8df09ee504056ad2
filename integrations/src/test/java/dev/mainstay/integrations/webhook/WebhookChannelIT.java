package dev.mainstay.integrations.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mainstay.integrations.Pages;
import dev.mainstay.response.Address;
import dev.mainstay.response.ChannelException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookChannelIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile int status = 204;
  private volatile String retryAfter = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    headers.add(Map.copyOf(exchange.getRequestHeaders()));
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    if (!retryAfter.isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", retryAfter);
    }
    exchange.getResponseHeaders().set("Location", "/elsewhere");
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private Address address(String credentials) {
    return new Address(
        Address.Kind.WEBHOOK,
        "http://%s127.0.0.1:%d/hooks/s3cret?token=s3cret"
            .formatted(credentials, server.getAddress().getPort()));
  }

  private ChannelException failure(Address address) {
    try (var channel = new WebhookChannel(TIMEOUT)) {
      return catchThrowableOfType(ChannelException.class, () -> channel.send(Pages.to(address)));
    }
  }

  @Test
  void postsThePageWithItsDeliveryId() throws ChannelException {
    try (var channel = new WebhookChannel(TIMEOUT)) {
      channel.send(Pages.to(address("")));
    }

    assertThat(headers.getFirst().get("Mainstay-delivery"))
        .containsExactly("0f9e6a1c-0000-3000-8000-000000000001");
    JsonNode body = JsonMapper.builder().build().readTree(bodies.getFirst());
    assertThat(body.at("/kind").asString()).isEqualTo("triggered");
    assertThat(body.at("/incident/id").asString()).isEqualTo("INC-7");
    assertThat(body.at("/incident/suspectedDeployment").asString()).isEqualTo("DEP-3");
    assertThat(body.at("/incident/link").isNull()).isTrue();
    assertThat(body.at("/alerts/0/state").asString()).isEqualTo("firing");
    assertThat(body.at("/subject").asString()).contains("é");
  }

  @Test
  void sendsUserInformationAsBasicAuthentication() throws ChannelException {
    try (var channel = new WebhookChannel(TIMEOUT)) {
      channel.send(Pages.to(address("anna:pw@")));
    }

    assertThat(headers.getFirst().get("Authorization")).containsExactly("Basic YW5uYTpwdw==");
  }

  @ParameterizedTest
  @CsvSource({
    "302,true",
    "399,true",
    "400,false",
    "404,false",
    "407,false",
    "408,true",
    "409,false",
    "428,false",
    "429,true",
    "430,false",
    "499,false",
    "500,true",
    "503,true"
  })
  void otherAnswersAreRetriedOrFinal(int answer, boolean retryable) {
    status = answer;

    ChannelException failure = failure(address(""));

    assertThat(failure.isRetryable()).isEqualTo(retryable);
    assertThat(failure).hasMessageEndingWith("answered " + answer);
    assertThat(bodies).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"7,7", "300,300", "301,300", "999999999,300"})
  void obeysRetryAfterUpToFiveMinutes(String header, long seconds) {
    status = 503;
    retryAfter = header;

    assertThat(failure(address("")).retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"0", "soon", "'Wed, 21 Oct 2026 07:28:00 GMT'", "9999999999"})
  void ignoresOtherRetryAfter(String header) {
    status = 503;
    retryAfter = header;

    assertThat(failure(address("")).retryAfter()).isNull();
  }

  @Test
  void errorsHoldNoSecret() {
    status = 500;

    assertThat(failure(address("anna:s3cret@")).getMessage())
        .isEqualTo("http://127.0.0.1:%d/*** answered 500".formatted(server.getAddress().getPort()));
  }

  @Test
  void aClosedPortMayOpenAgain() {
    Address address = address("");
    server.stop(0);

    ChannelException failure = failure(address);

    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure).hasMessageEndingWith("cannot be reached").hasMessageNotContaining("s3cret");
  }

  @Test
  void aReceiverThatDoesNotAnswerIsGivenUpInTime() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var channel = new WebhookChannel(Duration.ofMillis(50))) {
      var address =
          new Address(Address.Kind.WEBHOOK, "http://127.0.0.1:" + silent.getLocalPort() + "/");

      ChannelException failure =
          catchThrowableOfType(ChannelException.class, () -> channel.send(Pages.to(address)));

      assertThat(failure.isRetryable()).isTrue();
      assertThat(failure).hasMessageEndingWith("did not answer within 50 ms");
    }
  }

  @ParameterizedTest
  @CsvSource({"ftp://127.0.0.1/s3cret", "not a url s3cret", "/s3cret"})
  void anUnusableUrlIsRefusedForGood(String url) {
    ChannelException failure = failure(new Address(Address.Kind.WEBHOOK, url));

    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure)
        .hasMessageContaining("expected: an http or https URL")
        .hasMessageNotContaining("s3cret");
  }
}
