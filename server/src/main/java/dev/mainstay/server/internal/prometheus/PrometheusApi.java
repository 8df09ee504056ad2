package dev.mainstay.server.internal.prometheus;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
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
import com.linecorp.armeria.server.encoding.EncodingService;
import dev.mainstay.promql.PromqlException;
import dev.mainstay.server.internal.http.ByMethod;
import dev.mainstay.telemetry.query.QueryException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of {@code /prometheus/api/v1} and what answers them. */
public final class PrometheusApi {
  static final String BASE = "/prometheus/api/v1";

  /** Where clients look that were told the server's address alone. */
  private static final String ROOT = "/api/v1/";

  /** Answers are given up a little after the query itself. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private static final int READ_BYTES = 1 << 20;
  private static final int FORM_BYTES = 10 << 20;
  private static final Set<HttpMethod> FORMS = Set.of(HttpMethod.POST, HttpMethod.PUT);
  private static final MediaType TEXT = MediaType.parse("text/plain; version=0.0.4; charset=utf-8");
  private static final MediaType PROTOBUF = MediaType.create("application", "x-protobuf");
  private static final MediaType FAMILIES =
      MediaType.parse(
          "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
              + " encoding=delimited");

  private static final Logger log = LoggerFactory.getLogger(PrometheusApi.class);

  private final Pages pages;
  private final Executor computing;

  /** What answers. */
  public record Pages(
      QueryPages queries,
      SeriesPages series,
      StatusPages status,
      RulePages rules,
      TargetPages targets,
      MetadataPages metadata,
      StoragePages storage) {}

  /**
   * The API.
   *
   * @param computing where answers are computed; it may refuse work
   */
  public PrometheusApi(Pages pages, Executor computing) {
    this.pages = pages;
    this.computing = computing;
  }

  /** Makes the server answer. */
  public void install(ServerBuilder server) {
    both(
        server,
        "/query",
        (call, parameters) -> pages.queries.instant(parameters, call::isCanceled));
    both(
        server,
        "/query_range",
        (call, parameters) -> pages.queries.range(parameters, call::isCanceled));
    both(server, "/query_exemplars", (call, parameters) -> pages.metadata.exemplars(parameters));
    both(
        server,
        "/explain",
        (call, parameters) -> pages.queries.explain(parameters, call::isCanceled));
    both(server, "/format_query", (call, parameters) -> pages.queries.format(parameters));
    both(server, "/series", (call, parameters) -> pages.series.series(parameters));
    both(server, "/labels", (call, parameters) -> pages.series.labels(parameters));
    get(
        server,
        "/label/{name}/values",
        (call, parameters) -> pages.series.values(call.path("name"), parameters));
    get(server, "/metadata", (call, parameters) -> pages.metadata.metadata(parameters));
    get(server, "/stores", (call, parameters) -> pages.series.stores());
    get(server, "/rules", (call, parameters) -> pages.rules.rules(parameters));
    get(server, "/alerts", (call, parameters) -> pages.rules.alerts());
    get(server, "/alertmanagers", (call, parameters) -> pages.targets.alertmanagers());
    get(server, "/targets", (call, parameters) -> pages.targets.targets(parameters));
    get(
        server,
        "/targets/metadata",
        (call, parameters) -> pages.metadata.targetMetadata(parameters));
    get(server, "/scrape_pools", (call, parameters) -> pages.targets.pools());
    get(server, "/status/tsdb", (call, parameters) -> pages.storage.cardinality(parameters));
    change(
        server,
        "/admin/tsdb/delete_series",
        (call, parameters) -> pages.storage.delete(parameters));
    change(server, "/admin/tsdb/clean_tombstones", (call, parameters) -> new byte[0]);
    change(server, "/admin/tsdb/snapshot", (call, parameters) -> pages.storage.snapshot());
    HttpService text =
        answering((call, parameters) -> pages.storage.federate(parameters, false), TEXT);
    HttpService protobuf =
        answering((call, parameters) -> pages.storage.federate(parameters, true), FAMILIES);
    server.service(
        "/prometheus/federate",
        at(
            (ctx, request) -> (wantsProtobuf(request) ? protobuf : text).serve(ctx, request),
            HttpMethod.GET));
    server
        .route()
        .path(BASE + "/read")
        .maxRequestLength(READ_BYTES)
        .build(at(this::read, HttpMethod.POST));
    get(server, "/status/buildinfo", (call, parameters) -> pages.status.build());
    get(server, "/status/runtimeinfo", (call, parameters) -> pages.status.runtime());
    get(server, "/status/walreplay", (call, parameters) -> pages.status.replay());
    get(server, "/status/config", (call, parameters) -> pages.status.config());
    get(server, "/status/flags", (call, parameters) -> pages.status.flags());
    health(server, "healthy", "Healthy");
    health(server, "ready", "Ready");
    GraphLinks.install(server);
    server.serviceUnder(
        BASE + "/",
        (ctx, request) ->
            error(new ApiError(ApiError.Kind.NOT_FOUND, "no such address: " + ctx.path())));
    server.serviceUnder(
        "/prometheus/",
        (ctx, request) ->
            error(new ApiError(ApiError.Kind.NOT_FOUND, "no such address: " + ctx.path())));
    server.serviceUnder(
        ROOT,
        (ctx, request) ->
            error(
                new ApiError(
                    ApiError.Kind.NOT_FOUND,
                    "no such address: %s (expected: %s/%s)"
                        .formatted(ctx.path(), BASE, ctx.path().substring(ROOT.length())))));
  }

  private static HttpService at(HttpService service, HttpMethod... methods) {
    var address = new ByMethod(PrometheusApi::refusal);
    for (HttpMethod method : methods) {
      address.on(method, service);
    }
    return address;
  }

  private static void health(ServerBuilder server, String path, String word) {
    HttpService health =
        at(
            (ctx, request) ->
                HttpResponse.of(
                    HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, "Mainstay is " + word + ".\n"),
            HttpMethod.GET);
    server.service("/prometheus/-/" + path, health).service("/-/" + path, health);
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
    server
        .route()
        .path(BASE + path)
        .maxRequestLength(FORM_BYTES)
        .build(at(answering(page), HttpMethod.GET, HttpMethod.POST));
  }

  private void get(ServerBuilder server, String path, Page page) {
    server.service(BASE + path, at(answering(page), HttpMethod.GET));
  }

  private void change(ServerBuilder server, String path, Page page) {
    server.service(BASE + path, at(answering(page), HttpMethod.POST, HttpMethod.PUT));
  }

  /** Whether protobuf is the first of the formats we have that the request asks for. */
  private static boolean wantsProtobuf(HttpRequest request) {
    for (MediaType type : request.headers().accept()) {
      if (type.is(MediaType.create(FAMILIES.type(), FAMILIES.subtype()))) {
        return parameter(type, "proto").equals(parameter(FAMILIES, "proto"))
            && parameter(type, "encoding").equals(parameter(FAMILIES, "encoding"));
      }
      if (type.belongsTo(MediaType.PLAIN_TEXT_UTF_8.withoutParameters())) {
        return false;
      }
    }
    return false;
  }

  private static List<String> parameter(MediaType type, String name) {
    return type.parameters().getOrDefault(name, List.of());
  }

  private HttpResponse read(ServiceRequestContext ctx, HttpRequest request) {
    ctx.setRequestTimeout(pages.queries.timeout().plus(MARGIN));
    return HttpResponse.of(
        request
            .aggregate()
            .thenApplyAsync(
                body -> {
                  try {
                    return HttpResponse.of(
                        ResponseHeaders.builder(HttpStatus.OK)
                            .contentType(PROTOBUF)
                            .add(HttpHeaderNames.CONTENT_ENCODING, "snappy")
                            .build(),
                        HttpData.wrap(pages.storage.read(body.content().array())));
                  } catch (ApiError e) {
                    return error(e);
                  }
                },
                computing)
            .exceptionally(PrometheusApi::refused));
  }

  private HttpService answering(Page page) {
    return answering(page, MediaType.JSON_UTF_8);
  }

  private HttpService answering(Page page, MediaType type) {
    HttpService plain =
        (ctx, request) -> {
          ctx.setRequestTimeout(pages.queries.timeout().plus(MARGIN));
          return HttpResponse.of(
              parameters(ctx, request)
                  .thenCompose(parameters ->
                      CompletableFuture.supplyAsync(
                          () -> guarded(page, new Call(ctx), parameters, type), computing))
                  .exceptionally(PrometheusApi::refused));
        };
    return plain.decorate(EncodingService.newDecorator());
  }

  private static HttpResponse refused(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof RejectedExecutionException) {
      return error(
          new ApiError(ApiError.Kind.UNAVAILABLE, "too many queries wait already; try again"));
    }
    if (cause instanceof ContentTooLargeException) {
      return error(
          new ApiError(ApiError.Kind.BAD_DATA, "a form of more than " + FORM_BYTES + " bytes"));
    }
    log.error("a query failed", cause);
    return error(new ApiError(ApiError.Kind.INTERNAL, "an unexpected failure; the log has it"));
  }

  private static CompletableFuture<Parameters> parameters(
      ServiceRequestContext ctx, HttpRequest request) {
    MediaType type = request.contentType();
    if (!FORMS.contains(request.method()) || type == null || !type.is(MediaType.FORM_DATA)) {
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

  private static HttpResponse guarded(Page page, Call call, Parameters parameters, MediaType type) {
    try {
      byte[] answer = page.answer(call, parameters);
      return answer.length == 0 && type.is(MediaType.JSON_UTF_8)
          ? HttpResponse.of(HttpStatus.NO_CONTENT)
          : typed(HttpStatus.OK, type, answer);
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
            case UNAVAILABLE -> ApiError.Kind.UNAVAILABLE;
          };
      return error(new ApiError(kind, String.valueOf(e.getMessage())));
    }
  }

  private static HttpResponse error(ApiError error) {
    return json(error.kind().status, Answers.error(error));
  }

  /** What is refused before any page sees it. */
  public static AggregatedHttpResponse refusal(HttpStatus status, String message) {
    ApiError.Kind kind =
        switch (status.code()) {
          case 404 -> ApiError.Kind.NOT_FOUND;
          case 503 -> ApiError.Kind.UNAVAILABLE;
          default -> status.isServerError() ? ApiError.Kind.INTERNAL : ApiError.Kind.BAD_DATA;
        };
    return AggregatedHttpResponse.of(
        status, MediaType.JSON_UTF_8, HttpData.wrap(Answers.error(new ApiError(kind, message))));
  }

  private static HttpResponse json(HttpStatus status, byte[] body) {
    return typed(status, MediaType.JSON_UTF_8, body);
  }

  private static HttpResponse typed(HttpStatus status, MediaType type, byte[] body) {
    return HttpResponse.of(
        ResponseHeaders.builder(status)
            .contentType(type)
            .add(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .build(),
        HttpData.wrap(body));
  }
}
