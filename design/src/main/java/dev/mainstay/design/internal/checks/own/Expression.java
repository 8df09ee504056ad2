package dev.mainstay.design.internal.checks.own;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A condition in the Common Expression Language over {@code service} and {@code organisation}.
 * Bounded: its length, the depth of its comprehensions, and the iterations of one evaluation. The
 * language's library is loaded with this class, which only own checks use.
 */
public final class Expression {
  static final int MOST_CHARACTERS = 1_000;
  static final int MOST_NESTED = 2;
  static final int MOST_ITERATIONS = 10_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(MOST_CHARACTERS)
          .maxParseRecursionDepth(50)
          .comprehensionMaxIterations(MOST_ITERATIONS)
          .enableHeterogeneousNumericComparisons(true)
          .evaluateCanonicalTypesToNativeValues(true)
          .build();
  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("service", MapType.create(SimpleType.STRING, SimpleType.DYN))
          .addVar("organisation", MapType.create(SimpleType.STRING, SimpleType.DYN))
          .setResultType(SimpleType.BOOL)
          .build();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

  private final CelRuntime.Program program;

  private Expression(CelRuntime.Program program) {
    this.program = program;
  }

  /**
   * What is wrong with an expression's text.
   *
   * @param line from 1
   * @param column from 0, in code points
   */
  public record Fault(int line, int column, String message) {}

  /** Cannot be evaluated over this service; the message says why, on one line. */
  static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message);
    }
  }

  /** Everything that keeps the text from being a condition; empty when it is one. */
  public static List<Fault> faults(String text) {
    if (text.length() > MOST_CHARACTERS) {
      return List.of(
          new Fault(
              1,
              0,
              "%d characters (expected: at most %d)".formatted(text.length(), MOST_CHARACTERS)));
    }
    var result = COMPILER.compile(text);
    if (result.hasError()) {
      return result.getErrors().stream()
          .map(issue ->
              new Fault(
                  Math.max(1, issue.getSourceLocation().getLine()),
                  Math.max(0, issue.getSourceLocation().getColumn()),
                  oneLine(issue.getMessage())))
          .toList();
    }
    try {
      return nested(result.getAst()) > MOST_NESTED
          ? List.of(new Fault(1, 0, "loops in loops in loops (expected: two at most)"))
          : List.of();
    } catch (CelValidationException e) {
      return List.of(new Fault(1, 0, oneLine(String.valueOf(e.getMessage()))));
    }
  }

  /** The condition, ready to be asked; empty when the text has faults. */
  static Optional<Expression> of(String text) {
    if (!faults(text).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Expression(RUNTIME.createProgram(COMPILER.compile(text).getAst())));
    } catch (CelValidationException | CelEvaluationException e) {
      return Optional.empty();
    }
  }

  boolean holds(Map<String, ?> model) throws Failure {
    try {
      if (program.eval(model) instanceof Boolean answer) {
        return answer;
      }
      throw new Failure("the answer is neither true nor false");
    } catch (CelEvaluationException e) {
      throw new Failure(oneLine(String.valueOf(e.getMessage())));
    }
  }

  private static long nested(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .filter(Expression::loops)
        .mapToLong(Expression::loopsAround)
        .max()
        .orElse(0);
  }

  private static boolean loops(CelNavigableExpr node) {
    return node.getKind() == Kind.COMPREHENSION;
  }

  private static long loopsAround(CelNavigableExpr node) {
    long loops = 0;
    Optional<CelNavigableExpr> at = Optional.of(node);
    while (at.isPresent()) {
      loops += loops(at.get()) ? 1 : 0;
      at = at.get().parent();
    }
    return loops;
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= 200 ? line : line.substring(0, 199) + "…";
  }
}
