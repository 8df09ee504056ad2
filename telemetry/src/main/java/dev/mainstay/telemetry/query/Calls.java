package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Expr;
import dev.mainstay.promql.ValueType;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;

/** Calls of functions, by what kind of function it is. */
final class Calls {
  private final Evaluator evaluator;
  private final Query query;
  private final Steps steps;

  Calls(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.query = evaluator.query();
    this.steps = evaluator.steps();
  }

  void stream(Expr.Call call, Consumer<Column> sink) {
    String name = call.function().name();
    WindowFunction window = WindowFunctions.named(name);
    if (window != null) {
      ofRange(call, window, sink);
      return;
    }
    DoubleUnaryOperator number = NumberFunctions.named(name);
    if (number != null) {
      ofNumbers(call, (value, step) -> number.applyAsDouble(value), sink);
      return;
    }
    switch (name) {
      case "round" -> {
        double[] nearest = optionalScalar(call, 1);
        ofNumbers(call, (value, step) -> NumberFunctions.round(value, nearest[step]), sink);
      }
      case "clamp" -> clamp(call, evaluatorScalar(call, 1), evaluatorScalar(call, 2), sink);
      case "clamp_min" -> clamp(call, evaluatorScalar(call, 1), null, sink);
      case "clamp_max" -> clamp(call, null, evaluatorScalar(call, 1), sink);
      case "timestamp" -> timestamp(call, sink);
      case "absent" -> absent(call.arguments().getFirst(), presence(call), sink);
      case "absent_over_time" ->
          absent(
              call.arguments().getFirst(),
              new Ranges(evaluator).presence(call.arguments().getFirst()),
              sink);
      case "vector" -> {
        double[] values = evaluatorScalar(call, 0);
        var column = new Column(LabelSets.NONE, steps.count());
        for (int step = 0; step < values.length; step++) {
          column.set(step, values[step]);
        }
        emit(column, sink);
      }
      case "sort", "sort_desc", "sort_by_label", "sort_by_label_desc" ->
          new Sorting(evaluator).stream(call, sink);
      case "label_replace", "label_join" -> new LabelFunctions(evaluator).stream(call, sink);
      case "info" -> new InfoLabels(evaluator).stream(call, sink);
      default -> new HistogramFunctions(evaluator).stream(call, sink);
    }
  }

  double[] scalar(Expr.Call call) {
    String name = call.function().name();
    double[] values = new double[steps.count()];
    switch (name) {
      case "scalar" -> scalarOf(call.arguments().getFirst(), values);
      case "min_of", "max_of" -> {
        double[] a = evaluatorScalar(call, 0);
        double[] b = evaluatorScalar(call, 1);
        for (int step = 0; step < values.length; step++) {
          values[step] =
              name.equals("min_of")
                  ? Operators.min(a[step], b[step])
                  : Operators.max(a[step], b[step]);
        }
      }
      default -> {
        for (int step = 0; step < values.length; step++) {
          values[step] =
              switch (name) {
                case "time" -> steps.at(step) / 1e3;
                case "pi" -> Math.PI;
                case "start" -> query.steps().start() / 1e3;
                case "end" -> query.steps().end() / 1e3;
                case "range" -> query.rangeSeconds();
                case "step" -> query.stepSeconds();
                default -> throw new IllegalStateException("no scalar function: " + name);
              };
        }
      }
    }
    return values;
  }

  private void scalarOf(Expr vector, double[] values) {
    int[] count = new int[values.length];
    evaluator.vector(
        vector,
        column -> {
          column.dropHistograms();
          for (int step = column.next(0); step < values.length; step = column.next(step + 1)) {
            count[step]++;
            values[step] = column.value(step);
          }
        });
    for (int step = 0; step < values.length; step++) {
      if (count[step] != 1) {
        values[step] = Double.NaN;
      }
    }
  }

  private double[] evaluatorScalar(Expr.Call call, int argument) {
    return evaluator.scalar(call.arguments().get(argument));
  }

  private double[] optionalScalar(Expr.Call call, int argument) {
    if (call.arguments().size() > argument) {
      return evaluatorScalar(call, argument);
    }
    double[] ones = new double[steps.count()];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  private void ofRange(Expr.Call call, WindowFunction function, Consumer<Column> sink) {
    List<Expr> arguments = call.arguments();
    Expr range =
        arguments.stream().filter(a -> a.type() == ValueType.MATRIX).findFirst().orElseThrow();
    double[][] scalars =
        arguments.stream()
            .filter(a -> a.type() == ValueType.SCALAR)
            .map(evaluator::scalar)
            .toArray(double[][]::new);
    boolean keepsName = WindowFunctions.keepsName(call.function().name());
    boolean ofCounters = WindowFunctions.isOfCounters(call.function().name());
    var remarks = new RangeRemarks(query.remarks(), arguments.getFirst());
    Consumer<Consumer<Column>> producer =
        into ->
            new Ranges(evaluator)
                .stream(
                    range,
                    function,
                    WindowFunctions.isOfOutlines(call.function().name()),
                    scalars,
                    remarks,
                    column -> {
                      if (ofCounters) {
                        remarks.named(column);
                      }
                      into.accept(keepsName ? column : column.dropName());
                    });
    if (keepsName || Uniqueness.withoutName(range)) {
      producer.accept(sink);
    } else {
      evaluator.merged(false, producer, sink);
    }
  }

  /** What becomes of a number at a step. */
  private interface NumberAtStep {
    double of(double value, int step);
  }

  private void ofNumbers(Expr.Call call, NumberAtStep function, Consumer<Column> sink) {
    if (call.arguments().isEmpty()) {
      var column = new Column(LabelSets.NONE, steps.count());
      for (int step = 0; step < steps.count(); step++) {
        column.set(step, function.of(steps.at(step) / 1e3, step));
      }
      emit(column, sink);
      return;
    }
    nameless(
        call.arguments().getFirst(),
        column -> {
          column.dropHistograms();
          for (int step = column.next(0); step < column.count(); step = column.next(step + 1)) {
            column.set(step, function.of(column.value(step), step));
          }
          return column;
        },
        sink);
  }

  /** What becomes of a column. */
  interface Change {
    Column of(Column column);
  }

  private void nameless(Expr vector, Change change, Consumer<Column> sink) {
    Consumer<Consumer<Column>> producer =
        into ->
            evaluator.vector(
                vector,
                column -> {
                  Column changed = change.of(column);
                  if (!changed.isEmpty()) {
                    into.accept(changed.dropName());
                  }
                });
    if (Uniqueness.withoutName(vector)) {
      producer.accept(sink);
    } else {
      evaluator.merged(true, producer, sink);
    }
  }

  private void clamp(
      Expr.Call call,
      double @org.jspecify.annotations.Nullable [] least,
      double @org.jspecify.annotations.Nullable [] most,
      Consumer<Column> sink) {
    nameless(
        call.arguments().getFirst(),
        column -> {
          column.dropHistograms();
          for (int step = column.next(0); step < column.count(); step = column.next(step + 1)) {
            double value = column.value(step);
            if (least != null && most != null && most[step] < least[step]) {
              column.clear(step);
              continue;
            }
            value = most == null ? value : Operators.min(value, most[step]);
            column.set(step, least == null ? value : Operators.max(value, least[step]));
          }
          return column;
        },
        sink);
  }

  private void timestamp(Expr.Call call, Consumer<Column> sink) {
    Expr vector = call.arguments().getFirst();
    if (vector.unwrapped() instanceof Expr.VectorSelector selector) {
      Consumer<Consumer<Column>> producer =
          into ->
              new Selection(evaluator, selector)
                  .stream(true, column -> into.accept(column.dropName()));
      if (Uniqueness.withoutName(selector)) {
        producer.accept(sink);
      } else {
        evaluator.merged(true, producer, sink);
      }
      return;
    }
    nameless(
        vector,
        column -> {
          for (int step = column.next(0); step < column.count(); step = column.next(step + 1)) {
            column.set(step, steps.at(step) / 1e3);
          }
          return column;
        },
        sink);
  }

  private long[] presence(Expr.Call call) {
    long[] present = new long[(steps.count() + 63) >> 6];
    evaluator.vector(call.arguments().getFirst(), column -> column.addPresence(present));
    return present;
  }

  private void absent(Expr argument, long[] present, Consumer<Column> sink) {
    var column = new Column(LabelFunctions.absent(argument), steps.count());
    for (int step = 0; step < steps.count(); step++) {
      if ((present[step >> 6] & 1L << step) == 0) {
        column.set(step, 1);
      }
    }
    emit(column, sink);
  }

  private static void emit(Column column, Consumer<Column> sink) {
    if (!column.isEmpty()) {
      sink.accept(column);
    }
  }
}
