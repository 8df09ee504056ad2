package dev.mainstay.examples.payments.api;

import dev.mainstay.toolkit.HttpDependency;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Asks fraud-api. Without an answer a payment goes through and is marked for review. */
final class FraudCheck {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpDependency fraud;

  FraudCheck(HttpDependency fraud) {
    this.fraud = fraud;
    fraud.check("/status");
  }

  /** What to do with the payment. */
  enum Verdict {
    ACCEPT,
    REVIEW,
    REJECT
  }

  Verdict check(Payment payment) {
    String question =
        JSON.writeValueAsString(
            Map.of(
                "payment", payment.id(),
                "merchant", payment.merchant(),
                "amount", payment.amount(),
                "method", payment.method().word));
    return fraud.send(
        fraud.post("/checks", question),
        response ->
            switch (JSON.readTree(response.body()).path("verdict").asString("")) {
              case "accept" -> Verdict.ACCEPT;
              case "reject" -> Verdict.REJECT;
              default -> Verdict.REVIEW;
            },
        failure -> Verdict.REVIEW);
  }
}
