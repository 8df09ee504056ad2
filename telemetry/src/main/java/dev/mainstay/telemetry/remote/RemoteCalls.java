package dev.mainstay.telemetry.remote;

import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.telemetry.config.HttpClients;
import dev.mainstay.telemetry.query.QueryException;
import dev.mainstay.telemetry.query.QueryException.Reason;
import dev.mainstay.telemetry.query.QueryResult;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Requests to one store, and what became of them in an operator's words. */
final class RemoteCalls implements AutoCloseable {
  /** Of one answer. */
  static final int MOST_BYTES = 64 << 20;

  private static final Duration LOOK = Duration.ofMillis(100);

  private final StoreConfig config;
  private final String name;
  private final String address;
  private final Duration timeout;
  private final Ticker ticker;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("mainstay-remote-", 0).factory());
  private final Lock lock = new ReentrantLock();
  private @Nullable HttpClient client;
  private @Nullable FileTime trusted;

  RemoteCalls(StoreConfig config, Duration timeout, Ticker ticker) {
    this.config = config;
    this.name = config.name();
    this.address = config.address().toString().replaceAll("/+$", "");
    this.timeout = timeout;
    this.ticker = ticker;
  }

  StoreConfig config() {
    return config;
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
    refuse(response.statusCode());
    return RemoteAnswer.query(name, response.statusCode(), response.body(), ticker.nanos() - began);
  }

  /** A list of texts. */
  List<String> texts(String path, Collection<Map.Entry<String, String>> parameters) {
    String query = parameters.isEmpty() ? "" : "?" + encoded(parameters);
    var response = send(request(path + query).GET().build(), () -> false);
    refuse(response.statusCode());
    return RemoteAnswer.texts(name, response.statusCode(), response.body());
  }

  /** Answers whose text is not passed on: it may repeat what was sent, or lead elsewhere. */
  private void refuse(int status) {
    String why =
        switch (status) {
          case 401 -> "its credentials are missing or wrong";
          case 403 -> "its credentials do not permit this";
          case 301, 302, 303, 307, 308 ->
              "redirects are not followed, as credentials are for its own address";
          default -> "";
        };
    if (!why.isEmpty()) {
      throw new QueryException(
          Reason.UNAVAILABLE, "%s answered %d: %s".formatted(name, status, why));
    }
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
    var request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(timeout)
            .header("Accept", "application/json")
            .header("User-Agent", "mainstay");
    config.headers().forEach(request::header);
    try {
      config.access().headers().forEach(request::header);
    } catch (IOException e) {
      throw unasked(e);
    }
    return request;
  }

  private QueryException unasked(IOException e) {
    return new QueryException(Reason.UNAVAILABLE, name + " cannot be asked: " + e.getMessage());
  }

  /** One that trusts what the file of authorities says now. */
  private HttpClient client() {
    lock.lock();
    try {
      Path authorities = config.access().caFile();
      FileTime changed = authorities == null ? null : changed(authorities);
      if (client == null || !Objects.equals(changed, trusted)) {
        // The one before ends by itself, after the queries that it still waits for.
        client = HttpClients.of(config.access(), threads);
        trusted = changed;
      }
      return client;
    } catch (IOException e) {
      throw unasked(e);
    } finally {
      lock.unlock();
    }
  }

  private static FileTime changed(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new IOException("cannot read " + file, e);
    }
  }

  /** The request's own timeout ends with the headers; waiting on the future bounds the body too. */
  private HttpResponse<byte[]> send(HttpRequest request, BooleanSupplier canceled) {
    return await(
        client().sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES)),
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
      case HttpConnectTimeoutException _ ->
          new QueryException(
              Reason.UNAVAILABLE, name + " cannot be reached: it takes no connection");
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
    lock.lock();
    try {
      if (client != null) {
        client.shutdownNow();
      }
    } finally {
      lock.unlock();
    }
  }
}
