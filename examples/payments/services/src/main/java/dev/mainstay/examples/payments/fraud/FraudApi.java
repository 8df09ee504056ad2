package dev.mainstay.examples.payments.fraud;

import dev.mainstay.examples.payments.faults.Faults;
import dev.mainstay.toolkit.HttpError;
import dev.mainstay.toolkit.MainstayService;
import dev.mainstay.toolkit.Request;
import dev.mainstay.toolkit.Response;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Scores payments by two rules: very large ones are rejected, large card payments are reviewed.
 * {@code POST /checks {"payment", "amount", "method"}} answers {@code {"verdict": "accept"}}.
 */
public final class FraudApi {
  private static final long REJECTED_FROM = 50_000_000;
  private static final long REVIEWED_FROM = 1_000_000;

  private final Faults faults = new Faults();

  private FraudApi() {}

  /** Runs the service until it is told to end. */
  public static void main(String[] args) {
    MainstayService.run(System.getenv(), service -> new FraudApi().configure(service));
  }

  private void configure(MainstayService service) {
    service.post("/checks", this::check);
    service.get("/status", this::status);
    faults.addTo(service);
  }

  private Response status(Request request) throws InterruptedException {
    faults.show();
    return Response.ok(Map.of("status", "up"));
  }

  private Response check(Request request) throws InterruptedException {
    JsonNode question = request.json();
    if (!question.path("amount").isIntegralNumber()) {
      throw new HttpError(400, "amount: missing (expected: a whole number of hundredths)");
    }
    faults.show();
    return Response.ok(
        Map.of(
            "verdict",
            verdict(question.path("amount").asLong(), question.path("method").asString(""))));
  }

  static String verdict(long amount, String method) {
    if (amount >= REJECTED_FROM) {
      return "reject";
    }
    return amount >= REVIEWED_FROM && method.equals("card") ? "review" : "accept";
  }
}
