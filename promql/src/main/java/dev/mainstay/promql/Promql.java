package dev.mainstay.promql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads and writes queries. */
public final class Promql {
  private Promql() {}

  /**
   * The expression that the text means.
   *
   * @throws PromqlException if it means none in the dialect
   */
  public static Expr parse(String text, Dialect dialect) {
    try {
      var types = new TypeCheck(dialect);
      Expr expr = new Parser(text, dialect, types).parse();
      types.check(expr);
      if (types.problems().isEmpty()) {
        return expr;
      }
      var problems = new ArrayList<PromqlProblem>();
      for (SyntaxError error : types.problems()) {
        problems.add(PromqlProblem.of(text, error.span(), error.reason()));
      }
      problems.sort(Comparator.comparing(problem -> problem.span().start()));
      throw new PromqlException(problems);
    } catch (SyntaxError e) {
      throw new PromqlException(List.of(PromqlProblem.of(text, e.span(), e.reason())));
    }
  }

  /**
   * A selector, as {@code match[]} parameters have it.
   *
   * @throws PromqlException if the text is something else
   */
  public static Expr.VectorSelector parseSelector(String text, Dialect dialect) {
    Expr expr = parse(text, dialect);
    if (expr instanceof Expr.VectorSelector selector
        && selector.modifiers().equals(Modifiers.NONE)) {
      return selector;
    }
    throw new PromqlException(
        List.of(
            PromqlProblem.of(
                text,
                expr.span(),
                "expected type instant vector selector without modifiers, got "
                    + expr.type().title())));
  }

  /** The expression on one line; parsing it gives an equal expression. */
  public static String print(Expr expr) {
    return Printer.print(expr);
  }

  /** The expression, long ones over several lines; parsing it gives an equal expression. */
  public static String format(Expr expr) {
    return Formatter.format(expr);
  }

  /** The text in double quotes and with escapes, as queries and messages have it. */
  public static String quote(String text) {
    return Texts.quote(text);
  }
}
