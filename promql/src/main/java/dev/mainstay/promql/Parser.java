package dev.mainstay.promql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an expression: operators by precedence, everything else by recursive descent. */
final class Parser {
  /** Beyond it a query is refused instead of exhausting the stack. */
  private static final int MAX_DEPTH = 500;

  private static final int MAX_OPERATORS = 2000;

  private final Tokens tokens;
  private final Dialect dialect;
  private final TypeCheck types;
  private final Selectors selectors;
  private final Lengths lengths;
  private int depth;
  private int operators;

  Parser(String text, Dialect dialect, TypeCheck types) {
    this.tokens = new Tokens(Lexer.tokens(text));
    this.types = types;
    this.lengths = new Lengths(tokens, dialect);
    this.selectors = new Selectors(tokens, types, lengths);
    this.dialect = dialect;
  }

  Expr parse() {
    if (tokens.peek().kind() == Token.Kind.END) {
      throw new SyntaxError(tokens.peek().span(), "no expression found in input");
    }
    Expr expr = expression(1);
    if (tokens.peek().kind() != Token.Kind.END) {
      throw tokens.unexpected("", "");
    }
    return expr;
  }

  private Expr expression(int precedence) {
    if (++depth > MAX_DEPTH) {
      throw new SyntaxError(
          tokens.peek().span(), "expression nested deeper than " + MAX_DEPTH + " levels");
    }
    Expr left = unary();
    while (true) {
      BinaryOperator operator = Names.operator(tokens.peek());
      if (operator == null || operator.precedence() < precedence) {
        depth--;
        return left;
      }
      left = binary(left, operator);
    }
  }

  private Expr binary(Expr left, BinaryOperator operator) {
    if (operator.isTrim() && dialect.prometheus2()) {
      throw tokens.unexpected("", "");
    }
    Token symbol = tokens.next();
    if (++operators > MAX_OPERATORS) {
      throw new SyntaxError(
          symbol.span(), "expression with more than " + MAX_OPERATORS + " binary operators");
    }
    boolean bool = tokens.accept("bool");
    if (bool && !operator.isComparison()) {
      types.report(symbol.span(), "bool modifier can only be used on comparison operators");
    }
    Matching explicit = matching(operator);
    Expr right =
        expression(
            operator.isRightAssociative() ? operator.precedence() : operator.precedence() + 1);
    boolean vectors = left.type() == ValueType.VECTOR && right.type() == ValueType.VECTOR;
    if (explicit != null && !vectors && !explicit.equals(Matching.ONE_TO_ONE)) {
      types.report(symbol.span(), "vector matching only allowed between instant vectors");
    }
    Matching matching = explicit == null ? Matching.ONE_TO_ONE : explicit;
    if (operator.isSet()) {
      matching =
          new Matching(
              Matching.Cardinality.MANY_TO_MANY,
              matching.on(),
              matching.labels(),
              List.of(),
              null,
              null);
    }
    return new Expr.Binary(
        operator, bool, left, right, vectors ? matching : null, left.span().to(right.span()));
  }

  private @Nullable Matching matching(BinaryOperator operator) {
    boolean on = tokens.peek().isWord("on");
    List<String> labels = List.of();
    List<String> include = List.of();
    var cardinality = Matching.Cardinality.ONE_TO_ONE;
    boolean any = false;
    if (on || tokens.peek().isWord("ignoring")) {
      tokens.next();
      any = true;
      labels = selectors.labelList("grouping opts");
      Token group = tokens.peek();
      if (group.isWord("group_left") || group.isWord("group_right")) {
        tokens.next();
        cardinality =
            group.isWord("group_left")
                ? Matching.Cardinality.MANY_TO_ONE
                : Matching.Cardinality.ONE_TO_MANY;
        if (tokens.peek().is("(")) {
          include = selectors.labelList("grouping opts");
        }
        if (operator.isSet()) {
          types.report(
              group.span(),
              "no grouping allowed for " + Texts.quote(operator.symbol()) + " operation");
        }
        if (on) {
          for (String label : include) {
            if (labels.contains(label)) {
              types.report(
                  group.span(),
                  "label " + Texts.quote(label) + " must not occur in ON and GROUP clause at once");
            }
          }
        }
      }
    }
    Double left = null;
    Double right = null;
    while (dialect.experimental() && isFill()) {
      Token word = tokens.next();
      if (operator.isSet()) {
        types.report(word.span(), "filling in missing series not allowed for set operators");
      }
      tokens.expect("(", "fill modifier");
      double value = signedNumber("fill modifier");
      tokens.expect(")", "fill modifier");
      left = word.isWord("fill_right") ? left : (Double) value;
      right = word.isWord("fill_left") ? right : (Double) value;
      any = true;
    }
    return any ? new Matching(cardinality, on, labels, include, left, right) : null;
  }

  private boolean isFill() {
    Token word = tokens.peek();
    return (word.isWord("fill") || word.isWord("fill_left") || word.isWord("fill_right"))
        && tokens.peekSecond().is("(");
  }

  private double signedNumber(String context) {
    boolean negative = tokens.accept("-");
    if (!negative) {
      tokens.accept("+");
    }
    Token number = tokens.next();
    if (number.kind() != Token.Kind.NUMBER) {
      throw Tokens.unexpected(number, context, "number");
    }
    double value = Texts.number(number);
    return negative ? -value : value;
  }

  private Expr unary() {
    Token sign = tokens.peek();
    if (!sign.is("-") && !sign.is("+")) {
      return postfix(primary());
    }
    tokens.next();
    Expr operand = expression(BinaryOperator.POWER.precedence());
    boolean negative = sign.is("-");
    Span span = sign.span().to(operand.span());
    if (operand instanceof Expr.NumberLiteral number) {
      return new Expr.NumberLiteral(
          negative ? -number.value() : number.value(), number.duration(), span);
    }
    return new Expr.Unary(negative, operand, span);
  }

  private Expr primary() {
    Token token = tokens.peek();
    switch (token.kind()) {
      case NUMBER -> {
        tokens.next();
        return new Expr.NumberLiteral(Texts.number(token), false, token.span());
      }
      case DURATION -> {
        tokens.next();
        return new Expr.NumberLiteral(Texts.duration(token) / 1e3, true, token.span());
      }
      case STRING -> {
        tokens.next();
        return new Expr.StringLiteral(Texts.unquote(token), token.span());
      }
      case METRIC_NAME -> {
        return selectors.vector();
      }
      case NAME -> {
        return named(token);
      }
      default -> {
        if (token.is("{")) {
          return selectors.vector();
        }
        if (token.is("(")) {
          tokens.next();
          Expr inner = expression(1);
          Token close = tokens.expect(")", "");
          return new Expr.Paren(inner, token.span().to(close.span()));
        }
        throw tokens.unexpected("", "");
      }
    }
  }

  private Expr named(Token name) {
    Token second = tokens.peekSecond();
    AggregationOperator aggregation = Names.aggregation(name.lower());
    if (aggregation != null
        && (second.is("(") || second.isWord("by") || second.isWord("without"))) {
      return aggregation(aggregation);
    }
    if (second.is("(")) {
      return call();
    }
    if (Names.isReserved(name.text()) || Names.operator(name) == BinaryOperator.ATAN2) {
      throw tokens.unexpected("", "");
    }
    return selectors.vector();
  }

  private Expr aggregation(AggregationOperator operator) {
    Token name = tokens.next();
    if (operator.isExperimental() && !dialect.experimental()) {
      types.report(
          name.span(),
          operator.key() + "() is experimental and must be enabled with the setting experimental");
    }
    Grouping grouping = grouping();
    List<Expr> arguments = arguments("aggregation");
    Span span = name.span().to(tokens.last().span());
    if (grouping == null) {
      grouping = grouping();
      span = name.span().to(tokens.last().span());
    }
    int expected = operator.parameter() == null ? 1 : 2;
    if (arguments.isEmpty()) {
      throw new SyntaxError(span, "no arguments for aggregate expression provided");
    }
    if (arguments.size() != expected) {
      throw new SyntaxError(
          span,
          "wrong number of arguments for aggregate expression provided, expected "
              + expected
              + ", got "
              + arguments.size());
    }
    return new Expr.Aggregation(
        operator,
        expected == 2 ? arguments.getFirst() : null,
        arguments.getLast(),
        grouping == null ? Grouping.ALL : grouping,
        span);
  }

  private @Nullable Grouping grouping() {
    boolean without = tokens.peek().isWord("without");
    if (!without && !tokens.peek().isWord("by")) {
      return null;
    }
    tokens.next();
    return new Grouping(without, selectors.labelList("grouping opts"));
  }

  private Expr call() {
    Token name = tokens.next();
    Function function = Functions.named(name.text());
    if (function == null) {
      throw new SyntaxError(name.span(), "unknown function with name " + Texts.quote(name.text()));
    }
    List<Expr> arguments = arguments("function call");
    return new Expr.Call(function, arguments, name.span().to(tokens.last().span()));
  }

  private List<Expr> arguments(String context) {
    tokens.expect("(", context);
    var arguments = new ArrayList<Expr>();
    if (tokens.accept(")")) {
      return arguments;
    }
    while (true) {
      arguments.add(expression(1));
      if (tokens.accept(")")) {
        return arguments;
      }
      Token comma = tokens.expect(",", "");
      if (tokens.peek().is(")")) {
        throw new SyntaxError(comma.span(), "trailing commas not allowed in function call args");
      }
    }
  }

  private Expr postfix(Expr primary) {
    Expr expr = primary;
    while (true) {
      Token token = tokens.peek();
      if (token.is("[")) {
        expr = selectors.ranged(expr);
      } else if (token.isWord("offset")) {
        tokens.next();
        expr = selectors.offset(expr, lengths.offset(), token);
      } else if (token.is("@")) {
        tokens.next();
        expr = selectors.at(expr, token);
      } else if (dialect.experimental() && (token.isWord("anchored") || token.isWord("smoothed"))) {
        expr = selectors.edges(expr, tokens.next());
      } else {
        return expr;
      }
    }
  }
}
