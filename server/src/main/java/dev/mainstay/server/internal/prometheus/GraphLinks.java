package dev.mainstay.server.internal.prometheus;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import dev.mainstay.server.internal.http.ByMethod;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Links into the pages of a Prometheus, as {@code graphLink} in templates, Grafana and alerts of
 * other tools write them: they lead to the query page, with the first of their expressions.
 */
final class GraphLinks {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd' 'HH:mm[:ss]");

  /** The times back that the query page has. */
  private static final List<Long> MINUTES = List.of(15L, 60L, 360L, 1440L, 10_080L);

  private static final Duration USUAL = Duration.ofHours(1);

  private GraphLinks() {}

  static void install(ServerBuilder server) {
    HttpService redirect =
        (ctx, request) -> HttpResponse.ofRedirect(HttpStatus.FOUND, target(ctx.queryParams()));
    var address = new ByMethod(PrometheusApi::refusal).on(HttpMethod.GET, redirect);
    for (String path : List.of("/graph", "/prometheus/graph", "/prometheus/query")) {
      server.service(path, address);
    }
  }

  /** The query page's address; what makes no sense is ignored. */
  static String target(QueryParams link) {
    var query = QueryParams.builder().add("q", link.get("g0.expr", ""));
    String tab = link.get("g0.tab", "");
    if (tab.equals("1") || tab.equals("table")) {
      query.add("view", "table");
    }
    Duration range = range(link);
    Long end = end(link);
    if (end == null) {
      long minutes = range.toMinutes();
      query.add(
          "minutes",
          MINUTES.stream()
              .filter(each -> each >= minutes)
              .findFirst()
              .orElse(MINUTES.getLast())
              .toString());
    } else {
      query.add("from", "" + (end - range.toSeconds())).add("to", "" + end);
    }
    return "/query?" + query.build().toQueryString();
  }

  private static Duration range(QueryParams link) {
    try {
      Duration range = new Parameters(link).duration("g0.range_input");
      return range == null || range.toSeconds() < 1 ? USUAL : range;
    } catch (ApiError e) {
      return USUAL;
    }
  }

  /** Unix seconds. */
  private static @Nullable Long end(QueryParams link) {
    String end = link.get("g0.end_input", link.get("g0.moment_input", ""));
    try {
      return LocalDateTime.parse(end, TIME).toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
