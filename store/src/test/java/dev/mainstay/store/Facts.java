package dev.mainstay.store;

import dev.mainstay.kernel.Event;
import java.util.Map;

/** Events for tests. */
final class Facts {
  private Facts() {}

  static Event of(String service, String subject, int number) {
    return new Event(
        "test.happened",
        1,
        service,
        subject,
        "Number " + number + " happened",
        Map.of("number", String.valueOf(number)));
  }

  static Event of(int number) {
    return of("payment-api", "thing/" + number, number);
  }
}
