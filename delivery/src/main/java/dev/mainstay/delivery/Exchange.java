package dev.mainstay.delivery;

import com.linecorp.armeria.client.RequestOptions;
import com.linecorp.armeria.client.ResponseTimeoutException;
import com.linecorp.armeria.client.ResponseTimeoutMode;
import com.linecorp.armeria.client.UnprocessedRequestException;
import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SplitHttpResponse;
import com.linecorp.armeria.common.stream.CancelledSubscriptionException;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.mainstay.delivery.DeliveryPlan.GatewayPlan;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to an instance and its answer on the way back.
 *
 * <p>It is tried again, on another instance, in two cases only: the instance certainly did not
 * process it (the connection was refused or closed before anything was sent, or HTTP/2 said so), or
 * its method may be repeated and not a byte of an answer came. A body that has begun to stream is
 * never sent twice.
 */
final class Exchange {
  private static final int MOST_ATTEMPTS = 3;
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final int CLIENT_CLOSED_REQUEST = 499;

  private final ProxyService proxy;
  private final GatewayPlan plan;
  private final ServiceRequestContext ctx;
  private final HttpRequest request;
  private final Duration deadline;
  private final long start;
  private final CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
  private final List<Backend> tried = new ArrayList<>(1);
  private final AtomicBoolean ended = new AtomicBoolean();
  private final RequestHeaders headers;
  private @Nullable HttpData replayable;
  private @Nullable OnceBody streamed;

  Exchange(
      ProxyService proxy,
      GatewayPlan plan,
      ServiceRequestContext ctx,
      HttpRequest request,
      Duration deadline) {
    this.proxy = proxy;
    this.plan = plan;
    this.ctx = ctx;
    this.request = request;
    this.deadline = deadline;
    this.start = proxy.ticker.nanos();
    InetSocketAddress caller = ctx.remoteAddress();
    this.headers =
        Headers.toInstance(
            request.headers(),
            caller.getAddress() == null ? "unknown" : caller.getAddress().getHostAddress(),
            ctx.sessionProtocol().isMultiplex() ? "2.0" : "1.1");
  }

  HttpResponse start() {
    long length = request.headers().contentLength();
    if (request.isEmpty()) {
      replayable = HttpData.empty();
      attempt();
    } else if (length >= 0 && length <= ProxyService.REPLAYABLE_BYTES) {
      request
          .aggregate(ctx.eventLoop())
          .handle((whole, failure) -> {
            if (failure != null) {
              fail(HttpStatus.BAD_REQUEST, "the request's body did not arrive", 0, null);
            } else {
              replayable = whole.content();
              attempt();
            }
            return null;
          });
    } else {
      streamed = new OnceBody(request);
      attempt();
    }
    return HttpResponse.of(answer);
  }

  private HttpRequest copy() {
    OnceBody body = streamed;
    if (body != null) {
      return HttpRequest.of(headers, body);
    }
    HttpData data = replayable;
    return data == null || data.isEmpty() ? HttpRequest.of(headers) : HttpRequest.of(headers, data);
  }

  private void attempt() {
    RouteTable.Pick pick = proxy.table.acquire(tried);
    if (pick == null) {
      if (tried.isEmpty()) {
        proxy.metrics.noneReady(plan.service());
        fail(
            HttpStatus.SERVICE_UNAVAILABLE,
            "no instance of " + plan.service() + " is ready",
            retryAfter(),
            null);
      } else {
        fail(HttpStatus.BAD_GATEWAY, "no instance could be reached", retryAfter(), null);
      }
      return;
    }
    tried.add(pick.backend());
    HttpResponse response;
    try {
      response =
          pick.backend()
              .client()
              .execute(
                  copy(),
                  RequestOptions.builder()
                      .responseTimeout(left())
                      .responseTimeoutMode(ResponseTimeoutMode.FROM_START)
                      .build());
    } catch (RuntimeException e) {
      pick.release();
      failed(pick, e);
      return;
    }
    SplitHttpResponse split = response.split(ctx.eventLoop());
    split
        .headers()
        .handle((head, failure) -> {
          if (failure != null) {
            pick.release();
            failed(pick, failure);
          } else {
            answered(pick, head, response, split);
          }
          return null;
        });
  }

  /** What is left of the deadline; at least a moment, as zero would mean no limit. */
  private Duration left() {
    Duration left = deadline.minusNanos(proxy.ticker.nanos() - start);
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  private int retryAfter() {
    return (int) Math.max(1, plan.readiness().every().toSeconds());
  }

  private void answered(
      RouteTable.Pick pick, ResponseHeaders head, HttpResponse response, SplitHttpResponse split) {
    response
        .whenComplete()
        .handle((nothing, failure) -> {
          pick.release();
          int status =
              failure == null
                  ? head.status().code()
                  : failure instanceof CancelledSubscriptionException
                      ? CLIENT_CLOSED_REQUEST
                      : HttpStatus.BAD_GATEWAY.code();
          end(pick, status);
          return null;
        });
    answer.complete(HttpResponse.of(Headers.toCaller(head), split.body(), split.trailers()));
  }

  private void failed(RouteTable.Pick pick, Throwable failure) {
    boolean unprocessed = failure instanceof UnprocessedRequestException;
    boolean lost =
        unprocessed
            || failure instanceof ClosedSessionException
            || failure instanceof ClosedStreamException
            || failure instanceof IOException;
    if (unprocessed && failure.getCause() instanceof ConnectException) {
      proxy.refused.accept(pick.backend());
    }
    boolean repeatable = plan.idempotentMethods().contains(request.method().name());
    OnceBody body = streamed;
    boolean unsent = body == null || !body.begun();
    if (tried.size() < MOST_ATTEMPTS && unsent && lost && (unprocessed || repeatable)) {
      proxy.metrics.retried(plan.service());
      attempt();
    } else if (failure instanceof ResponseTimeoutException) {
      fail(HttpStatus.GATEWAY_TIMEOUT, "no answer within the deadline", 0, pick);
    } else {
      fail(HttpStatus.BAD_GATEWAY, "the instance closed the connection", 0, pick);
    }
  }

  private void fail(
      HttpStatus status, String message, int retryAfter, RouteTable.@Nullable Pick pick) {
    if (streamed != null && !streamed.begun()) {
      request.abort();
    }
    answer.complete(ProxyService.error(status, plan.service(), message, retryAfter));
    end(pick, status.code());
  }

  private void end(RouteTable.@Nullable Pick pick, int status) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    proxy.inFlight.decrementAndGet();
    long now = proxy.ticker.nanos();
    if (pick == null) {
      proxy.metrics.unrouted(plan.service(), status);
      return;
    }
    Instance instance = pick.backend().instance();
    var observation =
        new TrafficObserver.Observation(
            plan.service(),
            instance.version(),
            instance.id(),
            status,
            now - start,
            now,
            pick.share());
    for (TrafficObserver observer : proxy.observers) {
      observer.observed(observation);
    }
  }
}
