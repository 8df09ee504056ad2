package dev.mainstay.toolkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A dependency that speaks HTTP: its requests carry {@code traceparent} and {@link Deadline#HEADER}
 * and end with the attempt's timeout. A status of 500 or more, and 429, is a failure of the
 * dependency; any other is an answer. Thread-safe.
 */
public final class HttpDependency {
  private final Dependency dependency;
  private final HttpClient client;
  private final URI base;

  HttpDependency(Dependency dependency, HttpClient client, URI base) {
    this.dependency = dependency;
    this.client = client;
    this.base = base;
  }

  /** The guarded dependency below. */
  public Dependency dependency() {
    return dependency;
  }

  /** Reads an answer; may throw {@link HttpError} below 500 for one that is to be handed on. */
  @FunctionalInterface
  public interface Reader<T extends @Nullable Object> {
    T read(HttpResponse<String> response) throws Exception;
  }

  /** A GET of the path below the base address. */
  public HttpRequest.Builder get(String path) {
    return request(path).GET();
  }

  /** A POST of a JSON text. */
  public HttpRequest.Builder post(String path, String json) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json));
  }

  /** A request to the path (with its query) below the base address. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create(
            base.toString().replaceAll("/$", "") + (path.startsWith("/") ? "" : "/") + path));
  }

  /**
   * Sends, guarded.
   *
   * @throws DependencyFailed when there is no answer
   */
  public <T extends @Nullable Object> T send(HttpRequest.Builder request, Reader<T> reader) {
    return dependency.call(context -> attempt(request, reader, context));
  }

  /** Sends, guarded; the fallback answers when the policy says degrade. */
  public <T extends @Nullable Object> T send(
      HttpRequest.Builder request, Reader<T> reader, Fallback<T> fallback) {
    return dependency.call(context -> attempt(request, reader, context), fallback);
  }

  /** Registers a GET that answers below 400 as the dependency's check. */
  public void check(String path) {
    dependency.check(context -> {
      HttpResponse<String> response = exchange(get(path), context);
      if (response.statusCode() >= 400) {
        throw new IOException("GET " + path + " answered " + response.statusCode());
      }
    });
  }

  private <T extends @Nullable Object> T attempt(
      HttpRequest.Builder request, Reader<T> reader, CallContext context) throws Exception {
    HttpResponse<String> response = exchange(request, context);
    if (response.statusCode() >= 500 || response.statusCode() == 429) {
      throw new IOException(dependency.name() + " answered " + response.statusCode());
    }
    return reader.read(response);
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request, CallContext context)
      throws IOException, InterruptedException {
    Duration timeout = context.timeout();
    HttpRequest sent =
        request
            .copy()
            .setHeader("traceparent", context.trace().traceparent())
            .setHeader(Deadline.HEADER, Long.toString(Math.max(1, timeout.toMillis())))
            .timeout(timeout)
            .build();
    return client.send(sent, HttpResponse.BodyHandlers.ofString());
  }
}
