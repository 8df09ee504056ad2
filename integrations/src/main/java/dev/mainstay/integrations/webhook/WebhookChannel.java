package dev.mainstay.integrations.webhook;

import dev.mainstay.response.Channel;
import dev.mainstay.response.ChannelException;
import dev.mainstay.response.PageMessage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * Posts a page as JSON (see {@link WebhookBody}) to a URL, with the delivery id in the header
 * {@value #DELIVERY}, so that the receiver can drop what it has already.
 *
 * <p>2xx is delivered. 4xx is refused for good, except 408 and 429; everything else may work later,
 * redirects included, which are not followed. {@code Retry-After} in seconds is obeyed up to five
 * minutes. User information in the URL is sent as basic authentication. Errors name scheme, host
 * and port only. Thread-safe.
 */
public final class WebhookChannel implements Channel, AutoCloseable {
  /** The header that holds the delivery id. */
  public static final String DELIVERY = "Mainstay-Delivery";

  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);

  private final HttpClient client;
  private final Duration timeout;

  /**
   * @param timeout until the receiver's answer has begun
   */
  public WebhookChannel(Duration timeout) {
    this.timeout = timeout;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  @Override
  public void send(PageMessage message) throws ChannelException {
    String shown = message.address().shown();
    HttpRequest request = request(message);
    try {
      HttpResponse<java.io.InputStream> response =
          client.send(request, BodyHandlers.ofInputStream());
      response.body().close();
      judge(response, shown);
    } catch (HttpTimeoutException e) {
      throw ChannelException.retryable(
          "%s did not answer within %d ms".formatted(shown, timeout.toMillis()));
    } catch (ConnectException e) {
      throw ChannelException.retryable("%s cannot be reached".formatted(shown));
    } catch (IOException e) {
      throw ChannelException.retryable(
          "%s broke off: %s".formatted(shown, e.getClass().getSimpleName()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ChannelException.retryable("interrupted while asking " + shown);
    }
  }

  private HttpRequest request(PageMessage message) throws ChannelException {
    try {
      URI uri = URI.create(message.address().to());
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri)
              .timeout(timeout)
              .header("Content-Type", "application/json; charset=utf-8")
              .header("User-Agent", "mainstay")
              .header(DELIVERY, message.deliveryId())
              .POST(BodyPublishers.ofByteArray(WebhookBody.json(message)));
      if (uri.getUserInfo() != null) {
        byte[] credentials = uri.getUserInfo().getBytes(StandardCharsets.UTF_8);
        request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
      }
      return request.build();
    } catch (IllegalArgumentException e) {
      throw ChannelException.permanent(
          "webhook: %s (expected: an http or https URL)".formatted(message.address().shown()));
    }
  }

  private static void judge(HttpResponse<?> response, String shown) throws ChannelException {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return;
    }
    String problem = "%s answered %d".formatted(shown, status);
    boolean refused = status >= 400 && status < 500 && status != 408 && status != 429;
    if (refused) {
      throw ChannelException.permanent(problem);
    }
    Duration after = retryAfter(response);
    throw after.isZero()
        ? ChannelException.retryable(problem)
        : ChannelException.retryable(problem, after);
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    String value = response.headers().firstValue("Retry-After").orElse("");
    if (!value.matches("[0-9]{1,9}")) {
      return Duration.ZERO;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(value));
    return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
