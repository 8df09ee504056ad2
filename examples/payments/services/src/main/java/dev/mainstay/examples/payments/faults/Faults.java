package dev.mainstay.examples.payments.faults;

import dev.mainstay.toolkit.HttpError;
import dev.mainstay.toolkit.MainstayService;
import dev.mainstay.toolkit.Request;
import dev.mainstay.toolkit.Response;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;

/**
 * The faults that a stand-in shows, read and switched at {@code /faults}:
 *
 * <pre>PUT /faults {"latency": "300ms", "errorRate": 0.5, "hang": false}</pre>
 *
 * <p>What is left out of the body is switched off. Thread-safe.
 */
public final class Faults {
  /** The longest a request hangs; whoever asked has long given up. */
  private static final Duration LONGEST_HANG = Duration.ofSeconds(5);

  private static final Duration LONGEST_LATENCY = Duration.ofSeconds(5);

  private Settings settings = new Settings(Duration.ZERO, 0, false);

  private record Settings(Duration latency, double errorRate, boolean hang) {}

  /** Adds the routes that switch the faults. */
  public void addTo(MainstayService service) {
    service.get("/faults", request -> Response.ok(describe()));
    service.put("/faults", this::change);
  }

  /**
   * Shows the faults that are switched on.
   *
   * @throws HttpError 500 for the share of requests that are to fail
   */
  public void show() throws InterruptedException {
    Settings current = settings();
    if (current.hang()) {
      hang();
    }
    pause(current.latency());
    if (ThreadLocalRandom.current().nextDouble() < current.errorRate()) {
      throw new HttpError(500, "switched fault: errorRate");
    }
  }

  private synchronized Settings settings() {
    return settings;
  }

  private synchronized void hang() throws InterruptedException {
    long end = System.nanoTime() + LONGEST_HANG.toNanos();
    long left = LONGEST_HANG.toMillis();
    while (settings.hang() && left > 0) {
      wait(left);
      left = Duration.ofNanos(end - System.nanoTime()).toMillis();
    }
  }

  private static void pause(Duration length) throws InterruptedException {
    Object nothing = new Object();
    long end = System.nanoTime() + length.toNanos();
    synchronized (nothing) {
      long left = length.toMillis();
      while (left > 0) {
        nothing.wait(left);
        left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      }
    }
  }

  private Response change(Request request) {
    JsonNode body = request.json();
    double errorRate = body.path("errorRate").asDouble(0);
    if (!(errorRate >= 0 && errorRate <= 1)) {
      throw new HttpError(400, "errorRate: " + errorRate + " (expected: 0 to 1)");
    }
    Settings changed =
        new Settings(
            latency(body.path("latency").asString("0ms")),
            errorRate,
            body.path("hang").asBoolean(false));
    synchronized (this) {
      settings = changed;
      notifyAll();
    }
    return Response.ok(describe());
  }

  private static Duration latency(String text) {
    if (text.matches("[0-9]{1,6}ms")) {
      Duration latency = Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
      if (latency.compareTo(LONGEST_LATENCY) <= 0) {
        return latency;
      }
    }
    throw new HttpError(400, "latency: \"" + text + "\" (expected: 0ms to 5000ms)");
  }

  private Map<String, Object> describe() {
    Settings current = settings();
    return Map.of(
        "latency", String.format(Locale.ROOT, "%dms", current.latency().toMillis()),
        "errorRate", current.errorRate(),
        "hang", current.hang());
  }
}
