package dev.mainstay.delivery;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.mainstay.delivery.DeliveryPlan.GatewayPlan;
import dev.mainstay.kernel.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Takes the requests of one service and passes each on, see {@link Exchange}. */
final class ProxyService implements HttpService {
  /** A caller's own deadline and ours should not race: the instance answers first. */
  static final Duration MARGIN = Duration.ofMillis(500);

  static final int MOST_IN_FLIGHT = 2_048;

  /** Bodies up to here are taken whole before they are sent, so that they can be sent again. */
  static final int REPLAYABLE_BYTES = 64 * 1024;

  final RouteTable table;
  final Ticker ticker;
  final GatewayMetrics metrics;
  final Iterable<TrafficObserver> observers;
  final Consumer<Backend> refused;
  final AtomicInteger inFlight = new AtomicInteger();
  volatile GatewayPlan plan;

  ProxyService(
      GatewayPlan plan,
      RouteTable table,
      Ticker ticker,
      GatewayMetrics metrics,
      Iterable<TrafficObserver> observers,
      Consumer<Backend> refused) {
    this.plan = plan;
    this.table = table;
    this.ticker = ticker;
    this.metrics = metrics;
    this.observers = observers;
    this.refused = refused;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest req) {
    GatewayPlan now = plan;
    Duration deadline = now.deadline().plus(MARGIN);
    ctx.setRequestTimeout(TimeoutMode.SET_FROM_START, deadline.plusSeconds(2));
    if (inFlight.incrementAndGet() > MOST_IN_FLIGHT) {
      inFlight.decrementAndGet();
      metrics.refused(now.service());
      return error(HttpStatus.SERVICE_UNAVAILABLE, now.service(), "too many requests in flight", 1);
    }
    return new Exchange(this, now, ctx, req, deadline).start();
  }

  /**
   * An answer of the gateway itself.
   *
   * @param retryAfter seconds; 0 for none
   */
  static HttpResponse error(HttpStatus status, String service, String message, int retryAfter) {
    var headers = ResponseHeaders.builder(status).contentType(MediaType.JSON_UTF_8);
    if (retryAfter > 0) {
      headers.set(HttpHeaderNames.RETRY_AFTER, Integer.toString(retryAfter));
    }
    return HttpResponse.of(
        headers.build(),
        com.linecorp.armeria.common.HttpData.ofUtf8(
            "{\"status\":%d,\"error\":\"%s\",\"service\":\"%s\",\"by\":\"mainstay-gateway\"}"
                .formatted(status.code(), message, service)));
  }
}
