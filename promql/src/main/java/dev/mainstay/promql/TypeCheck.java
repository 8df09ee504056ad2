package dev.mainstay.promql;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with an expression whose syntax is right. */
final class TypeCheck {
  private final Dialect dialect;
  private final List<SyntaxError> problems = new ArrayList<>();

  TypeCheck(Dialect dialect) {
    this.dialect = dialect;
  }

  List<SyntaxError> problems() {
    return problems;
  }

  void report(Span span, String message) {
    problems.add(new SyntaxError(span, message));
  }

  void check(Expr expr) {
    expr.children().forEach(this::check);
    switch (expr) {
      case Expr.Binary binary -> binary(binary);
      case Expr.Unary unary -> {
        ValueType type = unary.operand().type();
        if (type != ValueType.SCALAR && type != ValueType.VECTOR) {
          report(
              unary.span(),
              "unary expression only allowed on expressions of type scalar or instant vector,"
                  + " got "
                  + Texts.quote(type.title()));
        }
      }
      case Expr.Aggregation aggregation -> aggregation(aggregation);
      case Expr.Call call -> call(call);
      case Expr.VectorSelector selector -> selector(selector);
      case Expr.NumberLiteral n -> {}
      case Expr.StringLiteral s -> {}
      case Expr.MatrixSelector m -> {}
      case Expr.Subquery s -> {}
      case Expr.Paren p -> {}
    }
  }

  private void binary(Expr.Binary binary) {
    BinaryOperator operator = binary.operator();
    for (Expr side : List.of(binary.left(), binary.right())) {
      if (side.type() != ValueType.SCALAR && side.type() != ValueType.VECTOR) {
        report(side.span(), "binary expression must contain only scalar and instant vector types");
        return;
      }
    }
    boolean left = binary.left().type() == ValueType.SCALAR;
    boolean right = binary.right().type() == ValueType.SCALAR;
    if (operator.isComparison() && left && right && !binary.bool()) {
      report(binary.span(), "comparisons between scalars must use BOOL modifier");
    }
    if (operator.isTrim() && left && right) {
      report(
          binary.span(),
          "operator " + Texts.quote(operator.symbol()) + " not allowed for Scalar operations");
    }
    if (operator.isSet() && (left || right)) {
      report(
          binary.span(),
          "set operator "
              + Texts.quote(operator.symbol())
              + " not allowed in binary scalar expression");
    }
  }

  private void aggregation(Expr.Aggregation aggregation) {
    expect(aggregation.operand(), ValueType.VECTOR, "aggregation expression");
    if (aggregation.parameter() != null && aggregation.operator().parameter() != null) {
      expect(aggregation.parameter(), aggregation.operator().parameter(), "aggregation parameter");
    }
  }

  private void call(Expr.Call call) {
    Function function = call.function();
    String name = Texts.quote(function.name());
    switch (function.availability()) {
      case ALWAYS -> {}
      case EXPERIMENTAL -> {
        if (!dialect.experimental()) {
          report(
              call.span(),
              "function " + name + " is not enabled (expected: the setting experimental)");
        }
      }
      case PROMETHEUS_2 -> {
        if (!dialect.prometheus2()) {
          report(call.span(), "unknown function with name " + name);
        }
      }
    }
    int given = call.arguments().size();
    if (given < function.atLeast() || given > function.atMost()) {
      String bound = "";
      int expected = function.atLeast();
      if (function.optional() != 0) {
        bound = given < function.atLeast() ? "at least " : "at most ";
        expected = given < function.atLeast() ? function.atLeast() : function.atMost();
      }
      report(
          call.span(),
          "expected " + bound + expected + " argument(s) in call to " + name + ", got " + given);
    }
    for (int i = 0; i < Math.min(given, function.atMost()); i++) {
      expect(call.arguments().get(i), function.argument(i), "call to function " + name);
    }
    if (function.name().equals("info") && given == 2) {
      Expr second = call.arguments().get(1);
      if (!(second instanceof Expr.VectorSelector selector) || !selector.metric().isEmpty()) {
        report(second.span(), "expected label selectors only, got vector selector instead");
      }
    }
  }

  private void expect(Expr expr, ValueType type, String context) {
    if (expr.type() != type) {
      report(
          expr.span(),
          "expected type " + type.title() + " in " + context + ", got " + expr.type().title());
    }
  }

  private void selector(Expr.VectorSelector selector) {
    if (!selector.metric().isEmpty()) {
      return;
    }
    for (LabelMatch match : selector.matchers()) {
      if (!Regexes.matchesEmpty(match)) {
        return;
      }
    }
    report(selector.span(), "vector selector must contain at least one non-empty matcher");
  }
}
