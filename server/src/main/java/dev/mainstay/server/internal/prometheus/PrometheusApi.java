package dev.mainstay.server.internal.prometheus;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.mainstay.promql.PromqlException;
import dev.mainstay.telemetry.query.QueryException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of {@code /prometheus/api/v1} and what answers them. */
public final class PrometheusApi {
  static final String BASE = "/prometheus/api/v1";

  /** Answers are given up a little after the query itself. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(PrometheusApi.class);

  private final QueryPages queries;
  private final SeriesPages series;
  private final StatusPages status;
  private final RulePages rules;
  private final TargetPages targets;
  private final Executor computing;

  /**
   * The API.
   *
   * @param computing where queries run; it may refuse work
   */
  public PrometheusApi(
      QueryPages queries,
      SeriesPages series,
      StatusPages status,
      RulePages rules,
      TargetPages targets,
      Executor computing) {
    this.queries = queries;
    this.series = series;
    this.status = status;
    this.rules = rules;
    this.targets = targets;
    this.computing = computing;
  }

  /** Makes the server answer. */
  public void install(ServerBuilder server) {
    both(server, "/query", (call, parameters) -> queries.instant(parameters, call::isCanceled));
    both(server, "/query_range", (call, parameters) -> queries.range(parameters, call::isCanceled));
    both(server, "/query_exemplars", (call, parameters) -> queries.exemplars(parameters));
    both(server, "/explain", (call, parameters) -> queries.explain(parameters, call::isCanceled));
    both(server, "/format_query", (call, parameters) -> queries.format(parameters));
    both(server, "/series", (call, parameters) -> series.series(parameters));
    both(server, "/labels", (call, parameters) -> series.labels(parameters));
    get(
        server,
        "/label/{name}/values",
        (call, parameters) -> series.values(call.path("name"), parameters));
    get(server, "/metadata", (call, parameters) -> series.metadata(parameters));
    get(server, "/rules", (call, parameters) -> rules.rules(parameters));
    get(server, "/alerts", (call, parameters) -> rules.alerts());
    get(server, "/alertmanagers", (call, parameters) -> targets.alertmanagers());
    get(server, "/targets", (call, parameters) -> targets.targets(parameters));
    get(server, "/status/buildinfo", (call, parameters) -> status.build());
    get(server, "/status/runtimeinfo", (call, parameters) -> status.runtime());
    get(server, "/status/config", (call, parameters) -> status.config());
    get(server, "/status/flags", (call, parameters) -> status.flags());
    server.serviceUnder(
        BASE + "/",
        (ctx, request) ->
            error(new ApiError(ApiError.Kind.NOT_FOUND, "no such address: " + ctx.path())));
  }

  /** A request as its answer sees it. */
  private record Call(ServiceRequestContext context) {
    String path(String name) {
      return java.util.Objects.requireNonNull(context.pathParam(name));
    }

    boolean isCanceled() {
      return context.isCancelled();
    }
  }

  private interface Page {
    byte[] answer(Call call, Parameters parameters);
  }

  private void both(ServerBuilder server, String path, Page page) {
    server.route().get(BASE + path).post(BASE + path).build((HttpService) answering(page));
  }

  private void get(ServerBuilder server, String path, Page page) {
    server.route().get(BASE + path).build((HttpService) answering(page));
  }

  private HttpService answering(Page page) {
    return (ctx, request) -> {
      ctx.setRequestTimeout(queries.timeout().plus(MARGIN));
      return HttpResponse.of(
          parameters(ctx, request)
              .thenCompose(parameters ->
                  CompletableFuture.supplyAsync(
                      () -> guarded(page, new Call(ctx), parameters), computing))
              .exceptionally(PrometheusApi::refused));
    };
  }

  private static HttpResponse refused(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof RejectedExecutionException) {
      return error(
          new ApiError(ApiError.Kind.UNAVAILABLE, "too many queries wait already; try again"));
    }
    log.error("a query failed", cause);
    return error(new ApiError(ApiError.Kind.INTERNAL, "an unexpected failure; the log has it"));
  }

  private static CompletableFuture<Parameters> parameters(
      ServiceRequestContext ctx, HttpRequest request) {
    MediaType type = request.contentType();
    if (request.method() != HttpMethod.POST || type == null || !type.is(MediaType.FORM_DATA)) {
      return CompletableFuture.completedFuture(new Parameters(ctx.queryParams()));
    }
    return request
        .aggregate()
        .thenApply((AggregatedHttpRequest body) ->
            new Parameters(
                QueryParams.builder()
                    .add(QueryParams.fromQueryString(body.contentUtf8()))
                    .add(ctx.queryParams())
                    .build()));
  }

  private static HttpResponse guarded(Page page, Call call, Parameters parameters) {
    try {
      return json(HttpStatus.OK, page.answer(call, parameters));
    } catch (ApiError e) {
      return error(e);
    } catch (PromqlException e) {
      return error(ApiError.parameter("query", String.valueOf(e.getMessage())));
    } catch (QueryException e) {
      ApiError.Kind kind =
          switch (e.reason()) {
            case EXECUTION, LIMIT -> ApiError.Kind.EXECUTION;
            case TIMEOUT -> ApiError.Kind.TIMEOUT;
            case CANCELED -> ApiError.Kind.CANCELED;
          };
      return error(new ApiError(kind, String.valueOf(e.getMessage())));
    }
  }

  private static HttpResponse error(ApiError error) {
    return json(error.kind().status, Answers.error(error));
  }

  private static HttpResponse json(HttpStatus status, byte[] body) {
    return HttpResponse.of(
        ResponseHeaders.builder(status)
            .contentType(MediaType.JSON_UTF_8)
            .add(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .build(),
        HttpData.wrap(body));
  }
}
