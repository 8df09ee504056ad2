package dev.mainstay.telemetry.scrape;

import dev.mainstay.kernel.Durations;
import dev.mainstay.telemetry.config.HttpClients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Asks the targets of one job, over connections that are kept. */
final class ScrapeClient implements AutoCloseable {
  /** Bytes of an answer where a job has no limit of its own. */
  static final int BODY_LIMIT = 32 << 20;

  private final ScrapeConfig.Job job;
  private final HttpClient client;

  ScrapeClient(ScrapeConfig.Job job, ExecutorService threads) throws IOException {
    this.job = job;
    this.client = HttpClients.of(job.access(), threads);
  }

  /** What a target answered. */
  record Answer(ScrapeFormat format, byte[] body) {}

  /**
   * Waits for the whole answer.
   *
   * @throws IOException with a message fit for an operator
   */
  Answer fetch(ScrapeTarget target) throws IOException {
    var request =
        HttpRequest.newBuilder(target.url())
            .timeout(target.timeout())
            .header("Accept", ScrapeFormat.accept(job.choices().formats()))
            .header("Accept-Encoding", job.choices().compressed() ? "gzip" : "identity")
            .header("User-Agent", "mainstay")
            .header(
                "X-Prometheus-Scrape-Timeout-Seconds",
                Double.toString(Durations.seconds(target.timeout())));
    job.access().headers().forEach(request::header);
    long own = job.limits().bodyBytes();
    int limit = (int) (own == 0 ? BODY_LIMIT : Math.min(own, BODY_LIMIT));
    // The request's own timeout ends with the headers; waiting on the future bounds the body too.
    HttpResponse<byte[]> response =
        await(
            client.sendAsync(
                request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), limit)),
            target,
            limit);
    if (response.statusCode() != 200) {
      throw new IOException("answered " + response.statusCode() + " (expected: 200)");
    }
    String type = response.headers().firstValue("Content-Type").orElse("");
    ScrapeFormat format = ScrapeFormat.ofContentType(type);
    format = format == null ? job.choices().fallback() : format;
    if (format == null) {
      throw new IOException(
          "content type '"
              + type
              + "' is none of an exposition (say fallback_scrape_protocol to take it for one)");
    }
    String encoding =
        response.headers().firstValue("Content-Encoding").orElse("").toLowerCase(Locale.ROOT);
    return new Answer(
        format, encoding.equals("gzip") ? unzip(response.body(), limit) : response.body());
  }

  private static byte[] unzip(byte[] body, int limit) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] plain = in.readNBytes(limit + 1);
      if (plain.length > limit) {
        throw tooLarge(limit);
      }
      return plain;
    }
  }

  private static IOException tooLarge(int limit) {
    return new IOException("body larger than " + limit + " bytes (limit)");
  }

  private static HttpResponse<byte[]> await(
      CompletableFuture<HttpResponse<byte[]>> answer, ScrapeTarget target, int limit)
      throws IOException {
    try {
      return answer.get(target.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer within " + Durations.format(target.timeout()), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw reason(e.getCause(), target, limit);
    }
  }

  private static IOException reason(@Nullable Throwable cause, ScrapeTarget target, int limit) {
    return switch (cause) {
      case ConnectException e when HttpClients.isUnknownHost(e) ->
          new IOException("no such host: " + target.url().getHost(), e);
      case ConnectException e ->
          new IOException("nothing listens on " + target.url().getAuthority(), e);
      case java.net.http.HttpTimeoutException e ->
          new IOException("no answer within " + Durations.format(target.timeout()), e);
      case IOException e when String.valueOf(e.getMessage()).contains("exceeds capacity") ->
          tooLarge(limit);
      case null -> new IOException("unknown failure");
      default ->
          new IOException(cause.getClass().getSimpleName() + ": " + cause.getMessage(), cause);
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
