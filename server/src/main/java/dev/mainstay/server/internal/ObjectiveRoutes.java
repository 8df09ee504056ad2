package dev.mainstay.server.internal;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import dev.mainstay.objectives.live.Correction.What;
import dev.mainstay.objectives.live.LiveObjectives;
import dev.mainstay.objectives.live.ReleaseGuard;
import dev.mainstay.server.internal.view.CorrectionView;
import dev.mainstay.server.internal.view.Health;
import dev.mainstay.server.internal.view.ReleaseExceptionView;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The addresses of objectives, corrections, exceptions and releases, and what people can do. */
final class ObjectiveRoutes {
  private static final List<String> STATES = List.of("all", "act", "watch", "unknown", "good");

  private final ObjectivePages pages;
  private final LiveObjectives objectives;
  private final ReleaseGuard guard;

  ObjectiveRoutes(ObjectivePages pages, LiveObjectives objectives, ReleaseGuard guard) {
    this.pages = pages;
    this.objectives = objectives;
    this.guard = guard;
  }

  void install(HttpApi http) {
    http.get("/objectives", ctx -> pages.list(ctx.queryParam("service"), asked(ctx)));
    http.get(
        "/objectives/{service}/{*name}",
        ctx -> pages.one(ctx.pathParam("service"), ctx.pathParam("name")));
    http.get("/corrections", ctx -> pages.corrections(ctx.queryParam("service")));
    http.post(
        "/exclusions",
        HttpStatus.CREATED,
        new Json.Fields(List.of("service", "from", "until", "reason", "by"), List.of("objective")),
        (ctx, body) -> exclude(body));
    http.post(
        "/adjustments",
        HttpStatus.CREATED,
        new Json.Fields(
            List.of("service", "objective", "when", "reason", "by"), List.of("good", "total")),
        (ctx, body) -> adjust(body));
    http.post(
        "/corrections/{correction}/withdraw",
        HttpStatus.OK,
        new Json.Fields(List.of("reason", "by"), List.of()),
        (ctx, body) ->
            ObjectivePages.view(
                objectives.withdraw(
                    ctx.pathParam("correction"), text(body, "reason"), text(body, "by"))));
    http.get(
        "/releases/{service}",
        ctx -> {
          String version = ctx.queryParam("version");
          return pages.release(ctx.pathParam("service"), version == null ? "" : version);
        });
    http.get("/exceptions", ctx -> pages.exceptions(ctx.queryParam("service")));
    http.post(
        "/exceptions",
        HttpStatus.CREATED,
        new Json.Fields(List.of("service", "version", "reason", "by"), List.of("hours")),
        (ctx, body) -> ask(body));
    http.post(
        "/exceptions/{exception}/approve",
        HttpStatus.OK,
        new Json.Fields(List.of("by"), List.of()),
        (ctx, body) -> pages.view(guard.approve(ctx.pathParam("exception"), text(body, "by"))));
    http.post(
        "/exceptions/{exception}/withdraw",
        HttpStatus.OK,
        new Json.Fields(List.of("reason", "by"), List.of()),
        (ctx, body) ->
            pages.view(
                guard.withdraw(
                    ctx.pathParam("exception"), text(body, "reason"), text(body, "by"))));
  }

  private static ObjectiveList.Asked asked(ServiceRequestContext ctx) {
    String state = HttpApi.choice(ctx, "state", "all", STATES);
    String find = ctx.queryParam("find");
    String after = ctx.queryParam("after");
    return ObjectiveList.Asked.of(
        find == null ? "" : find,
        state.equals("all") ? null : Health.valueOf(state.toUpperCase(Locale.ROOT)),
        after == null ? "" : after,
        HttpApi.number(ctx, "limit", 100, 1, 1000));
  }

  private CorrectionView exclude(Map<String, String> body) {
    var problems = new ArrayList<Problem>();
    Instant from = instant(body, "from", problems);
    Instant until = instant(body, "until", problems);
    refuse(problems);
    return ObjectivePages.view(
        objectives.exclude(
            text(body, "service"),
            body.getOrDefault("objective", ""),
            from,
            until,
            text(body, "reason"),
            text(body, "by")));
  }

  private CorrectionView adjust(Map<String, String> body) {
    var problems = new ArrayList<Problem>();
    Instant when = instant(body, "when", problems);
    double good = number(body, "good", 0, problems);
    double total = number(body, "total", 0, problems);
    refuse(problems);
    return ObjectivePages.view(
        objectives.adjust(
            text(body, "service"),
            text(body, "objective"),
            new What.Adjustment(when, good, total),
            text(body, "reason"),
            text(body, "by")));
  }

  private ReleaseExceptionView ask(Map<String, String> body) {
    var problems = new ArrayList<Problem>();
    double hours = number(body, "hours", 24, problems);
    refuse(problems);
    return pages.view(
        guard.ask(
            text(body, "service"),
            text(body, "version"),
            text(body, "reason"),
            text(body, "by"),
            Duration.ofSeconds(Math.round(Math.clamp(hours, -1e6, 1e6) * 3600))));
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  private static Instant instant(Map<String, String> body, String field, List<Problem> problems) {
    String text = text(body, field);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      problems.add(bad(field + ": " + text + " (expected: a time like 2026-03-01T10:00:00Z)"));
      return Instant.EPOCH;
    }
  }

  private static double number(
      Map<String, String> body, String field, double absent, List<Problem> problems) {
    String text = body.get(field);
    if (text == null) {
      return absent;
    }
    if (!text.matches("-?[0-9]{1,15}(\\.[0-9]{1,9})?")) {
      problems.add(bad(field + ": " + text + " (expected: a number)"));
      return absent;
    }
    return Double.parseDouble(text);
  }

  private static Problem bad(String message) {
    return Problem.error("MS-X002", message, null, null);
  }

  private static String text(Map<String, String> body, String field) {
    return Objects.requireNonNull(body.get(field));
  }
}
