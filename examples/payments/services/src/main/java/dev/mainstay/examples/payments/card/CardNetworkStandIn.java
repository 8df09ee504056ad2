package dev.mainstay.examples.payments.card;

import dev.mainstay.examples.payments.faults.Faults;
import dev.mainstay.toolkit.HttpError;
import dev.mainstay.toolkit.MainstayService;
import dev.mainstay.toolkit.Request;
import dev.mainstay.toolkit.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Charges and refunds cards that do not exist. Cards that end in 0002 are declined. A repeated
 * {@code Idempotency-Key} gets the first answer again.
 */
public final class CardNetworkStandIn {
  private static final int REMEMBERED = 10_000;
  private static final String DECLINED = "0002";

  private final Faults faults = new Faults();
  private final Map<String, Boolean> answers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  private CardNetworkStandIn() {}

  /** Runs the service until it is told to end. */
  public static void main(String[] args) {
    MainstayService.run(System.getenv(), service -> new CardNetworkStandIn().configure(service));
  }

  private void configure(MainstayService service) {
    service.post("/charges", this::charge);
    service.post("/refunds", request -> answer(request, true));
    service.get("/status", this::status);
    faults.addTo(service);
  }

  private Response status(Request request) throws InterruptedException {
    faults.show();
    return Response.ok(Map.of("status", "up"));
  }

  private Response charge(Request request) throws InterruptedException {
    String card = request.json().path("cardNumber").asString("");
    if (!card.matches("[0-9]{12,19}")) {
      throw new HttpError(400, "cardNumber: missing or malformed (expected: 12 to 19 digits)");
    }
    return answer(request, !card.endsWith(DECLINED));
  }

  private Response answer(Request request, boolean approved) throws InterruptedException {
    String key = request.header("Idempotency-Key").orElse("");
    if (key.isEmpty()) {
      throw new HttpError(400, "Idempotency-Key: missing");
    }
    faults.show();
    boolean first;
    synchronized (answers) {
      Boolean earlier = answers.putIfAbsent(key, approved);
      first = earlier == null ? approved : earlier;
    }
    return Response.ok(Map.of("approved", first));
  }
}
