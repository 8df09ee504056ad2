package dev.mainstay.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.AggregationOperator;
import dev.mainstay.promql.BinaryOperator;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Function;
import dev.mainstay.promql.Functions;
import dev.mainstay.promql.ValueType;
import dev.mainstay.telemetry.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the language has, the engine can evaluate. */
class EveryFunctionTest {
  private static final Instant T = Instant.ofEpochSecond(1_200_000);

  static Stream<Function> functions() {
    return Functions.all().stream();
  }

  static Stream<String> operators() {
    return Stream.concat(
        Arrays.stream(BinaryOperator.values()).map(operator -> "x " + operator.symbol() + " x"),
        Arrays.stream(AggregationOperator.values())
            .map(operator ->
                operator.key()
                    + (operator.parameter() == null
                        ? "(x)"
                        : "(" + argument(operator.parameter()) + ", x)")));
  }

  private static String argument(ValueType type) {
    return switch (type) {
      case SCALAR -> "0.5";
      case STRING -> "\"a\"";
      case VECTOR -> "x";
      case MATRIX -> "x[5m]";
    };
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aFunctionIsEvaluatedWithFewAndManyArguments(Function function) {
    for (int count = function.atLeast();
        count <= Math.min(function.atMost(), function.atLeast() + 2);
        count++) {
      if (function.name().equals("info") && count == 2) {
        continue;
      }
      String arguments =
          IntStream.range(0, count)
              .mapToObj(i -> argument(function.argument(i)))
              .collect(Collectors.joining(", "));
      evaluate(function.name() + "(" + arguments + ")");
    }
  }

  @ParameterizedTest
  @MethodSource("operators")
  void anOperatorIsEvaluated(String query) {
    evaluate(query);
  }

  private static void evaluate(String query) {
    var series = new TestSeries(Labels.of("x", "a", "1"));
    for (int i = 0; i < 20; i++) {
      series.add(T.plusSeconds(30L * i).toEpochMilli(), i / 20.0);
    }
    var dialect = new Dialect(true, query.startsWith("holt_winters"));
    var engine =
        new QueryEngine(
            TestSeries.reader(List.of(series)),
            Ticker.system(),
            QuerySettings.DEFAULT.with(dialect));

    var instant = engine.instant(query, T.plusSeconds(300)).series();
    var range =
        engine
            .range(query, T.plusSeconds(300), T.plusSeconds(480), Duration.ofSeconds(30))
            .series();

    assertThat(range.size()).describedAs(query).isGreaterThanOrEqualTo(instant.size());
    for (var points : instant) {
      var same = range.stream().filter(each -> each.labels().equals(points.labels())).findFirst();
      assertThat(same).describedAs(query).isPresent();
      if (!List.of("range()", "step()", "end()").contains(query)) {
        assertThat(Double.valueOf(same.orElseThrow().values()[0]))
            .describedAs(query)
            .isEqualTo(Double.valueOf(points.values()[0]));
      }
    }
  }
}
