package dev.mainstay.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The running server, as the commands ask it; mixed into every command that does. */
final class Api {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The server (default: $MAINSTAY_URL or ${DEFAULT-VALUE})",
      defaultValue = "${env:MAINSTAY_URL:-http://127.0.0.1:8300}")
  private String server = "http://127.0.0.1:8300";

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who you are (default: ${DEFAULT-VALUE})",
      defaultValue = "${sys:user.name}")
  private String by = "";

  /** Asks another server from now on. */
  Api at(String address) {
    server = address;
    return this;
  }

  String by() {
    return by;
  }

  String server() {
    return server;
  }

  JsonNode get(String path) {
    return json(send(request(path).GET().build()));
  }

  String text(String path) {
    return send(request(path).GET().build());
  }

  JsonNode post(String path, Map<String, String> body) {
    return json(
        send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build()));
  }

  JsonNode postYaml(String path, String body) {
    return json(
        send(
            request(path)
                .header("Content-Type", "application/yaml")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build()));
  }

  static String segment(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    try {
      return HttpRequest.newBuilder(URI.create(server + "/api/mainstay/v1" + path))
          .timeout(TIMEOUT);
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          "--server: " + server + " (expected: a URL such as http://127.0.0.1:8300)");
    }
  }

  private String send(HttpRequest request) {
    try (var client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 == 2) {
        return response.body();
      }
      throw new ApiException(problems(response));
    } catch (IOException e) {
      throw new ApiException(
          "no server answers at "
              + server
              + " (start one with: mainstay up, or name it with --server)");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException("interrupted");
    }
  }

  private static String problems(HttpResponse<String> response) {
    try {
      var text = new StringBuilder();
      for (JsonNode problem : json(response.body()).path("problems")) {
        text.append(text.isEmpty() ? "" : "\n  ").append(problem.path("message").asString());
        String fix = string(problem, "fix");
        if (fix != null) {
          text.append(" (fix: ").append(fix).append(')');
        }
      }
      if (!text.isEmpty()) {
        return text.toString();
      }
    } catch (ApiException e) {
      // not JSON: fall through to the bare status
    }
    return "the server answered " + response.statusCode();
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      throw new ApiException("the server's answer is not JSON: " + e.getOriginalMessage());
    }
  }

  static @Nullable String string(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isMissingNode() || value.isNull() ? null : value.asString();
  }

  static @Nullable Double number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNumber() ? (Double) value.asDouble() : null;
  }
}
