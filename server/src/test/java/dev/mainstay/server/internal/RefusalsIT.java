package dev.mainstay.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.server.Server;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusalsIT {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Server server =
      Server.builder()
          .http(0)
          .errorHandler(new Refusals())
          .requestTimeout(Duration.ofMillis(50))
          .serviceUnder(
              "/",
              (ctx, request) -> {
                if (ctx.path().endsWith("late")) {
                  return com.linecorp.armeria.common.HttpResponse.of(new CompletableFuture<>());
                }
                throw new IllegalStateException("secret");
              })
          .build();

  @BeforeEach
  void start() {
    server.start().join();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop().join();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.activeLocalPort()).resolve(path))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whatFailsAndWhatIsLateHasTheShapeOfTheAddress() throws Exception {
    HttpResponse<String> failed = get("/prometheus/api/v1/query");
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.body())
        .isEqualTo(
            "{\"status\":\"error\",\"errorType\":\"internal\",\"error\":"
                + "\"an unexpected failure; the log has it\"}");
    HttpResponse<String> late = get("/prometheus/api/v1/late");
    assertThat(late.statusCode()).isEqualTo(503);
    assertThat(late.body())
        .contains("\"errorType\":\"unavailable\",\"error\":\"no answer in time\"");
    assertThat(get("/api/mainstay/v1/overview").body())
        .contains("\"code\":\"MS-X500\"", "an unexpected failure")
        .doesNotContain("secret");
    assertThat(get("/api/mainstay/v1/late").body()).contains("\"code\":\"MS-X503\"");
  }
}
