package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Matching;
import dev.mainstay.promql.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Evaluates expressions at all of its steps at once, a series at a time.
 *
 * <p>Where a series' result depends on no other series, it is handed on as soon as it is there, and
 * an aggregation above adds it up and lets it go: the memory of {@code sum(rate(x[5m]))} does not
 * grow with the number of series.
 */
final class Evaluator {
  private final Query query;
  private final Steps steps;

  Evaluator(Query query, Steps steps) {
    this.query = query;
    this.steps = steps;
  }

  Query query() {
    return query;
  }

  Steps steps() {
    return steps;
  }

  /** The same query at other steps. */
  Evaluator at(Steps other) {
    return new Evaluator(query, other);
  }

  /**
   * The columns of an instant vector, each handed on once and with something in it, in the order of
   * their series where there is one.
   */
  void vector(Expr expr, Consumer<Column> sink) {
    if (steps.count() > 1 && query.isInvariant(expr)) {
      at(Steps.one(steps.start()))
          .vector(expr, column -> sink.accept(column.broadcast(steps.count())));
      return;
    }
    switch (expr) {
      case Expr.VectorSelector selector -> new Selection(this, selector).stream(false, sink);
      case Expr.Paren paren -> vector(paren.inner(), sink);
      case Expr.Unary unary -> unary(unary, sink);
      case Expr.Binary binary -> binary(binary, sink);
      case Expr.Aggregation aggregation -> new Aggregations(this).stream(aggregation, sink);
      case Expr.Call call -> new Calls(this).stream(call, sink);
      case Expr.NumberLiteral n -> throw noVector(expr);
      case Expr.StringLiteral s -> throw noVector(expr);
      case Expr.MatrixSelector m -> throw noVector(expr);
      case Expr.Subquery s -> throw noVector(expr);
    }
  }

  private static IllegalStateException noVector(Expr expr) {
    return new IllegalStateException("no instant vector: " + expr.type());
  }

  /** All columns of an instant vector. */
  List<Column> columns(Expr expr) {
    var columns = new ArrayList<Column>();
    vector(expr, column -> hold(column, columns));
    return columns;
  }

  /** Hands on columns that may have come to have the same labels. */
  void merged(boolean mayTakeTurns, Consumer<Consumer<Column>> producer, Consumer<Column> sink) {
    var merger = new ColumnMerger(mayTakeTurns);
    producer.accept(column -> {
      query.budget().hold(9L * steps.count() + 100);
      merger.add(column);
    });
    for (Column column : merger.columns()) {
      query.budget().release(9L * steps.count() + 100);
      sink.accept(column);
    }
  }

  void hold(Column column, List<Column> columns) {
    query.budget().hold(9L * steps.count() + 100);
    columns.add(column);
  }

  void release(List<Column> columns) {
    query.budget().release((9L * steps.count() + 100) * columns.size());
  }

  /** A scalar's value at each step. */
  double[] scalar(Expr expr) {
    if (expr instanceof Expr.NumberLiteral number) {
      double[] values = new double[steps.count()];
      Arrays.fill(values, number.value());
      return values;
    }
    if (steps.count() > 1 && query.isInvariant(expr)) {
      double value = at(Steps.one(steps.start())).scalar(expr)[0];
      double[] values = new double[steps.count()];
      Arrays.fill(values, value);
      return values;
    }
    return switch (expr) {
      case Expr.Paren paren -> scalar(paren.inner());
      case Expr.Unary unary -> {
        double[] values = scalar(unary.operand());
        for (int step = 0; unary.negative() && step < values.length; step++) {
          values[step] = -values[step];
        }
        yield values;
      }
      case Expr.Binary binary -> {
        double[] left = scalar(binary.left());
        double[] right = scalar(binary.right());
        for (int step = 0; step < left.length; step++) {
          left[step] =
              binary.operator().isComparison()
                  ? Operators.holds(binary.operator(), left[step], right[step]) ? 1 : 0
                  : Operators.apply(binary.operator(), left[step], right[step]);
        }
        yield left;
      }
      case Expr.Call call -> new Calls(this).scalar(call);
      default -> throw new IllegalStateException("no scalar: " + expr.type());
    };
  }

  private void unary(Expr.Unary unary, Consumer<Column> sink) {
    if (!unary.negative()) {
      vector(unary.operand(), sink);
      return;
    }
    Consumer<Consumer<Column>> producer =
        into -> vector(unary.operand(), column -> into.accept(negated(column)));
    if (Uniqueness.withoutName(unary.operand())) {
      producer.accept(sink);
    } else {
      merged(false, producer, sink);
    }
  }

  private static Column negated(Column column) {
    for (int step = column.next(0); step < column.count(); step = column.next(step + 1)) {
      var histogram = column.histogram(step);
      if (histogram == null) {
        column.set(step, -column.value(step));
      } else {
        column.set(step, HistogramMath.scale(histogram, -1));
      }
    }
    return column.dropName();
  }

  private void binary(Expr.Binary binary, Consumer<Column> sink) {
    boolean leftScalar = binary.left().type() == ValueType.SCALAR;
    boolean rightScalar = binary.right().type() == ValueType.SCALAR;
    if (!leftScalar && !rightScalar) {
      Matching matching = binary.matching() == null ? Matching.ONE_TO_ONE : binary.matching();
      if (binary.operator().isSet()) {
        new SetOperations(this).stream(binary, matching, sink);
      } else {
        new VectorMatching(this).stream(binary, matching, sink);
      }
      return;
    }
    Expr vector = leftScalar ? binary.right() : binary.left();
    double[] scalar = scalar(leftScalar ? binary.left() : binary.right());
    boolean dropsName = Operators.dropsName(binary.operator(), binary.bool(), query.prometheus2());
    Consumer<Consumer<Column>> producer =
        into ->
            vector(
                vector,
                column -> {
                  ScalarOperations.apply(binary, leftScalar, column, scalar, query);
                  if (!column.isEmpty()) {
                    into.accept(dropsName ? column.dropName() : column);
                  }
                });
    if (!dropsName || Uniqueness.withoutName(vector)) {
      producer.accept(sink);
    } else {
      merged(true, producer, sink);
    }
  }
}
