package dev.mainstay.server.internal;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.mainstay.server.internal.http.Refusal;
import dev.mainstay.server.internal.prometheus.PrometheusApi;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says what the HTTP library refuses by itself, before any page sees it, as the address would:
 * bodies that are too long, addresses that cannot be read, answers that are late.
 */
final class Refusals implements ServerErrorHandler {
  /** None: {@link #renderStatus} says what comes of it. */
  @Override
  public @Nullable HttpResponse onServiceException(ServiceRequestContext ctx, Throwable cause) {
    return null;
  }

  @Override
  public AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext ctx,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    Refusal refusal = headers == null ? Refusals::anywhere : near(headers.path());
    return switch (status.code()) {
      case 400 ->
          refusal.of(
              status,
              "Invalid request path".equals(description)
                  ? "address: cannot be read (expected: after each % two hexadecimal digits, no"
                      + " control character and no .. among its parts)"
                  : words(status, description));
      // 405 would have to name the methods of the address; this one no address has.
      case 405 -> refusal.of(HttpStatus.NOT_IMPLEMENTED, "method: unknown");
      case 413 ->
          refusal.of(status, "body: more than " + config.maxRequestLength() + " bytes (limit)");
      case 500 -> refusal.of(status, "an unexpected failure; the log has it");
      case 503 -> refusal.of(status, "no answer in time");
      default -> refusal.of(status, words(status, description));
    };
  }

  private static Refusal near(String path) {
    return path.startsWith("/prometheus/") || path.startsWith("/api/v1/")
        ? PrometheusApi::refusal
        : HttpApi::refusal;
  }

  /** Of a request whose address is not known: in the shapes of all at once. */
  private static AggregatedHttpResponse anywhere(HttpStatus status, String message) {
    var body = new LinkedHashMap<String, Object>();
    body.put("status", "error");
    body.put("errorType", status.isServerError() ? "internal" : "bad_data");
    body.put("error", message);
    body.put("problems", HttpApi.problems(status, message).problems());
    return HttpApi.whole(status, body);
  }

  private static String words(HttpStatus status, @Nullable String description) {
    return (description == null ? status.reasonPhrase() : description).toLowerCase(Locale.ROOT);
  }
}
