package dev.mainstay.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.toolkit.example.Greetings;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documentation's example as a process of its own. */
@Timeout(60)
class ProcessIT {
  private static final String POLICY =
      """
      {"apiVersion":"mainstay.policy/v1","service":"greetings",
       "dependencies":[{"name":"names","kind":"service","timeoutMillis":1000,
         "onFailure":{"action":"degrade","mode":"anonymous"}}],
       "modes":[{"name":"anonymous","dependency":"names"}]}
      """;

  @TempDir private Path folder;

  private Process start(Map<String, String> env) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dnames=" + folder.resolve("names"),
            "-cp",
            System.getProperty("java.class.path"),
            Greetings.class.getName());
    builder.environment().putAll(env);
    return builder.start();
  }

  @Test
  void answersDegradedAndEndsOnSigterm() throws Exception {
    Path policy = Files.writeString(folder.resolve("policy.json"), POLICY);
    Process process = start(Map.of("PORT", "0", "MAINSTAY_POLICY", policy.toString()));
    try (BufferedReader out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      JsonNode started = new JsonMapper().readTree(out.readLine());
      assertThat(started.get("event").stringValue()).isEqualTo("service.started");

      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + started.get("port") + "/greetings/7"))
                      .build(),
                  BodyHandlers.ofString());
      assertThat(response.body()).isEqualTo("{\"greeting\":\"hello friend\"}");
      assertThat(response.headers().firstValue("Mainstay-Mode")).hasValue("anonymous");

      process.toHandle().destroy();
      List<String> rest = out.lines().toList();
      assertThat(rest).last().asString().contains("service.stopped");
      assertThat(process.waitFor()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void namesWhatIsMissingAndEndsWithStatus2() throws Exception {
    Process process = start(Map.of("PORT", "0"));

    String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(error).contains("MAINSTAY_POLICY: not set (expected: the path or http URL");
  }
}
