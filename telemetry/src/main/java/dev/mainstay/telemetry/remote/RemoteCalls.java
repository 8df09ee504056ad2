package dev.mainstay.telemetry.remote;

import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.telemetry.query.QueryException;
import dev.mainstay.telemetry.query.QueryException.Reason;
import dev.mainstay.telemetry.query.QueryResult;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Requests to one store, and what became of them in an operator's words. */
final class RemoteCalls implements AutoCloseable {
  /** Of one answer. */
  static final int MOST_BYTES = 64 << 20;

  private static final Duration LOOK = Duration.ofMillis(100);

  private final String name;
  private final String address;
  private final Duration timeout;
  private final Ticker ticker;
  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(
              Executors.newThreadPerTaskExecutor(
                  Thread.ofVirtual().name("mainstay-remote-", 0).factory()))
          .build();

  RemoteCalls(String name, URI address, Duration timeout, Ticker ticker) {
    this.name = name;
    this.address = address.toString().replaceAll("/+$", "");
    this.timeout = timeout;
    this.ticker = ticker;
  }

  String name() {
    return name;
  }

  QueryResult query(String path, Map<String, String> form, BooleanSupplier canceled) {
    long began = ticker.nanos();
    var response =
        send(
            request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form.entrySet())))
                .build(),
            canceled);
    return RemoteAnswer.query(name, response.statusCode(), response.body(), ticker.nanos() - began);
  }

  /** A list of texts. */
  List<String> texts(String path, Collection<Map.Entry<String, String>> parameters) {
    String query = parameters.isEmpty() ? "" : "?" + encoded(parameters);
    var response = send(request(path + query).GET().build(), () -> false);
    return RemoteAnswer.texts(name, response.statusCode(), response.body());
  }

  private static String encoded(Collection<Map.Entry<String, String>> parameters) {
    return parameters.stream()
        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(timeout)
        .header("Accept", "application/json")
        .header("User-Agent", "mainstay");
  }

  /** The request's own timeout ends with the headers; waiting on the future bounds the body too. */
  private HttpResponse<byte[]> send(HttpRequest request, BooleanSupplier canceled) {
    return await(
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES)),
        canceled);
  }

  private HttpResponse<byte[]> await(
      CompletableFuture<HttpResponse<byte[]>> answer, BooleanSupplier canceled) {
    long end = ticker.nanos() + timeout.toNanos();
    try {
      while (true) {
        try {
          return answer.get(LOOK.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          if (canceled.getAsBoolean()) {
            throw new QueryException(Reason.CANCELED, "query was canceled");
          }
          if (ticker.nanos() - end >= 0) {
            throw new QueryException(Reason.TIMEOUT, late());
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryException(Reason.CANCELED, "query was interrupted");
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private String late() {
    return name + " gave no answer within " + Durations.format(timeout);
  }

  private QueryException failure(@Nullable Throwable cause) {
    return switch (cause) {
      case ConnectException _ ->
          new QueryException(
              Reason.UNAVAILABLE, name + " cannot be reached: nothing listens there");
      case HttpTimeoutException _ -> new QueryException(Reason.TIMEOUT, late());
      case IOException e when String.valueOf(e.getMessage()).contains("exceeds capacity") ->
          new TooLargeException(
              name
                  + " answered more than "
                  + (MOST_BYTES >> 20)
                  + " MiB (limit): ask for less time or fewer series");
      case null -> new QueryException(Reason.UNAVAILABLE, name + " cannot be reached");
      default ->
          new QueryException(
              Reason.UNAVAILABLE,
              name
                  + " cannot be reached: "
                  + cause.getClass().getSimpleName()
                  + " "
                  + cause.getMessage());
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
