package dev.mainstay.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.toolkit.internal.HandTime;
import dev.mainstay.toolkit.internal.HttpFront;
import dev.mainstay.toolkit.internal.HttpFront.Incoming;
import dev.mainstay.toolkit.internal.Modes;
import dev.mainstay.toolkit.internal.Policies;
import dev.mainstay.toolkit.internal.Routes;
import dev.mainstay.toolkit.internal.logging.Logged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  /** Its last half is all ones: not in the sample. */
  private static final String UNSAMPLED =
      "00-" + "1".repeat(16) + "f".repeat(16) + "-00f067aa0ba902b7-01";

  private final HandTime time = new HandTime();
  private final Metrics metrics = new Metrics();
  private final Routes routes = new Routes();
  private final Modes modes = new Modes(time, Policies.example());
  private final Map<String, String> headers = new HashMap<>(Map.of("traceparent", UNSAMPLED));
  private final Logged logged = new Logged();
  private boolean draining;
  private byte[] body = new byte[0];
  private final Dispatcher dispatcher =
      new Dispatcher(
          new Dispatcher.Surroundings() {
            @Override
            public Policy policy() {
              return Policies.example();
            }

            @Override
            public @Nullable Supplier<Response> probe(String method, String path) {
              return path.equals("/healthz") ? () -> Response.text(200, "alive") : null;
            }

            @Override
            public boolean draining() {
              return draining;
            }

            @Override
            public String version() {
              return "1.0.0";
            }
          },
          routes,
          modes,
          new Dispatcher.Limits(4, 1),
          time,
          metrics);

  @AfterEach
  void close() {
    logged.close();
  }

  private Response serve(String method, String path) {
    List<Response> sent = new ArrayList<>();
    Map<String, List<String>> received = new HashMap<>();
    headers.forEach((name, value) -> received.put(name, List.of(value)));
    dispatcher.serve(
        new Incoming(
            method,
            path,
            "",
            received,
            most -> {
              if (body.length > most) {
                throw new HttpFront.TooLarge();
              }
              return body;
            }),
        sent::add);
    assertThat(sent).hasSize(1);
    return sent.get(0);
  }

  private static String text(Response response) {
    return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private void route(Handler handler) {
    routes.add("GET", "/payments/{id}", handler);
  }

  @Test
  void countsByMethodTemplateAndStatus() {
    route(request -> Response.text(200, request.variable("id")));

    assertThat(text(serve("GET", "/payments/7"))).isEqualTo("7");
    serve("GET", "/nowhere");
    serve("BREW", "/nowhere");
    serve("POST", "/payments/7");

    assertThat(metrics.text())
        .contains(
            "http_server_requests_total{method=\"GET\",route=\"/payments/{id}\",status=\"200\"} 1\n",
            "http_server_requests_total{method=\"GET\",route=\"unmatched\",status=\"404\"} 1\n",
            "http_server_requests_total{method=\"OTHER\",route=\"unmatched\",status=\"404\"} 1\n",
            "http_server_requests_total{method=\"POST\",route=\"/payments/{id}\",status=\"405\"} 1\n",
            "le=\"0.2\"} 1\n");
  }

  @Test
  void doesNotCountProbes() {
    assertThat(serve("GET", "/healthz").status()).isEqualTo(200);

    assertThat(metrics.text()).doesNotContain("http_server_requests_total{");
  }

  @Test
  void answersHeadLikeGet() {
    route(request -> Response.text(200, "x"));

    assertThat(serve("HEAD", "/payments/7").status()).isEqualTo(200);
  }

  @Test
  void takesTheShorterOfTheCallersDeadlineAndItsOwn() {
    List<Duration> remaining = new ArrayList<>();
    route(request -> {
      remaining.add(Deadline.current().remaining());
      return Response.empty(204);
    });

    serve("GET", "/payments/7");
    headers.put("mainstay-deadline", "100");
    serve("GET", "/payments/7");
    headers.put("mainstay-deadline", "9999");
    serve("GET", "/payments/7");

    assertThat(remaining)
        .containsExactly(Duration.ofMillis(2500), Duration.ofMillis(100), Duration.ofMillis(2500));
  }

  @Test
  void answers504WhereTheDeadlineHasPassed() {
    route(request -> {
      time.advance(50);
      return Response.empty(204);
    });

    headers.put("mainstay-deadline", "51");
    assertThat(serve("GET", "/payments/7").status()).isEqualTo(204);
    headers.put("mainstay-deadline", "50");
    assertThat(serve("GET", "/payments/7").status()).as("at the deadline").isEqualTo(504);
    headers.put("mainstay-deadline", "0");
    assertThat(serve("GET", "/payments/7").status()).as("on arrival").isEqualTo(504);
    headers.put("mainstay-deadline", "soon");
    assertThat(serve("GET", "/payments/7").status()).isEqualTo(400);
  }

  @Test
  void refusesABodyBeyondTheLimit() {
    routes.add("POST", "/payments", request -> Response.text(200, request.text()));

    body = new byte[4];
    assertThat(serve("POST", "/payments").status()).isEqualTo(200);
    body = new byte[5];
    assertThat(serve("POST", "/payments").status()).isEqualTo(413);
  }

  @Test
  void refusesRequestsBeyondThoseInFlight() {
    route(request -> {
      Response inner = serve("GET", "/payments/8");
      return Response.text(200, inner.status() + " " + inner.headers().get("Retry-After"));
    });

    assertThat(text(serve("GET", "/payments/7"))).isEqualTo("503 1");
    assertThat(dispatcher.inFlight()).isZero();
  }

  @Test
  void mapsAFailedDependencyToItsPolicysAnswer() {
    route(request -> {
      throw new DependencyFailed(
          "postgres",
          DependencyFailed.Reason.BREAKER_OPEN,
          503,
          Optional.of(Duration.ofMillis(4001)),
          null);
    });

    Response response = serve("GET", "/payments/7");

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.headers()).containsEntry("Retry-After", "5");
    assertThat(text(response))
        .contains("\"error\":\"postgres is unavailable\"", "\"reason\":\"breaker open\"");
  }

  @Test
  void mapsErrorsWithoutShowingWhatFailedInside() {
    routes.add(
        "GET",
        "/missing",
        request -> {
          throw new HttpError(404, "no such payment");
        });
    routes.add(
        "GET",
        "/broken",
        request -> {
          throw new IllegalStateException("table payments_old");
        });

    assertThat(text(serve("GET", "/missing"))).contains("no such payment");
    Response broken = serve("GET", "/broken");
    assertThat(broken.status()).isEqualTo(500);
    assertThat(text(broken)).doesNotContain("payments_old").contains("1".repeat(16));
    assertThat(logged.lines()).anyMatch(line -> line.contains("payments_old"));
  }

  @Test
  void showsTheActiveModesAndThoseOfThisRequest() {
    route(request -> Response.empty(204));
    routes.add(
        "GET",
        "/degraded",
        request -> {
          dev.mainstay.toolkit.internal.Context.current().degradedBy("cache-unavailable");
          return Response.empty(204);
        });

    assertThat(serve("GET", "/payments/7").headers()).doesNotContainKey("Mainstay-Mode");
    assertThat(serve("GET", "/degraded").headers())
        .containsEntry("Mainstay-Mode", "cache-unavailable");

    modes.dependency("redis", true);
    assertThat(serve("GET", "/payments/7").headers())
        .containsEntry("Mainstay-Mode", "cache-unavailable")
        .containsEntry("Mainstay-Version", "1.0.0");
    assertThat(serve("GET", "/healthz").headers())
        .containsEntry("Mainstay-Mode", "cache-unavailable");
  }

  @Test
  void asksToCloseConnectionsWhileDraining() {
    route(request -> Response.empty(204));
    assertThat(serve("GET", "/payments/7").headers()).doesNotContainKey("Connection");

    draining = true;

    assertThat(serve("GET", "/payments/7").headers()).containsEntry("Connection", "close");
  }

  @Test
  void logsErrorsAndSlowRequestsAllAndTheRestBySample() {
    routes.add("GET", "/error", request -> Response.empty(503));
    routes.add(
        "GET",
        "/slow",
        request -> {
          time.advance(501);
          return Response.empty(204);
        });
    routes.add(
        "GET",
        "/fast",
        request -> {
          time.advance(500);
          return Response.empty(204);
        });

    serve("GET", "/fast");
    assertThat(logged.lines()).isEmpty();
    serve("GET", "/slow");
    assertThat(logged.lines()).hasSize(1).last().asString().contains("\"durationMillis\":501");
    serve("GET", "/error");
    assertThat(logged.lines()).hasSize(2).last().asString().contains("\"status\":503");

    headers.put("traceparent", "00-" + "1".repeat(16) + "0".repeat(16) + "-00f067aa0ba902b7-01");
    serve("GET", "/fast");
    assertThat(logged.lines()).hasSize(3);
  }
}
