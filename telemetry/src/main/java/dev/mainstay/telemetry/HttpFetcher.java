package dev.mainstay.telemetry;

import dev.mainstay.kernel.Durations;
import dev.mainstay.telemetry.config.HttpClients;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches over HTTP/1.1 with connections kept alive; at most {@value #BODY_LIMIT} bytes. */
final class HttpFetcher implements Fetcher, AutoCloseable {
  static final int BODY_LIMIT = 8 << 20;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(
              Executors.newThreadPerTaskExecutor(
                  Thread.ofVirtual().name("mainstay-scrape-", 0).factory()))
          .build();

  @Override
  public String fetch(Target target, String path, Duration timeout) throws IOException {
    String host = target.host().indexOf(':') >= 0 ? "[" + target.host() + "]" : target.host();
    var request =
        HttpRequest.newBuilder(URI.create("http://" + host + ":" + target.port() + path))
            .timeout(timeout)
            .header("Accept", "text/plain;version=0.0.4")
            .header("User-Agent", "mainstay")
            .build();
    // The request's own timeout ends with the headers; waiting on the future bounds the body too.
    var answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_LIMIT));
    HttpResponse<byte[]> response = await(answer, target, timeout);
    if (response.statusCode() != 200) {
      throw new IOException(path + " answered " + response.statusCode() + " (expected: 200)");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(response.body()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IOException(path + " is not UTF-8", e);
    }
  }

  private static HttpResponse<byte[]> await(
      CompletableFuture<HttpResponse<byte[]>> answer, Target target, Duration timeout)
      throws IOException {
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer within " + Durations.format(timeout), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw new IOException(reason(e.getCause(), target, timeout), e);
    }
  }

  private static String reason(
      @org.jspecify.annotations.Nullable Throwable cause, Target target, Duration timeout) {
    return switch (cause) {
      case ConnectException e when HttpClients.isUnknownHost(e) -> "no such host: " + target.host();
      case ConnectException _ -> "nothing listens on " + target.host() + ":" + target.port();
      case java.net.http.HttpTimeoutException _ -> "no answer within " + Durations.format(timeout);
      case IOException e when String.valueOf(e.getMessage()).contains("exceeds capacity") ->
          "exposition larger than 8 MiB (limit)";
      case null -> "unknown failure";
      default -> cause.getClass().getSimpleName() + ": " + cause.getMessage();
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
