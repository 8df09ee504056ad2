package dev.mainstay.toolkit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request that matched a route, its body read. Immutable. */
public final class Request {
  private static final JsonMapper JSON = new JsonMapper();

  private final String method;
  private final String path;
  private final String query;
  private final Map<String, String> variables;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  /**
   * @param query the raw query, empty when there is none
   * @param variables decoded path variables by name
   * @param headers by lower-case name
   */
  public Request(
      String method,
      String path,
      String query,
      Map<String, String> variables,
      Map<String, List<String>> headers,
      byte[] body) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.variables = Map.copyOf(variables);
    this.headers = Map.copyOf(headers);
    this.body = body.clone();
  }

  public String method() {
    return method;
  }

  public String path() {
    return path;
  }

  /**
   * A variable of the route's template.
   *
   * @throws IllegalArgumentException when the template has none of that name
   */
  public String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "path variable: " + name + " (expected: one of " + variables.keySet() + ")");
    }
    return value;
  }

  /** The first value of the header, whatever the case of its name. */
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  /** The first value of the query parameter, decoded. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(queries().get(name));
  }

  private Map<String, String> queries() {
    Map<String, String> parsed = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      try {
        parsed.putIfAbsent(
            URLDecoder.decode(key, StandardCharsets.UTF_8),
            URLDecoder.decode(value, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        throw new HttpError(400, "query: badly encoded (expected: percent-encoded UTF-8)");
      }
    }
    return parsed;
  }

  public byte[] body() {
    return body.clone();
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * The body as a JSON document.
   *
   * @throws HttpError 400 when it is not JSON
   */
  public JsonNode json() {
    return json(JsonNode.class);
  }

  /**
   * The body bound to a type.
   *
   * @throws HttpError 400 when it is not JSON of that shape
   */
  public <T> T json(Class<T> type) {
    T value;
    try {
      value = JSON.readValue(body, type);
    } catch (JacksonException e) {
      throw new HttpError(400, "body: not the expected JSON: " + firstLine(e.getOriginalMessage()));
    }
    if (value == null || (value instanceof JsonNode node && node.isMissingNode())) {
      throw new HttpError(400, "body: empty (expected: a JSON document)");
    }
    return value;
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
