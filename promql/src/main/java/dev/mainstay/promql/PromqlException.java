package dev.mainstay.promql;

import java.util.List;

/** A query that cannot be evaluated. Its message is that of the first problem. */
public final class PromqlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<PromqlProblem> problems;

  PromqlException(List<PromqlProblem> problems) {
    super(problems.getFirst().toString());
    this.problems = List.copyOf(problems);
  }

  /**
   * Every problem, in the order of their places: the first error of syntax, or all errors of types.
   */
  public List<PromqlProblem> problems() {
    return problems;
  }
}
