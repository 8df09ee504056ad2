package dev.mainstay.telemetry.query;

import dev.mainstay.promql.BinaryOperator;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Matching;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic and comparison between vectors. Which series of both sides belong together is found
 * once; at the steps only their numbers meet.
 */
final class VectorMatching {
  private final Evaluator evaluator;

  VectorMatching(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  void stream(Expr.Binary binary, Matching matching, Consumer<Column> sink) {
    List<Column> left = evaluator.columns(binary.left());
    List<Column> right = evaluator.columns(binary.right());
    var join = new Join(binary, matching, evaluator);
    join.run(left, right);
    evaluator.release(left);
    evaluator.release(right);
    for (Column column : join.results.columns()) {
      if (!column.isEmpty()) {
        sink.accept(column);
      }
    }
  }

  /** What a column is matched by. */
  static Labels signature(Column column, Matching matching) {
    if (matching.on()) {
      return LabelSets.only(column, matching.labels());
    }
    var rest = new TreeMap<>(column.labelsBesidesName().values());
    rest.remove(Labels.NAME);
    matching.labels().forEach(rest::remove);
    return new Labels(rest);
  }

  private static final class Join {
    private final Expr.Binary binary;
    private final BinaryOperator operator;
    private final Matching matching;
    private final int steps;
    private final boolean swapped;
    private final boolean oneToOne;
    private final QueryBudget budget;
    private final Query query;
    private final ColumnMerger results = new ColumnMerger(false);
    // By signature, the steps at which it has a result already.
    private final Map<Labels, long[]> matched = new HashMap<>();

    Join(Expr.Binary binary, Matching matching, Evaluator evaluator) {
      this.binary = binary;
      this.operator = binary.operator();
      this.matching = matching;
      this.steps = evaluator.steps().count();
      this.swapped = matching.cardinality() == Matching.Cardinality.ONE_TO_MANY;
      this.oneToOne = matching.cardinality() == Matching.Cardinality.ONE_TO_ONE;
      this.query = evaluator.query();
      this.budget = query.budget();
    }

    void run(List<Column> left, List<Column> right) {
      List<Column> many = swapped ? right : left;
      List<Column> ones = swapped ? left : right;
      Double fillOne = swapped ? matching.fillLeft() : matching.fillRight();
      Double fillMany = swapped ? matching.fillRight() : matching.fillLeft();
      Map<Labels, List<Column>> bySignature = index(ones, fillMany == null ? presence(many) : null);
      Map<Labels, long[]> manyPresence = new HashMap<>();
      for (Column column : many) {
        budget.check();
        Labels signature = signature(column, matching);
        if (fillMany != null) {
          column.addPresence(
              manyPresence.computeIfAbsent(signature, key -> new long[(steps + 63) >> 6]));
        }
        List<Column> partners = bySignature.getOrDefault(signature, List.of());
        long[] rest = fillOne == null ? null : column.presence().clone();
        for (Column one : partners) {
          join(signature, column, one);
          if (rest != null) {
            for (int i = 0; i < rest.length; i++) {
              rest[i] &= ~one.presence()[i];
            }
          }
        }
        if (rest != null && fillOne != null) {
          join(signature, column, filled(signature, rest, fillOne));
        }
      }
      if (fillMany != null) {
        bySignature.forEach((signature, partners) -> {
          for (Column one : partners) {
            long[] rest = one.presence().clone();
            long[] there = manyPresence.get(signature);
            for (int i = 0; there != null && i < rest.length; i++) {
              rest[i] &= ~there[i];
            }
            join(signature, filled(signature, rest, fillMany), one);
          }
        });
      }
    }

    private Column filled(Labels labels, long[] where, double value) {
      var column = new Column(labels, steps);
      for (int step = 0; step < steps; step++) {
        if ((where[step >> 6] & 1L << step) != 0) {
          column.set(step, value);
        }
      }
      return column;
    }

    private long[] presence(List<Column> columns) {
      long[] present = new long[(steps + 63) >> 6];
      columns.forEach(column -> column.addPresence(present));
      return present;
    }

    /** The columns of the one side; at no step may two of a signature meet. */
    private Map<Labels, List<Column>> index(List<Column> ones, long @Nullable [] asked) {
      Map<Labels, List<Column>> bySignature = new HashMap<>();
      for (Column one : ones) {
        Labels signature = signature(one, matching);
        List<Column> same = bySignature.computeIfAbsent(signature, key -> new ArrayList<>(1));
        for (Column other : same) {
          for (int i = 0; i < one.presence().length; i++) {
            if ((one.presence()[i] & other.presence()[i] & (asked == null ? -1L : asked[i])) != 0) {
              throw QueryException.execution(
                  "found duplicate series for the match group "
                      + LabelText.of(signature)
                      + " on the "
                      + (swapped ? "left" : "right")
                      + " hand-side of the operation: ["
                      + LabelText.of(one.labels())
                      + ", "
                      + LabelText.of(other.labels())
                      + "];many-to-many matching not allowed: matching labels must be unique on"
                      + " one side");
            }
          }
        }
        same.add(one);
      }
      return bySignature;
    }

    private void join(Labels signature, Column many, Column one) {
      Column result = null;
      long[] taken = null;
      Column left = swapped ? one : many;
      Column right = swapped ? many : one;
      boolean plain = !left.hasHistograms() && !right.hasHistograms() && !operator.isTrim();
      for (int step = many.next(0); step < steps; step = many.next(step + 1)) {
        if (!one.has(step)) {
          continue;
        }
        double number = 0;
        NativeHistogram histogram = null;
        boolean kept = true;
        if (plain) {
          double a = left.value(step);
          double b = right.value(step);
          if (!operator.isComparison()) {
            number = Operators.apply(operator, a, b);
          } else if (binary.bool()) {
            number = Operators.holds(operator, a, b) ? 1 : 0;
          } else {
            number = a;
            kept = Operators.holds(operator, a, b);
          }
        } else {
          Object value = HistogramOperations.apply(binary, left, right, step, query);
          kept = value != null;
          if (value instanceof NativeHistogram h) {
            histogram = h;
          } else if (value instanceof Double d) {
            number = d;
          }
        }
        if (!kept) {
          continue;
        }
        if (result == null) {
          result = results.at(resultLabels(many, one), steps);
          taken = matched.computeIfAbsent(signature, key -> new long[(steps + 63) >> 6]);
        }
        if (oneToOne && taken != null && (taken[step >> 6] & 1L << step) != 0) {
          throw QueryException.execution(
              "multiple matches for labels: many-to-one matching must be explicit"
                  + " (group_left/group_right)");
        }
        if (result.has(step)) {
          throw QueryException.execution(
              oneToOne
                  ? ColumnMerger.SAME_LABELS
                  : "multiple matches for labels: grouping labels must ensure unique matches");
        }
        if (taken != null) {
          taken[step >> 6] |= 1L << step;
        }
        if (histogram == null) {
          result.set(step, number);
        } else {
          result.set(step, histogram);
        }
      }
    }

    private Labels resultLabels(Column many, Column one) {
      var labels = new TreeMap<>(many.labels().values());
      if (Operators.dropsName(operator, binary.bool(), query.prometheus2())) {
        labels.remove(Labels.NAME);
      }
      if (oneToOne) {
        if (matching.on()) {
          labels.keySet().retainAll(matching.labels());
        } else {
          matching.labels().forEach(labels::remove);
        }
      }
      for (String name : matching.include()) {
        labels.put(name, one.label(name));
      }
      return new Labels(labels);
    }
  }
}
