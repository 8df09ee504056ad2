package dev.mainstay.examples.payments.story;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Mainstay as anyone sees it: its HTTP API and its command line. */
public final class Mainstay implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final String address;
  private final List<String> launcher;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /**
   * @param address such as {@code http://127.0.0.1:8300}
   * @param launcher the command that runs the command line program
   */
  public Mainstay(String address, List<String> launcher) {
    this.address = address;
    this.launcher = List.copyOf(launcher);
  }

  public String address() {
    return address;
  }

  /** An answer of the API; empty when there is none or it is no success. */
  Optional<JsonNode> find(String path) {
    try {
      HttpResponse<String> response = send(request("/api/mainstay/v1" + path).GET().build());
      return response.statusCode() == 200
          ? Optional.of(JSON.readTree(response.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  JsonNode get(String path) {
    return find(path)
        .orElseThrow(() -> new ChapterException("Mainstay does not answer GET " + path));
  }

  String text(String path) {
    try {
      HttpResponse<String> response = send(request(path).GET().build());
      if (response.statusCode() != 200) {
        throw new ChapterException("GET " + path + " answers " + response.statusCode());
      }
      return response.body();
    } catch (IOException e) {
      throw new ChapterException("GET " + path + ": " + e);
    }
  }

  /** True when the server acknowledged it with a success; then it must never be forgotten. */
  boolean post(String path, Map<String, String> body) {
    try {
      return send(request("/api/mainstay/v1" + path)
                      .header("Content-Type", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                      .build())
                  .statusCode()
              / 100
          == 2;
    } catch (IOException e) {
      return false;
    }
  }

  /** HTTP status of a GET anywhere; 0 when nothing answers. */
  int status(String url) {
    try {
      return send(HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).GET().build())
          .statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Body of a GET anywhere; empty when nothing answers. */
  String fetch(String url) {
    try {
      return send(HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).GET().build()).body();
    } catch (IOException e) {
      return "";
    }
  }

  /** Runs a command as a person would, and gives what it printed. */
  Printed run(List<String> arguments) {
    try {
      var command = new java.util.ArrayList<>(launcher);
      command.addAll(arguments);
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("MAINSTAY_URL", address);
      Process process = builder.start();
      process.getOutputStream().close();
      String output =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      return new Printed(process.waitFor(), output.strip());
    } catch (IOException e) {
      throw new ChapterException("mainstay " + String.join(" ", arguments) + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChapterException("interrupted");
    }
  }

  /** What a command printed, and how it ended. */
  record Printed(int exitCode, String output) {}

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path)).timeout(TIMEOUT);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChapterException("interrupted");
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
