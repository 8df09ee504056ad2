package dev.mainstay.examples.payments.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ReceiversIT {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final int port = FreePorts.any();

  @Test
  void remembersPagesWithDeliveryIdAndArrivalAndListsThem() throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver(port, InstantSource.fixed(NOW))) {
      receiver.start();
      assertThat(post("{\"incident\":\"I-1\"}", "d-1").statusCode()).isEqualTo(200);

      assertThat(receiver.pages()).hasSize(1);
      Page page = receiver.pages().getFirst();
      assertThat(page.deliveryId()).isEqualTo("d-1");
      assertThat(page.arrived()).isEqualTo(NOW);
      assertThat(page.field("incident")).isEqualTo("I-1");
      assertThat(get().body())
          .contains("\"deliveryId\":\"d-1\"", "\"arrived\":\"2026-01-01T00:00:00Z\"", "I-1");
    }
    assertThat(FreePorts.isFree(port)).isTrue();
  }

  @Test
  void refusesWhenToldAndRemembersNothingThen() throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver(port, InstantSource.fixed(NOW))) {
      receiver.start();
      receiver.refuse(true);
      assertThat(post("{}", "d-1").statusCode()).isEqualTo(503);
      assertThat(receiver.pages()).isEmpty();
      receiver.refuse(false);
      assertThat(post("not json", "d-1").statusCode()).isEqualTo(200);
      assertThat(get().body()).contains("not json");
    }
  }

  @Test
  void keepsMail() {
    try (MailInbox inbox = new MailInbox(port)) {
      inbox.start();
      GreenMailUtil.sendTextEmail(
          "alice@payments.example",
          "mainstay@payments.example",
          "P0 database-down",
          "payments fail",
          new ServerSetup(port, "127.0.0.1", "smtp"));

      assertThat(inbox.mails()).hasSize(1);
      MailInbox.Mail mail = inbox.mails().getFirst();
      assertThat(mail.to()).isEqualTo("alice@payments.example");
      assertThat(mail.subject()).isEqualTo("P0 database-down");
      assertThat(mail.text()).contains("payments fail");
      assertThat(mail.arrived()).isAfter(Instant.EPOCH);
    }
    assertThat(FreePorts.isFree(port)).isTrue();
  }

  private HttpResponse<String> post(String body, String deliveryId)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hook"))
            .header("Mainstay-Delivery", deliveryId)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> get() throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/pages")).GET());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
