package dev.mainstay.telemetry.query;

import dev.mainstay.promql.BinaryOperator;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Matching;
import dev.mainstay.telemetry.Labels;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** {@code and}, {@code or} and {@code unless}: by signature, at which steps there is anything. */
final class SetOperations {
  private final Evaluator evaluator;

  SetOperations(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  void stream(Expr.Binary binary, Matching matching, Consumer<Column> sink) {
    if (binary.operator() == BinaryOperator.OR) {
      evaluator.merged(true, into -> or(binary, matching, into), sink);
      return;
    }
    Map<Labels, long[]> right = new HashMap<>();
    evaluator.vector(binary.right(), column -> mark(column, matching, right));
    boolean and = binary.operator() == BinaryOperator.AND;
    evaluator.vector(
        binary.left(),
        column -> {
          long[] there = right.get(VectorMatching.signature(column, matching));
          if (there != null) {
            column.mask(there, and);
          }
          if ((there != null || !and) && !column.isEmpty()) {
            sink.accept(column);
          }
        });
  }

  private void or(Expr.Binary binary, Matching matching, Consumer<Column> into) {
    Map<Labels, long[]> left = new HashMap<>();
    evaluator.vector(
        binary.left(),
        column -> {
          mark(column, matching, left);
          into.accept(column);
        });
    evaluator.vector(
        binary.right(),
        column -> {
          long[] there = left.get(VectorMatching.signature(column, matching));
          if (there != null) {
            column.mask(there, false);
          }
          if (!column.isEmpty()) {
            into.accept(column);
          }
        });
  }

  private void mark(Column column, Matching matching, Map<Labels, long[]> into) {
    evaluator.query().budget().check();
    column.addPresence(
        into.computeIfAbsent(
            VectorMatching.signature(column, matching),
            key -> new long[(column.count() + 63) >> 6]));
  }
}
