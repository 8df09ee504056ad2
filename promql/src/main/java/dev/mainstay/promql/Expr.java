package dev.mainstay.promql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression of a query. Immutable; equal expressions mean the same, wherever they stand. */
public sealed interface Expr {
  /** Where it stands in the text. */
  Span span();

  ValueType type();

  /**
   * A number.
   *
   * @param duration whether it was written as a length of time and is in seconds
   */
  record NumberLiteral(double value, boolean duration, Span span) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.SCALAR;
    }
  }

  record StringLiteral(String value, Span span) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.STRING;
    }
  }

  /**
   * {@code metric{label="value"} offset 5m @ 12}.
   *
   * @param metric its name, or empty when only matchers tell
   * @param matchers those between the braces
   */
  record VectorSelector(String metric, List<LabelMatch> matchers, Modifiers modifiers, Span span)
      implements Expr {
    public VectorSelector {
      matchers = List.copyOf(matchers);
    }

    @Override
    public ValueType type() {
      return ValueType.VECTOR;
    }

    /** All conditions, that on the name included. */
    public List<LabelMatch> conditions() {
      if (metric.isEmpty()) {
        return matchers;
      }
      var all = new ArrayList<LabelMatch>(matchers);
      all.add(new LabelMatch("__name__", LabelMatch.Kind.EQUAL, metric));
      return all;
    }
  }

  /** {@code selector[range]}; the modifiers are the selector's. */
  record MatrixSelector(VectorSelector selector, Length range, Span span) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.MATRIX;
    }
  }

  /**
   * {@code inner[range:step]}.
   *
   * @param step null for the engine's default
   */
  record Subquery(Expr inner, Length range, @Nullable Length step, Modifiers modifiers, Span span)
      implements Expr {
    @Override
    public ValueType type() {
      return ValueType.MATRIX;
    }
  }

  /** {@code +operand} or {@code -operand}. */
  record Unary(boolean negative, Expr operand, Span span) implements Expr {
    @Override
    public ValueType type() {
      return operand.type();
    }
  }

  /**
   * {@code left operator right}.
   *
   * @param bool whether a comparison answers 0 and 1 instead of filtering
   * @param matching null unless both sides are vectors
   */
  record Binary(
      BinaryOperator operator,
      boolean bool,
      Expr left,
      Expr right,
      @Nullable Matching matching,
      Span span)
      implements Expr {
    @Override
    public ValueType type() {
      return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR
          ? ValueType.SCALAR
          : ValueType.VECTOR;
    }
  }

  /**
   * {@code operator by (labels) (parameter, operand)}.
   *
   * @param parameter null when the operator has none
   */
  record Aggregation(
      AggregationOperator operator,
      @Nullable Expr parameter,
      Expr operand,
      Grouping grouping,
      Span span)
      implements Expr {
    @Override
    public ValueType type() {
      return ValueType.VECTOR;
    }
  }

  /** {@code function(arguments)}. */
  record Call(Function function, List<Expr> arguments, Span span) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public ValueType type() {
      return function.returns();
    }
  }

  /** {@code (inner)}. */
  record Paren(Expr inner, Span span) implements Expr {
    @Override
    public ValueType type() {
      return inner.type();
    }
  }

  /** This expression without parentheses around it. */
  default Expr unwrapped() {
    Expr expr = this;
    while (expr instanceof Paren paren) {
      expr = paren.inner();
    }
    return expr;
  }

  /** The expressions that it is directly made of, from left to right. */
  default List<Expr> children() {
    return switch (this) {
      case NumberLiteral n -> List.of();
      case StringLiteral s -> List.of();
      case VectorSelector v -> List.of();
      case MatrixSelector m -> List.of(m.selector());
      case Subquery s -> List.of(s.inner());
      case Unary u -> List.of(u.operand());
      case Binary b -> List.of(b.left(), b.right());
      case Aggregation a ->
          a.parameter() == null ? List.of(a.operand()) : List.of(a.parameter(), a.operand());
      case Call c -> c.arguments();
      case Paren p -> List.of(p.inner());
    };
  }
}
