package dev.mainstay.server.internal;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.slo.OpenSlos;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import dev.mainstay.objectives.evaluation.BudgetPolicy;
import dev.mainstay.objectives.evaluation.Forecast;
import dev.mainstay.objectives.evaluation.SloEngine;
import dev.mainstay.objectives.evaluation.SloStatus;
import dev.mainstay.server.internal.http.ByMethod;
import dev.mainstay.server.internal.prometheus.Stores;
import dev.mainstay.server.internal.view.EvaluationView;
import dev.mainstay.telemetry.SampleReader;
import dev.mainstay.telemetry.query.Queries;
import dev.mainstay.telemetry.remote.RemoteStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/mainstay/v1/objectives/evaluate}: how the objectives of the OpenSLO documents in
 * the body stand now, counted from the stored samples, or with {@code ?store=NAME} from those of a
 * store elsewhere. Nothing is kept.
 */
final class EvaluationApi {
  private static final String PATH = "/api/mainstay/v1/objectives/evaluate";

  private final SampleReader samples;
  private final Queries queries;
  private final Stores stores;
  private final Clock clock;
  private final Executor workers;

  EvaluationApi(
      SampleReader samples, Queries queries, Stores stores, Clock clock, Executor workers) {
    this.samples = samples;
    this.queries = queries;
    this.stores = stores;
    this.clock = clock;
    this.workers = workers;
  }

  void install(ServerBuilder server) {
    server.service(
        PATH,
        new ByMethod(HttpApi::refusal)
            .on(
                HttpMethod.POST,
                (ctx, request) ->
                    HttpResponse.of(
                        request
                            .aggregate()
                            .thenApplyAsync(
                                body ->
                                    HttpApi.guarded(
                                        () -> answer(body.contentUtf8(), ctx.queryParam("store"))),
                                workers))));
  }

  private HttpResponse answer(String documents, @Nullable String store) {
    if (store == null) {
      return answer(documents, samples, queries);
    }
    RemoteStore elsewhere = stores.named(store).orElse(null);
    return elsewhere == null
        ? HttpApi.problem(HttpStatus.BAD_REQUEST, "MS-X002", "store: " + stores.unknown(store))
        : answer(documents, elsewhere, elsewhere);
  }

  private HttpResponse answer(String documents, SampleReader samples, Queries queries) {
    OpenSlos.Result read = OpenSlos.read(List.of(new SourceText("body", documents)));
    if (read.problems().stream().anyMatch(Problem::isError)) {
      throw new ProblemException(read.problems());
    }
    if (read.slos().isEmpty()) {
      return HttpApi.problem(
          HttpStatus.BAD_REQUEST, "MS-X002", "body: no SLO (expected: OpenSLO v1 documents)");
    }
    Instant now = clock.now();
    var engine = new SloEngine(samples, queries, SloEngine.Settings.DEFAULT);
    List<Problem> problems = engine.apply(read.slos(), now);
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    engine.tick(now);
    List<String> failures =
        read.slos().stream()
            .flatMap(slo -> engine.failure(slo.service(), slo.name()).stream())
            .toList();
    return failures.size() < read.slos().size()
        ? HttpApi.json(HttpStatus.OK, view(engine, now))
        : HttpApi.problem(HttpStatus.UNPROCESSABLE_ENTITY, "MS-X002", failures.getFirst());
  }

  private static EvaluationView view(SloEngine engine, Instant now) {
    var objectives = new ArrayList<EvaluationView.Objective>();
    for (SloStatus status : engine.statuses()) {
      Forecast forecast = engine.forecast(status.service(), status.name()).orElseThrow();
      String unknown =
          engine
              .failure(status.service(), status.name())
              .map(why -> "cannot be evaluated: " + why)
              .orElse(status.unknown());
      objectives.add(objective(status, forecast, unknown));
    }
    return new EvaluationView(Numbers.unix(now), objectives);
  }

  private static EvaluationView.Objective objective(
      SloStatus status, Forecast forecast, @Nullable String unknown) {
    return new EvaluationView.Objective(
        status.service(),
        status.name(),
        word(BudgetPolicy.DEFAULT.level(status)),
        status.target(),
        Numbers.known(status.indicator()),
        Numbers.unix(status.window().begin()),
        Numbers.unix(status.window().end()),
        budget(status.budget()),
        rates(status),
        forecast(forecast),
        unknown);
  }

  static List<EvaluationView.Rate> rates(SloStatus status) {
    return status.rates().stream()
        .map(rate ->
            new EvaluationView.Rate(
                Durations.format(rate.window()), Numbers.known(rate.burnRate())))
        .toList();
  }

  static EvaluationView.Forecast forecast(Forecast forecast) {
    return new EvaluationView.Forecast(
        unix(forecast.likely()),
        unix(forecast.earliest()),
        unix(forecast.latest()),
        unix(forecast.until()),
        forecast.basis());
  }

  static EvaluationView.Budget budget(SloStatus.Budget budget) {
    return new EvaluationView.Budget(
        word(budget.unit()),
        Numbers.known(budget.allowed()),
        Numbers.known(budget.spent()),
        Numbers.known(budget.remaining()),
        budget.allowedMinutes(),
        Numbers.known(budget.remainingMinutes()));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Double unix(@Nullable Instant instant) {
    return instant == null ? null : (Double) Numbers.unix(instant);
  }
}
