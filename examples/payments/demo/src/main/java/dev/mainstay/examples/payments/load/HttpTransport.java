package dev.mainstay.examples.payments.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Sends calls over HTTP/1.1 with the JDK's client, without a thread per request. */
public final class HttpTransport implements Transport {
  static {
    // The client must be the one that closes idle connections, or a server's close meets a request.
    if (System.getProperty("jdk.httpclient.keepalive.timeout") == null) {
      System.setProperty("jdk.httpclient.keepalive.timeout", "4");
    }
  }

  private final URI base;
  private final Duration timeout;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(2, Thread.ofPlatform().name("load-http-", 0).daemon().factory());
  private final HttpClient client;

  /**
   * A client of one system.
   *
   * @param base its address, such as {@code http://127.0.0.1:8400}
   * @param timeout how long a customer waits for an answer
   */
  public HttpTransport(URI base, Duration timeout) {
    this.base = base;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .executor(threads)
            .build();
  }

  @Override
  public CompletionStage<Reply> send(Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(call.path()))
            .timeout(timeout)
            .method(
                call.method(),
                call.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(call.body()));
    call.headers().forEach(request::header);
    return client
        .sendAsync(request.build(), BodyHandlers.ofString())
        .thenApply(HttpTransport::reply);
  }

  private static Reply reply(HttpResponse<String> response) {
    return new Reply(
        response.statusCode(),
        response.headers().firstValue("mainstay-version").orElse(""),
        response.headers().firstValue("mainstay-mode").orElse(""),
        response.body());
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdown();
  }
}
