package dev.mainstay.examples.payments.load;

import java.util.Map;

/**
 * A request of a journey.
 *
 * @param step what it does for the customer
 * @param body JSON, or empty for none
 */
public record Call(
    Step step, String method, String path, Map<String, String> headers, String body) {
  /** Copies the headers. */
  public Call {
    headers = Map.copyOf(headers);
  }
}
