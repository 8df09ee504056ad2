package dev.mainstay.toolkit;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An answer. Immutable. */
public final class Response {
  private static final JsonMapper JSON = new JsonMapper();

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  private Response(int status, Map<String, String> headers, byte[] body) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status: " + status + " (expected: 200 to 599)");
    }
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** The value (a record, a map, a list) as JSON. */
  public static Response json(int status, Object value) {
    return of(status, "application/json", JSON.writeValueAsBytes(value));
  }

  /** Status 200, the value as JSON. */
  public static Response ok(Object value) {
    return json(200, value);
  }

  public static Response text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  public static Response empty(int status) {
    return new Response(status, Map.of(), new byte[0]);
  }

  public static Response of(int status, String contentType, byte[] body) {
    return new Response(status, Map.of("Content-Type", contentType), body.clone());
  }

  /** This answer with one more header, or another value for it. */
  public Response with(String header, String value) {
    if (header.chars().anyMatch(c -> c <= ' ') || value.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("header " + header + ": control character or space");
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Response(status, Map.copyOf(more), body);
  }

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return headers;
  }

  public byte[] body() {
    return body.clone();
  }
}
