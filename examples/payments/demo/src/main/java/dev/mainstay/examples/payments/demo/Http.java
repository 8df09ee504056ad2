package dev.mainstay.examples.payments.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Short requests to the demo's own parts. */
final class Http {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  private Http() {}

  static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return CLIENT.send(request.timeout(Duration.ofSeconds(5)).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Polls until the address answers 200; false when the time is over or the process ended. */
  static boolean awaitOk(URI address, Duration within, ChildProcess process) {
    return await(address, within, status -> status == 200, process::awaitExit);
  }

  /**
   * Polls until an answer's status is as wanted.
   *
   * @param pause waits for a while; true when there is no hope left
   */
  static boolean await(
      URI address, Duration within, IntPredicate wanted, Predicate<Duration> pause) {
    long end = System.nanoTime() + within.toNanos();
    while (System.nanoTime() < end) {
      try {
        if (wanted.test(send(HttpRequest.newBuilder(address)).statusCode())) {
          return true;
        }
      } catch (IOException e) {
        // It does not listen yet.
      }
      if (pause.test(Duration.ofMillis(20))) {
        return false;
      }
    }
    return false;
  }
}
