package dev.mainstay.server.internal;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.mainstay.delivery.DeliveryException;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import dev.mainstay.objectives.live.LiveException;
import dev.mainstay.response.IncidentException;
import dev.mainstay.server.internal.http.ByMethod;
import dev.mainstay.server.internal.view.ProblemView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of {@code /api/mainstay/v1} and what answers them. */
final class HttpApi {
  private static final Logger log = LoggerFactory.getLogger(HttpApi.class);
  private static final String BASE = "/api/mainstay/v1";

  private final Pages pages;
  private final Actions actions;
  private final Live live;
  private final ObjectiveRoutes objectives;
  private final Executor workers;
  private final Map<String, ByMethod> addresses = new LinkedHashMap<>();

  HttpApi(Pages pages, Actions actions, Live live, ObjectiveRoutes objectives, Executor workers) {
    this.pages = pages;
    this.actions = actions;
    this.live = live;
    this.objectives = objectives;
    this.workers = workers;
  }

  void install(ServerBuilder server) {
    get("/overview", ctx -> pages.overview());
    get("/services/{service}", ctx -> pages.service(ctx.pathParam("service")));
    get(
        "/services/{service}/signals",
        ctx -> pages.signals(ctx.pathParam("service"), number(ctx, "minutes", 15, 1, 360)));
    get(
        "/services/{service}/readiness",
        ctx -> pages.readiness().readiness(ctx.pathParam("service")));
    get("/services/{service}/claims", ctx -> pages.readiness().claims(ctx.pathParam("service")));
    get("/readiness", ctx -> pages.readiness().all());
    get("/checks/{code}", ctx -> pages.designs().check(ctx.pathParam("code")));
    text(
        "/services/{service}/policy",
        MediaType.JSON_UTF_8,
        ctx -> pages.policy(ctx.pathParam("service")));
    get(
        "/incidents",
        ctx ->
            pages.incidents(
                choice(ctx, "state", "all", List.of("open", "all")).equals("open"),
                number(ctx, "limit", 100, 1, 1000)));
    get("/incidents/{incident}", ctx -> pages.incident(ctx.pathParam("incident")));
    text(
        "/incidents/{incident}/post-mortem",
        MediaType.parse("text/markdown; charset=utf-8"),
        ctx -> pages.postMortem(ctx.pathParam("incident")));
    get(
        "/deployments",
        ctx -> pages.deployments(ctx.queryParam("service"), number(ctx, "limit", 100, 1, 1000)));
    get("/deployments/{deployment}", ctx -> pages.deployment(ctx.pathParam("deployment")));
    get(
        "/journal",
        ctx ->
            pages.journal(
                number(ctx, "after", 0, 0, Integer.MAX_VALUE), number(ctx, "limit", 100, 1, 1000)));

    post(
        "/incidents/{incident}/acknowledge",
        HttpStatus.OK,
        List.of("by"),
        (ctx, body) -> actions.acknowledge(ctx.pathParam("incident"), body));
    post(
        "/incidents/{incident}/mitigate",
        HttpStatus.OK,
        List.of("by", "note"),
        (ctx, body) -> actions.mitigate(ctx.pathParam("incident"), body));
    post(
        "/incidents/{incident}/resolve",
        HttpStatus.OK,
        List.of("by", "note"),
        (ctx, body) -> actions.resolve(ctx.pathParam("incident"), body));
    post(
        "/incidents/{incident}/notes",
        HttpStatus.OK,
        List.of("by", "note"),
        (ctx, body) -> actions.note(ctx.pathParam("incident"), body));
    post(
        "/deployments",
        HttpStatus.CREATED,
        new Json.Fields(List.of("service", "version", "by"), List.of("repair", "override")),
        (ctx, body) -> actions.deploy(body));
    post(
        "/deployments/{deployment}/rollback",
        HttpStatus.OK,
        List.of("by", "note"),
        (ctx, body) -> actions.rollback(ctx.pathParam("deployment"), body));
    post(
        "/deployments/{deployment}/promote",
        HttpStatus.OK,
        List.of("by"),
        (ctx, body) -> actions.promote(ctx.pathParam("deployment"), body));

    objectives.install(this);
    at("/live").on(HttpMethod.GET, live);
    addresses.forEach(server::service);
    server.serviceUnder(
        BASE + "/",
        (ctx, request) ->
            problem(HttpStatus.NOT_FOUND, "MS-X404", "no such address: " + ctx.path()));
  }

  interface Answer {
    Object of(ServiceRequestContext ctx);
  }

  interface Change {
    Object of(ServiceRequestContext ctx, Map<String, String> body);
  }

  private ByMethod at(String path) {
    return addresses.computeIfAbsent(BASE + path, known -> new ByMethod(HttpApi::refusal));
  }

  void get(String path, Answer answer) {
    at(path).on(HttpMethod.GET, (ctx, request) -> later(() -> json(HttpStatus.OK, answer.of(ctx))));
  }

  private void text(String path, MediaType type, Answer answer) {
    at(path)
        .on(
            HttpMethod.GET,
            (ctx, request) ->
                later(() ->
                    HttpResponse.of(
                        HttpStatus.OK, type, HttpData.ofUtf8(answer.of(ctx).toString()))));
  }

  private void post(String path, HttpStatus success, List<String> fields, Change change) {
    post(path, success, new Json.Fields(fields, List.of()), change);
  }

  void post(String path, HttpStatus success, Json.Fields fields, Change change) {
    at(path)
        .on(
            HttpMethod.POST,
            (ctx, request) -> {
              HttpResponse refusal = refuse(request);
              if (refusal != null) {
                return refusal;
              }
              return HttpResponse.of(
                  request
                      .aggregate()
                      .thenApplyAsync(
                          (AggregatedHttpRequest body) ->
                              guarded(() ->
                                  json(
                                      success,
                                      change.of(ctx, Json.fields(body.content().array(), fields)))),
                          workers));
            });
  }

  /** A page elsewhere may send what a form sends without being asked, but nothing of this type. */
  private static @Nullable HttpResponse refuse(HttpRequest request) {
    MediaType type = request.contentType();
    if (type == null || !type.is(MediaType.JSON)) {
      return problem(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "MS-X415",
          "content-type: " + type + " (expected: application/json)");
    }
    return null;
  }

  private HttpResponse later(java.util.function.Supplier<HttpResponse> work) {
    return HttpResponse.of(CompletableFuture.supplyAsync(() -> guarded(work), workers));
  }

  /** What the work answers, or what its failure says. */
  static HttpResponse guarded(java.util.function.Supplier<HttpResponse> work) {
    try {
      return work.get();
    } catch (NotFoundException e) {
      return problem(HttpStatus.NOT_FOUND, "MS-X404", String.valueOf(e.getMessage()));
    } catch (ProblemException e) {
      return json(
          HttpStatus.BAD_REQUEST,
          new ProblemView.Problems(e.problems().stream().map(ProblemView::of).toList()));
    } catch (IncidentException e) {
      return switch (e.reason()) {
        case UNKNOWN -> problem(HttpStatus.NOT_FOUND, "MS-X404", String.valueOf(e.getMessage()));
        case CONFLICT -> problem(HttpStatus.CONFLICT, "MS-X409", String.valueOf(e.getMessage()));
        case INVALID -> problem(HttpStatus.BAD_REQUEST, "MS-X002", String.valueOf(e.getMessage()));
      };
    } catch (DeliveryException e) {
      return switch (e.kind()) {
        case NOT_FOUND -> problem(HttpStatus.NOT_FOUND, "MS-X404", String.valueOf(e.getMessage()));
        case CONFLICT -> problem(HttpStatus.CONFLICT, "MS-X409", String.valueOf(e.getMessage()));
        case INVALID -> problem(HttpStatus.BAD_REQUEST, "MS-X002", String.valueOf(e.getMessage()));
        case FROZEN ->
            problem(HttpStatus.LOCKED, "MS-X423", String.valueOf(e.getMessage()), e.fix());
      };
    } catch (LiveException e) {
      return switch (e.kind()) {
        case NOT_FOUND -> problem(HttpStatus.NOT_FOUND, "MS-X404", String.valueOf(e.getMessage()));
        case CONFLICT -> problem(HttpStatus.CONFLICT, "MS-X409", String.valueOf(e.getMessage()));
        case INVALID -> problem(HttpStatus.BAD_REQUEST, "MS-X002", String.valueOf(e.getMessage()));
      };
    } catch (RuntimeException e) {
      log.error("a request failed", e instanceof CompletionException c ? c.getCause() : e);
      return problem(
          HttpStatus.INTERNAL_SERVER_ERROR, "MS-X500", "an unexpected failure; the log has it");
    }
  }

  static HttpResponse json(HttpStatus status, Object value) {
    return whole(status, value).toHttpResponse();
  }

  static AggregatedHttpResponse whole(HttpStatus status, Object value) {
    return AggregatedHttpResponse.of(
        ResponseHeaders.builder(status)
            .contentType(MediaType.JSON_UTF_8)
            .add(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .build(),
        HttpData.wrap(Json.write(value)));
  }

  /** What is refused before any page sees it: its code is the status. */
  static AggregatedHttpResponse refusal(HttpStatus status, String message) {
    return whole(status, problems(status, message));
  }

  static ProblemView.Problems problems(HttpStatus status, String message) {
    return problems("MS-X" + status.code(), message, null);
  }

  static HttpResponse problem(HttpStatus status, String code, String message) {
    return problem(status, code, message, null);
  }

  private static HttpResponse problem(
      HttpStatus status, String code, String message, @Nullable String fix) {
    return json(status, problems(code, message, fix));
  }

  private static ProblemView.Problems problems(String code, String message, @Nullable String fix) {
    return new ProblemView.Problems(
        List.of(ProblemView.of(Problem.error(code, message, null, fix))));
  }

  static int number(ServiceRequestContext ctx, String name, int absent, int min, int max) {
    String text = ctx.queryParam(name);
    if (text == null) {
      return absent;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below, as every other value that does not fit
    }
    throw new ProblemException(
        Problem.error(
            "MS-X002", name + ": " + text + " (expected: " + min + " to " + max + ")", null, null));
  }

  static String choice(
      ServiceRequestContext ctx, String name, String absent, List<String> choices) {
    String text = ctx.queryParam(name);
    if (text == null) {
      return absent;
    }
    if (!choices.contains(text)) {
      throw new ProblemException(
          Problem.error(
              "MS-X002", name + ": " + text + " (expected: " + choices + ")", null, null));
    }
    return text;
  }
}
