package dev.mainstay.toolkit;

import dev.mainstay.toolkit.internal.Context;
import dev.mainstay.toolkit.internal.HttpFront;
import dev.mainstay.toolkit.internal.HttpFront.Incoming;
import dev.mainstay.toolkit.internal.HttpFront.Sender;
import dev.mainstay.toolkit.internal.Modes;
import dev.mainstay.toolkit.internal.Routes;
import dev.mainstay.toolkit.internal.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a request: probe, or limit, deadline, body, handler; then metrics and the access log.
 * Errors and slow requests are logged all, the rest by {@value #SAMPLED_PERCENT} %, chosen by trace
 * id so that all services of a trace choose alike.
 */
final class Dispatcher {
  static final int SAMPLED_PERCENT = 10;

  private static final Logger log = LoggerFactory.getLogger("dev.mainstay.toolkit.access");
  private static final String UNMATCHED = "unmatched";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  /**
   * @param body most bytes of a request's body
   * @param inFlight most requests at the same time
   */
  record Limits(int body, int inFlight) {}

  /** What it asks of the rest of the service. */
  interface Surroundings {
    Policy policy();

    @Nullable Supplier<Response> probe(String method, String path);

    boolean draining();

    String version();
  }

  private final Surroundings around;
  private final Routes routes;
  private final Modes modes;
  private final Limits limits;
  private final Time time;
  private final Metrics.Counter requests;
  private final Metrics.Histogram durations;
  private final AtomicInteger inFlight = new AtomicInteger();

  Dispatcher(
      Surroundings around, Routes routes, Modes modes, Limits limits, Time time, Metrics metrics) {
    this.around = around;
    this.routes = routes;
    this.modes = modes;
    this.limits = limits;
    this.time = time;
    requests =
        metrics.counter(
            "http_server_requests_total", "Requests answered.", "method", "route", "status");
    durations =
        metrics.histogram(
            "http_server_request_duration_seconds",
            "Duration from the request's arrival to its answer written.",
            Metrics.bucketsWith(around.policy().latencyBuckets()),
            "method",
            "route");
    metrics.gauge(
        "http_server_in_flight", "Requests being worked on.", () -> (double) inFlight.get());
  }

  int inFlight() {
    return inFlight.get();
  }

  void serve(Incoming in, Sender sender) {
    Supplier<Response> probe = around.probe(in.method(), in.path());
    if (probe != null) {
      send(sender, dressed(probe.get(), Set.of()));
      return;
    }
    long started = time.nanos();
    int running = inFlight.incrementAndGet();
    try {
      Trace trace =
          Trace.parse(header(in, "traceparent")).map(Trace::child).orElseGet(Trace::start);
      String method = in.method().equals("HEAD") ? "GET" : in.method();
      Routes.Match match = routes.match(method, in.path());
      String deadlineHeader = header(in, Deadline.HEADER);
      Long asked = deadlineHeader == null ? null : millis(deadlineHeader);
      Duration allowed = around.policy().http().deadline();
      if (asked != null && asked < allowed.toMillis()) {
        allowed = Duration.ofMillis(asked);
      }
      Context context = Context.of(trace, Deadline.in(allowed, time));
      context.run(() -> {
        Response answer;
        if (deadlineHeader != null && asked == null) {
          answer = error(400, Deadline.HEADER + ": not a number (expected: milliseconds left)");
        } else if (running > limits.inFlight()) {
          answer = error(503, "too many requests at the same time").with("Retry-After", "1");
        } else {
          answer = answer(in, match, context.deadline());
        }
        send(sender, dressed(answer, context.degraded()));
        observe(in, match, answer.status(), time.nanos() - started, trace);
        return true;
      });
    } catch (Exception e) {
      // Only a defect of this class gets here: handlers' exceptions have become answers.
      log.error("request not answered", e);
    } finally {
      inFlight.decrementAndGet();
    }
  }

  private static @Nullable String header(Incoming in, String name) {
    List<String> values = in.headers().get(name.toLowerCase(java.util.Locale.ROOT));
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  private static @Nullable Long millis(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private Response answer(Incoming in, Routes.Match match, Deadline deadline) {
    try {
      if (match instanceof Routes.Match.OtherMethods other) {
        return error(405, in.method() + " is not offered here")
            .with("Allow", String.join(", ", other.allowed()));
      }
      if (!(match instanceof Routes.Match.Found found)) {
        return error(404, "no such path");
      }
      if (deadline.expired()) {
        return error(504, "the deadline had passed on arrival");
      }
      byte[] body = in.body().read(limits.body());
      Response response =
          found
              .handler()
              .handle(
                  new Request(
                      in.method(), in.path(), in.query(), found.variables(), in.headers(), body));
      // The caller has given up by now: success would be counted that nobody had.
      return deadline.expired() ? error(504, "the deadline passed before the answer") : response;
    } catch (HttpFront.TooLarge e) {
      return error(413, "body larger than " + limits.body() + " bytes").with("Connection", "close");
    } catch (IOException e) {
      return error(400, "the body could not be read");
    } catch (HttpError e) {
      if (e.status() >= 500) {
        log.error("handler failed", e);
      }
      return error(e.status(), String.valueOf(e.getMessage()));
    } catch (DependencyFailed e) {
      return failed(e);
    } catch (Exception | StackOverflowError e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      log.error("handler failed", e);
      return error(500, "internal error");
    }
  }

  private static Response failed(DependencyFailed e) {
    if (e.reason() == DependencyFailed.Reason.FAILED && e.getCause() != null) {
      log.atWarn()
          .addKeyValue("dependency", e.dependency())
          .log("request failed by a dependency: {}", String.valueOf(e.getCause()));
    }
    Map<String, Object> body = errorBody(e.status(), e.dependency() + " is unavailable");
    body.put("dependency", e.dependency());
    body.put("reason", e.reason().words());
    Response response = Response.json(e.status(), body);
    return e.retryAfter()
        .map(after -> response.with("Retry-After", Long.toString((after.toMillis() + 999) / 1000)))
        .orElse(response);
  }

  private static Response error(int status, String message) {
    return Response.json(status, errorBody(status, message));
  }

  private static Map<String, Object> errorBody(int status, String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", status);
    body.put("error", message);
    Trace.current().ifPresent(trace -> body.put("traceId", trace.traceId()));
    return body;
  }

  private Response dressed(Response response, Set<String> degraded) {
    Response dressed = response.with("Mainstay-Version", around.version());
    Set<String> shown = new LinkedHashSet<>(modes.shown());
    for (Policy.Mode mode : degraded.isEmpty() ? List.<Policy.Mode>of() : around.policy().modes()) {
      if (mode.header() && degraded.contains(mode.name())) {
        shown.add(mode.name());
      }
    }
    if (!shown.isEmpty()) {
      dressed = dressed.with("Mainstay-Mode", String.join(", ", shown));
    }
    return around.draining() ? dressed.with("Connection", "close") : dressed;
  }

  private static void send(Sender sender, Response response) {
    try {
      sender.send(response);
    } catch (IOException e) {
      log.debug("the client has gone", e);
    }
  }

  private void observe(Incoming in, Routes.Match match, int status, long nanos, Trace trace) {
    String method = METHODS.contains(in.method()) ? in.method() : "OTHER";
    String route = UNMATCHED;
    if (match instanceof Routes.Match.Found found) {
      route = found.template();
    } else if (match instanceof Routes.Match.OtherMethods other) {
      route = other.template();
    }
    requests.increment(method, route, Integer.toString(status));
    durations.observe(nanos / 1e9, method, route);
    boolean failed = status >= 500;
    if (!failed && nanos / 1e9 <= slowSeconds() && !sampled(trace)) {
      return;
    }
    (failed ? log.atWarn() : log.atInfo())
        .addKeyValue("event", "request")
        .addKeyValue("method", method)
        .addKeyValue("route", route)
        .addKeyValue("path", in.path())
        .addKeyValue("status", status)
        .addKeyValue("durationMillis", Math.round(nanos / 1e4) / 100.0)
        .log("request answered");
  }

  /** Slower than the slowest objective is slow; a second when the design has none. */
  private double slowSeconds() {
    return around.policy().latencyBuckets().stream()
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(1);
  }

  static boolean sampled(Trace trace) {
    return Long.parseUnsignedLong(trace.traceId().substring(16), 16) >>> 1
        < Long.MAX_VALUE / 100 * SAMPLED_PERCENT;
  }
}
