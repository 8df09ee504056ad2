package dev.mainstay.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.promql.Promql;
import dev.mainstay.telemetry.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExplainerTest {
  private static final Instant T = Instant.ofEpochSecond(1_200_000);
  private final List<TestSeries> series = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();

  private void add(String name, String job) {
    var each = new TestSeries(Labels.of(name, "job", job));
    for (int minute = -10; minute <= 0; minute++) {
      each.add(T.plusSeconds(60L * minute).toEpochMilli(), minute);
    }
    series.add(each);
  }

  private Explanation explain(String query) {
    return explain(query, QueryLimits.DEFAULT);
  }

  private Explanation explain(String query, QueryLimits limits) {
    var settings = QuerySettings.DEFAULT.with(limits);
    var engine = new QueryEngine(TestSeries.reader(series), nanos::get, settings);
    return new Explainer(engine, nanos::get)
        .explain(Promql.parse(query, settings.dialect()), T, () -> false);
  }

  @Test
  void everyPartTellsWhatItGives() {
    add("requests_total", "api");
    add("requests_total", "web");
    add("limit", "api");

    Explanation whole = explain("sum by (job) (rate(requests_total[5m])) / (limit) < 1000");

    assertThat(texts(whole))
        .containsExactly(
            "vector 0: sum by (job) (rate(requests_total[5m])) / (limit) < 1000",
            " vector 1: sum by (job) (rate(requests_total[5m])) / (limit)",
            "  vector 2: sum by (job) (rate(requests_total[5m]))",
            "   vector 2: rate(requests_total[5m])",
            "    matrix 2: requests_total[5m]",
            "     vector 2: requests_total",
            "  vector 1: limit",
            " scalar null: 1000");
    assertThat(whole.samples()).isGreaterThan(whole.parts().getLast().samples());
  }

  @Test
  void whatCannotBeEvaluatedSaysWhyAndTheRestIsExplained() {
    add("x", "api");
    add("y", "api");
    series.add(new TestSeries(Labels.of("y", "job", "api", "of", "two")));
    series.getLast().add(T.toEpochMilli(), 1);

    Explanation whole = explain("x * on (job) y");

    assertThat(whole.series()).isNull();
    assertThat(whole.problem()).contains("many-to-many matching not allowed");
    assertThat(whole.parts()).extracting(Explanation::series).containsExactly(1, 2);
  }

  @Test
  void moreThanTheMostPartsAreToldNotToBeEvaluated() {
    String onesLess = "1" + " + 1".repeat(Explainer.PARTS / 2 - 2);

    assertThat(problems(explain(onesLess + " + -(1)"))).isEmpty();
    assertThat(problems(explain(onesLess + " + 1 + -(1)"))).hasSize(2);
  }

  @Test
  void allPartsTogetherTakeNoLongerThanOneQuery() {
    var limits = QueryLimits.DEFAULT.withTimeout(Duration.ofSeconds(1));
    assertThat(problems(explain("1 + 2", limits))).isEmpty();

    nanos.set(0);
    var settings = QuerySettings.DEFAULT.with(limits);
    var slow = new QueryEngine(TestSeries.reader(series), nanos::get, settings);
    Explanation late =
        new Explainer(slow, () -> nanos.getAndAdd(600_000_000))
            .explain(Promql.parse("1 + 2", settings.dialect()), T, () -> false);
    assertThat(problems(late)).isNotEmpty().allMatch(problem -> problem.contains("was over"));
  }

  private static List<String> problems(Explanation explanation) {
    var all = new ArrayList<String>();
    if (explanation.problem() != null) {
      all.add(explanation.problem());
    }
    explanation.parts().forEach(part -> all.addAll(problems(part)));
    return all;
  }

  private static List<String> texts(Explanation explanation) {
    var all = new ArrayList<String>();
    add(explanation, "", all);
    return all;
  }

  private static void add(Explanation each, String indent, List<String> to) {
    to.add(
        indent + each.expr().type().key() + " " + each.series() + ": " + Promql.print(each.expr()));
    each.parts().forEach(part -> add(part, indent + " ", to));
  }
}
