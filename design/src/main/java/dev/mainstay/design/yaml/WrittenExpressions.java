package dev.mainstay.design.yaml;

import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.PromqlException;
import dev.mainstay.promql.PromqlProblem;
import java.util.Optional;
import java.util.function.Consumer;

/** Expressions in a YAML file, with their errors' places in it. */
public final class WrittenExpressions {
  private final WrittenText text;
  private final Dialect dialect;
  private final Consumer<Problem> problems;

  public WrittenExpressions(WrittenText text, Dialect dialect, Consumer<Problem> problems) {
    this.text = text;
    this.dialect = dialect;
    this.problems = problems;
  }

  /** Absent when it is no expression of the dialect, which is told. */
  public Optional<Expr> parse(Node.Scalar written) {
    try {
      return Optional.of(Promql.parse(written.text(), dialect));
    } catch (PromqlException e) {
      for (PromqlProblem problem : e.problems()) {
        int length = problem.span().end() - problem.span().start();
        problems.accept(
            Problem.error(
                "MS-F014",
                problem.message(),
                text.place(written, problem.span().start(), Math.max(1, length)),
                null));
      }
      return Optional.empty();
    }
  }
}
