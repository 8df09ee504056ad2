package dev.mainstay.examples.payments.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PaymentApiIT {
  private static final String V = "1.0.0";
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CARD =
      """
      {"amount":"12.30","currency":"EUR","merchant":"m-001","method":"card","cardNumber":"%s"}\
      """;
  private static final String GOOD_CARD = CARD.formatted("4000000000000077");
  private static final String TRANSFER =
      """
      {"amount":"5","currency":"EUR","merchant":"m-002","method":"bank-transfer",
       "iban":"DE89370400440532013000"}\
      """;

  @TempDir private static Path folder;
  private static PaymentSystem system;

  @BeforeAll
  static void start() {
    system = new PaymentSystem(folder).start().release(V);
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @Test
  void takesShowsAndRefundsAPaymentInDoubleEntry() throws IOException {
    HttpResponse<String> created = pay(key(), GOOD_CARD);
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.body()).doesNotContain("4000000000000077");
    String id = field(created, "id");

    HttpResponse<String> shown = system.get(V, "/payments/" + id);
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(field(shown, "status")).isEqualTo("completed");
    assertThat(ledger(shown)).hasSize(2);

    assertThat(field(refund(id), "status")).isEqualTo("refunded");
    HttpResponse<String> again = refund(id);
    assertThat(again.statusCode()).isEqualTo(200);
    List<BigDecimal> entries = ledger(system.get(V, "/payments/" + id));
    assertThat(entries).hasSize(4);
    assertThat(entries.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isZero();
  }

  @Test
  void aRepeatedKeyGivesTheSamePayment() throws IOException {
    String key = key();
    HttpResponse<String> first = pay(key, TRANSFER);
    HttpResponse<String> second = pay(key, TRANSFER);
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.headers().firstValue("idempotent-replay")).contains("true");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(pay(key, GOOD_CARD).statusCode()).isEqualTo(422);
  }

  @Test
  void requestsWithOneKeyAtOnceMakeOnePayment() throws IOException {
    String key = key();
    List<HttpResponse<String>> answers =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> unchecked(key)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(answers).allMatch(answer -> answer.statusCode() < 300);
    assertThat(answers.stream().map(answer -> field(answer, "id")).distinct()).hasSize(1);
    String id = field(answers.getFirst(), "id");
    assertThat(ledger(system.get(V, "/payments/" + id))).hasSize(2);
  }

  @Test
  void wrongRequestsAreAnsweredWhole() throws IOException {
    HttpResponse<String> wrong =
        pay(key(), "{\"amount\":\"-1\",\"currency\":\"XXX\",\"method\":\"cash\"}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("amount", "currency", "merchant", "method");
    assertThat(pay("", GOOD_CARD).statusCode()).isEqualTo(400);
    assertThat(pay(key(), "no json").statusCode()).isEqualTo(400);
    assertThat(pay(key(), GOOD_CARD.replace("m-001", "m-999")).statusCode()).isEqualTo(422);
    assertThat(pay(key(), GOOD_CARD.replace("12.30", "12.305")).statusCode()).isEqualTo(400);
    assertThat(system.get(V, "/payments/none").statusCode()).isEqualTo(404);
    assertThat(refund("none").statusCode()).isEqualTo(404);
  }

  @Test
  void aDeclinedCardMakesADeclinedPaymentThatCannotBeRefunded() throws IOException {
    HttpResponse<String> declined = pay(key(), CARD.formatted("4000000000000002"));
    assertThat(field(declined, "status")).isEqualTo("declined");
    assertThat(refund(field(declined, "id")).statusCode()).isEqualTo(409);
  }

  @Test
  void withoutRedisPaymentsGoOnInAModeThatLeavesByItself() throws IOException {
    system.redis.kill();
    for (int i = 0; i < 30; i++) {
      assertThat(pay(key(), TRANSFER).statusCode()).isEqualTo(201);
    }
    assertThat(PaymentSystem.soon(() -> mode().equals("cache-unavailable"))).isTrue();
    assertThat(system.get(V, "/readyz").statusCode()).isEqualTo(200);
    assertThat(system.get(V, "/metrics").body())
        .contains("degradation_mode_active{mode=\"cache-unavailable\"} 1");

    system.redis.start();
    assertThat(PaymentSystem.soon(() -> mode().isEmpty())).isTrue();
    assertThat(pay(key(), TRANSFER).statusCode()).isEqualTo(201);
  }

  @Test
  void withoutFraudApiPaymentsAreMarkedForReview() throws IOException {
    assertThat(field(pay(key(), TRANSFER), "review")).isEqualTo("false");
    system.fraud.kill();
    HttpResponse<String> paid = pay(key(), TRANSFER);
    assertThat(paid.statusCode()).isEqualTo(201);
    assertThat(field(paid, "review")).isEqualTo("true");
    assertThat(paid.headers().firstValue("mainstay-mode")).contains("fraud-review");
    system.fraud.start();
    assertThat(PaymentSystem.soon(() -> mode().isEmpty())).isTrue();
  }

  @Test
  void whenTheCardNetworkFailsCardsFailFastAndTransfersDoNot() throws IOException {
    String key = key();
    system.faults(system.cards, "{\"errorRate\": 1}");
    HttpResponse<String> failed = pay(key, GOOD_CARD);
    assertThat(failed.statusCode()).isEqualTo(503);
    assertThat(failed.headers().firstValue("retry-after")).contains("2");
    assertThat(pay(key(), TRANSFER).statusCode()).isEqualTo(201);

    system.faults(system.cards, "{\"hang\": true}");
    assertThat(pay(key(), GOOD_CARD).statusCode()).isEqualTo(503);

    system.faults(system.cards, "{}");
    assertThat(PaymentSystem.soon(() -> pay(key).statusCode() == 201)).isTrue();
    assertThat(field(pay(key), "status")).isEqualTo("completed");
  }

  @Test
  void withoutPostgresItFailsFastIsNotReadyAndComesBack() throws IOException {
    HttpResponse<String> before = pay(key(), TRANSFER);
    system.postgres.stop();
    HttpResponse<String> failed = pay(key(), TRANSFER);
    assertThat(failed.statusCode()).isEqualTo(503);
    assertThat(failed.headers().firstValue("retry-after")).contains("2");
    assertThat(PaymentSystem.soon(() -> status("/readyz") == 503)).isTrue();
    assertThat(status("/healthz")).isEqualTo(200);

    system.postgres.start();
    assertThat(PaymentSystem.soon(() -> status("/readyz") == 200)).isTrue();
    assertThat(PaymentSystem.soon(() -> status("/payments/" + field(before, "id")) == 200))
        .isTrue();
    assertThat(pay(key(), TRANSFER).statusCode()).isEqualTo(201);
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static HttpResponse<String> pay(String key, String body) throws IOException {
    return system.post(V, "/payments", key, body);
  }

  private static HttpResponse<String> pay(String key) {
    return unchecked(key);
  }

  private static HttpResponse<String> unchecked(String key) {
    try {
      return pay(key, GOOD_CARD);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static HttpResponse<String> refund(String id) throws IOException {
    return system.post(V, "/payments/" + id + "/refund", key(), "{}");
  }

  private static int status(String path) {
    try {
      return system.get(V, path).statusCode();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String mode() {
    try {
      return system.get(V, "/payments/none").headers().firstValue("mainstay-mode").orElse("");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String field(HttpResponse<String> response, String name) {
    return JSON.readTree(response.body()).path(name).asString("");
  }

  private static List<BigDecimal> ledger(HttpResponse<String> response) {
    return JSON.readTree(response.body())
        .path("ledger")
        .valueStream()
        .map((JsonNode entry) -> new BigDecimal(entry.path("amount").asString("")))
        .toList();
  }
}
