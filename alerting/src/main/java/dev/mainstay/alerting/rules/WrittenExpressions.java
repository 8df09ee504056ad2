package dev.mainstay.alerting.rules;

import dev.mainstay.alerting.rules.yaml.Node;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.PromqlException;
import dev.mainstay.promql.PromqlProblem;
import java.util.Optional;
import java.util.function.Consumer;

/** Expressions in YAML, with their errors' places in the file. */
public final class WrittenExpressions {
  private WrittenExpressions() {}

  /** Absent when it is no expression of the dialect, which is told. */
  public static Optional<Expr> parse(
      Node.Scalar written, Dialect dialect, Consumer<Problem> problems) {
    try {
      return Optional.of(Promql.parse(written.text(), dialect));
    } catch (PromqlException e) {
      for (PromqlProblem problem : e.problems()) {
        int length = problem.span().end() - problem.span().start();
        problems.accept(
            Problem.error(
                "MS-F014",
                problem.message(),
                written.place(problem.span().start(), Math.max(1, length)),
                null));
      }
      return Optional.empty();
    }
  }
}
