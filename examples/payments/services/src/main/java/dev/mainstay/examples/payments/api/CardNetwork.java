package dev.mainstay.examples.payments.api;

import dev.mainstay.toolkit.HttpDependency;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Charges and refunds cards. Each request carries a key made of the payment's id, so that the
 * network does it once, however often it is asked.
 */
final class CardNetwork {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpDependency network;

  CardNetwork(HttpDependency network) {
    this.network = network;
    network.check("/status");
  }

  /** Charges the card; false when it is declined. */
  boolean charge(Payment payment, String cardNumber) {
    return ask(
        "/charges",
        "charge-" + payment.id(),
        Map.of(
            "amount", payment.amount(),
            "currency", payment.currency(),
            "cardNumber", cardNumber));
  }

  /** Gives the money back; false when the network refuses. */
  boolean refund(Payment payment) {
    return ask(
        "/refunds",
        "refund-" + payment.id(),
        Map.of("amount", payment.amount(), "currency", payment.currency()));
  }

  private boolean ask(String path, String key, Map<String, Object> body) {
    return network.send(
        network.post(path, JSON.writeValueAsString(body)).header("Idempotency-Key", key),
        response -> JSON.readTree(response.body()).path("approved").asBoolean(false));
  }
}
