package dev.mainstay.examples.payments.api;

import dev.mainstay.toolkit.HttpError;
import dev.mainstay.toolkit.MainstayService;
import dev.mainstay.toolkit.Request;
import dev.mainstay.toolkit.Response;

/** The service's HTTP API. */
final class PaymentRoutes {
  private static final int LONGEST_KEY = 200;

  private final Payments payments;

  PaymentRoutes(Payments payments) {
    this.payments = payments;
  }

  void addTo(MainstayService service) {
    service
        .post("/payments", this::create)
        .get("/payments/{id}", request -> Response.ok(payments.get(request.variable("id"))))
        .post("/payments/{id}/refund", this::refund);
  }

  private Response create(Request request) {
    String key = request.header("Idempotency-Key").orElse("").strip();
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw new HttpError(
          400, "Idempotency-Key: missing or too long (expected: 1 to 200 characters)");
    }
    Payments.Outcome outcome = payments.create(key, Order.from(request.json()));
    Response response =
        Response.json(outcome.created() ? 201 : 200, Details.of(outcome.payment()))
            .with("Location", "/payments/" + outcome.payment().id());
    return outcome.created() ? response : response.with("Idempotent-Replay", "true");
  }

  private Response refund(Request request) {
    return Response.ok(Details.of(payments.refund(request.variable("id"))));
  }
}
