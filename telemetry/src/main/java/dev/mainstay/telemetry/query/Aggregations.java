package dev.mainstay.telemetry.query;

import dev.mainstay.promql.AggregationOperator;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Grouping;
import dev.mainstay.promql.Span;
import dev.mainstay.telemetry.Labels;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Aggregation operators: each series finds its group once, whatever the number of steps. */
final class Aggregations {
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private final Evaluator evaluator;
  private final Query query;

  Aggregations(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.query = evaluator.query();
  }

  void stream(Expr.Aggregation aggregation, Consumer<Column> sink) {
    switch (aggregation.operator()) {
      case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO, QUANTILE -> collected(aggregation, sink);
      case COUNT_VALUES -> countValues(aggregation, sink);
      default -> accumulated(aggregation, sink);
    }
  }

  private void accumulated(Expr.Aggregation aggregation, Consumer<Column> sink) {
    AggregationOperator operator = aggregation.operator();
    int steps = evaluator.steps().count();
    Span operand = aggregation.operand().unwrapped().span();
    boolean ofNumbers =
        switch (operator) {
          case MIN, MAX, STDDEV, STDVAR -> true;
          default -> false;
        };
    var groups = new LinkedHashMap<Labels, Accumulator>();
    evaluator.vector(
        aggregation.operand(),
        column -> {
          query.budget().check();
          if (ofNumbers) {
            remarkOnIgnored(aggregation, column);
          }
          groups
              .computeIfAbsent(
                  group(column, aggregation.grouping()),
                  key -> {
                    query.budget().hold(33L * steps);
                    return Accumulator.of(operator, steps, query, operand);
                  })
              .add(column);
        });
    groups.forEach((labels, accumulator) -> {
      query.budget().release(33L * steps);
      Column column = accumulator.result(labels);
      if (!column.isEmpty()) {
        sink.accept(column);
      }
    });
  }

  private void remarkOnIgnored(Expr.Aggregation aggregation, Column column) {
    if (column.holdsHistogram()) {
      query
          .remarks()
          .info(
              aggregation.operand().unwrapped().span(),
              "ignored histogram in " + aggregation.operator().key() + " aggregation");
    }
  }

  static Labels group(Column column, Grouping grouping) {
    if (!grouping.without()) {
      return grouping.labels().isEmpty()
          ? LabelSets.NONE
          : LabelSets.only(column, grouping.labels());
    }
    var rest = new TreeMap<>(column.labelsBesidesName().values());
    rest.remove(Labels.NAME);
    grouping.labels().forEach(rest::remove);
    return new Labels(rest);
  }

  private void collected(Expr.Aggregation aggregation, Consumer<Column> sink) {
    Expr parameterExpr = java.util.Objects.requireNonNull(aggregation.parameter());
    double[] parameter = evaluator.scalar(parameterExpr);
    boolean ofNumbers = ofNumbers(aggregation.operator(), parameter, parameterExpr.span());
    var groups = new LinkedHashMap<Labels, List<Column>>();
    List<Column> columns = evaluator.columns(aggregation.operand());
    for (Column column : columns) {
      if (ofNumbers) {
        remarkOnIgnored(aggregation, column);
      }
      groups
          .computeIfAbsent(group(column, aggregation.grouping()), key -> new ArrayList<>())
          .add(column);
    }
    if (aggregation.operator() == AggregationOperator.QUANTILE) {
      groups.forEach((labels, members) -> quantile(labels, members, parameter, sink));
    } else {
      new Picks(aggregation.operator(), parameter, query.prometheus2())
          .stream(groups.values(), sink);
    }
    evaluator.release(columns);
  }

  /** Tells parameters that make no sense; whether the operator ignores histograms with them. */
  private boolean ofNumbers(AggregationOperator operator, double[] parameter, Span at) {
    Remarks remarks = query.remarks();
    double least = 0;
    double most = 0;
    boolean nan = false;
    for (double value : parameter) {
      nan |= Double.isNaN(value);
      least = value < least ? value : least;
      most = value > most ? value : most;
    }
    return switch (operator) {
      case QUANTILE -> {
        remarks.quantiles(at, nan ? Double.NaN : 0, most, least);
        yield true;
      }
      case LIMIT_RATIO -> {
        remarks.ratio(at, most, 1);
        remarks.ratio(at, least, -1);
        yield false;
      }
      case TOPK, BOTTOMK -> most >= 1;
      default -> false;
    };
  }

  private void quantile(
      Labels labels, List<Column> members, double[] quantile, Consumer<Column> sink) {
    var column = new Column(labels, evaluator.steps().count());
    double[] values = new double[members.size()];
    for (int step = 0; step < column.count(); step++) {
      int size = 0;
      for (Column member : members) {
        if (member.has(step) && member.histogram(step) == null) {
          values[size++] = member.value(step);
        }
      }
      if (size > 0) {
        column.set(step, Quantiles.of(quantile[step], java.util.Arrays.copyOf(values, size)));
      }
    }
    if (!column.isEmpty()) {
      sink.accept(column);
    }
  }

  private void countValues(Expr.Aggregation aggregation, Consumer<Column> sink) {
    String label = LabelFunctions.text(java.util.Objects.requireNonNull(aggregation.parameter()));
    if (query.prometheus2() ? !PLAIN_NAME.matcher(label).matches() : label.isEmpty()) {
      throw QueryException.execution("invalid label name \"" + label + "\"");
    }
    int steps = evaluator.steps().count();
    // In the order in which the values come up, which decides between equals around this.
    Map<Labels, Column> byLabels = new LinkedHashMap<>();
    Map<Double, String> texts = new HashMap<>();
    evaluator.vector(
        aggregation.operand(),
        column -> {
          query.budget().check();
          // The group's labels without the value's, which each value sets.
          Labels group = group(column, aggregation.grouping()).without(label);
          for (int step = column.next(0); step < steps; step = column.next(step + 1)) {
            var histogram = column.histogram(step);
            if (histogram != null && query.prometheus2()) {
              continue;
            }
            String text =
                histogram == null
                    ? texts.computeIfAbsent(column.value(step), Aggregations::text)
                    : HistogramText.of(histogram);
            boolean dropped =
                aggregation.grouping().without() && aggregation.grouping().labels().contains(label);
            Labels labels = dropped ? group : group.with(label, text);
            Column counts =
                byLabels.computeIfAbsent(
                    labels,
                    key -> {
                      query.budget().hold(9L * steps + 200);
                      return new Column(key, steps);
                    });
            counts.set(step, counts.has(step) ? counts.value(step) + 1 : 1);
          }
        });
    byLabels
        .values()
        .forEach(column -> {
          query.budget().release(9L * steps + 200);
          sink.accept(column);
        });
  }

  /** A number as a label has it: no exponent, as short as it is exact. */
  static String text(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return Double.doubleToRawLongBits(value) == 0 ? "0" : "-0";
    }
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
