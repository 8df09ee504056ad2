package dev.mainstay.examples.payments.demo;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page that arrived by webhook.
 *
 * @param headers by lower-case name
 * @param body as it came, JSON from a well-behaved sender
 */
public record Page(Instant arrived, String path, Map<String, String> headers, String body) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Copies the headers. */
  public Page {
    headers = Map.copyOf(headers);
  }

  /** What tells two deliveries of one page from two pages; empty when the sender gave none. */
  public String deliveryId() {
    return Stream.of("mainstay-delivery", "idempotency-key")
        .map(header -> headers.getOrDefault(header, ""))
        .filter(id -> !id.isEmpty())
        .findFirst()
        .orElseGet(() -> field("deliveryId"));
  }

  /** A top-level field of the body as text, or empty. */
  public String field(String name) {
    try {
      JsonNode node = JSON.readTree(body);
      return node == null ? "" : node.path(name).asString("");
    } catch (JacksonException e) {
      return "";
    }
  }
}
