package dev.mainstay.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the API as any client does, and holds every answer against {@code openapi.yaml}. */
final class Caller implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String OPENAPI = "https://mainstay.invalid/openapi";
  private static final SchemaRegistry SCHEMAS = schemas();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI server;

  Caller(URI server) {
    this.server = server;
  }

  private static SchemaRegistry schemas() {
    try (var yaml = MainstayServer.class.getResourceAsStream("openapi.yaml")) {
      Object document =
          new Load(LoadSettings.builder().build())
              .loadFromString(
                  new String(
                      java.util.Objects.requireNonNull(yaml).readAllBytes(),
                      StandardCharsets.UTF_8));
      String json = JSON.writeValueAsString(document);
      return SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(OPENAPI, json)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Fails unless the answer is a success and has the shape of {@code schema}. */
  JsonNode get(String path, String schema) {
    HttpResponse<String> response = send(request("/api/mainstay/v1" + path).GET().build());
    assertThat(response.statusCode()).describedAs(path + ": " + response.body()).isEqualTo(200);
    return checked(path, response.body(), schema);
  }

  JsonNode post(String path, int status, String schema, Map<String, String> body) {
    HttpResponse<String> response = post(path, JSON.writeValueAsString(body));
    assertThat(response.statusCode()).describedAs(path + ": " + response.body()).isEqualTo(status);
    return checked(path, response.body(), schema);
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    var request =
        request("/api/mainstay/v1" + path).POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length == 0) {
      request.header("Content-Type", "application/json");
    } else {
      request.headers(headers);
    }
    return send(request.build());
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET().build());
  }

  /** Asks again until the answer is as awaited; then gives it. */
  JsonNode await(String path, String schema, Predicate<JsonNode> awaited) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      JsonNode answer = get(path, schema);
      if (awaited.test(answer)) {
        return answer;
      }
      assertThat(System.nanoTime()).describedAs("awaited in vain; last: " + answer).isLessThan(end);
      LockSupport.parkNanos(50_000_000);
    }
  }

  static JsonNode checked(String path, String body, String schema) {
    JsonNode answer = JSON.readTree(body);
    JsonNode each = schema.endsWith("[]") ? answer : JSON.createArrayNode().add(answer);
    var type =
        SCHEMAS.getSchema(
            SchemaLocation.of(OPENAPI + "#/components/schemas/" + schema.replace("[]", "")));
    for (JsonNode node : each) {
      assertThat(type.validate(node))
          .describedAs(path + " against " + schema + ": " + node)
          .isEmpty();
    }
    return answer;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(10));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
  }
}
