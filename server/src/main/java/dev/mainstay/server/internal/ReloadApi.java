package dev.mainstay.server.internal;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import dev.mainstay.kernel.Problem;
import dev.mainstay.server.internal.http.ByMethod;
import dev.mainstay.server.internal.prometheus.PrometheusApi;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * {@code POST /prometheus/-/reload}: reads again what is otherwise read when it changes, and
 * answers when it is live. What cannot be taken leaves what was before it at work.
 */
final class ReloadApi {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final List<Supplier<List<Problem>>> watches;
  private final Executor workers;

  /**
   * The address.
   *
   * @param watches each reads its files again and gives what keeps them from being live
   */
  ReloadApi(List<Supplier<List<Problem>>> watches, Executor workers) {
    this.watches = watches;
    this.workers = workers;
  }

  void install(ServerBuilder server) {
    HttpService reload =
        (ctx, request) -> HttpResponse.of(CompletableFuture.supplyAsync(this::reload, workers));
    for (String path : List.of("/prometheus/-/reload", "/-/reload")) {
      server
          .route()
          .path(path)
          .requestTimeout(TIMEOUT)
          .build(
              new ByMethod(PrometheusApi::refusal)
                  .on(HttpMethod.POST, reload)
                  .on(HttpMethod.PUT, reload));
    }
  }

  private HttpResponse reload() {
    List<Problem> errors =
        watches.stream().flatMap(watch -> watch.get().stream()).filter(Problem::isError).toList();
    return errors.isEmpty()
        ? HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, "")
        : HttpResponse.of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            MediaType.PLAIN_TEXT_UTF_8,
            errors.stream()
                .map(ReloadApi::line)
                .collect(Collectors.joining("\n", "failed to reload config:\n", "\n")));
  }

  private static String line(Problem problem) {
    return problem.place() == null ? problem.message() : problem.place() + ": " + problem.message();
  }
}
