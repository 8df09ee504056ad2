package dev.mainstay.promql;

/** Reads lengths of time: a duration, a number of seconds, or arithmetic over them. */
final class Lengths {
  private final Tokens tokens;
  private final Dialect dialect;

  Lengths(Tokens tokens, Dialect dialect) {
    this.tokens = tokens;
    this.dialect = dialect;
  }

  /** Milliseconds of {@code seconds}, to the nearest. */
  static long millis(double seconds) {
    return Math.round(seconds * 1000);
  }

  /** A range or step. */
  Length positive() {
    Token first = tokens.peek();
    Length length = sum();
    if (length instanceof Length.Fixed(double seconds)) {
      if (!(seconds > 0)) {
        throw new SyntaxError(first.span(), "duration must be greater than 0");
      }
      checkBounds(seconds, first);
    }
    return length;
  }

  /** An offset: one value, or arithmetic in parentheses. */
  Length offset() {
    Token first = tokens.peek();
    Length length = factor();
    if (length instanceof Length.Fixed(double seconds)) {
      checkBounds(seconds, first);
    }
    return length;
  }

  /** A number or duration with a sign, in seconds. */
  double signed(String context, String expected) {
    boolean negative = tokens.accept("-");
    if (!negative) {
      tokens.accept("+");
    }
    Token token = tokens.next();
    double seconds =
        switch (token.kind()) {
          case NUMBER -> Texts.number(token);
          case DURATION -> Texts.duration(token) / 1e3;
          default -> throw Tokens.unexpected(token, context, expected);
        };
    return negative ? -seconds : seconds;
  }

  private static void checkBounds(double seconds, Token place) {
    if (Double.isNaN(seconds) || Math.abs(seconds) > Long.MAX_VALUE / 1e9) {
      throw new SyntaxError(place.span(), "duration out of range");
    }
  }

  private Length sum() {
    Length left = product();
    while (tokens.peek().is("+") || tokens.peek().is("-")) {
      left = arithmetic(left, tokens.next(), this::product);
    }
    return left;
  }

  private Length product() {
    Length left = signedPower();
    while (tokens.peek().is("*") || tokens.peek().is("/") || tokens.peek().is("%")) {
      left = arithmetic(left, tokens.next(), this::signedPower);
    }
    return left;
  }

  private Length signedPower() {
    Token sign = tokens.peek();
    if (sign.is("-") || sign.is("+")) {
      tokens.next();
      Length operand = signedPower();
      return sign.is("-") ? negated(operand) : operand;
    }
    Length base = factor();
    return tokens.peek().is("^") ? arithmetic(base, tokens.next(), this::signedPower) : base;
  }

  private Length arithmetic(
      Length left, Token symbol, java.util.function.Supplier<Length> operand) {
    experimental(symbol);
    BinaryOperator operator = java.util.Objects.requireNonNull(Names.operator(symbol));
    return new Length.Arithmetic(operator, left, operand.get());
  }

  private static Length negated(Length operand) {
    return operand instanceof Length.Fixed(double seconds)
        ? new Length.Fixed(-seconds)
        : new Length.Negated(operand);
  }

  private Length factor() {
    Token token = tokens.peek();
    if (token.is("-") || token.is("+")) {
      tokens.next();
      Length operand = factor();
      return token.is("-") ? negated(operand) : operand;
    }
    tokens.next();
    if (token.kind() == Token.Kind.NUMBER) {
      return new Length.Fixed(Texts.number(token));
    }
    if (token.kind() == Token.Kind.DURATION) {
      return new Length.Fixed(Texts.duration(token) / 1e3);
    }
    if (token.is("(")) {
      experimental(token);
      Length inner = sum();
      tokens.expect(")", "duration expression");
      return inner;
    }
    if (token.isWord("step") || token.isWord("range")) {
      experimental(token);
      tokens.expect("(", "duration expression");
      tokens.expect(")", "duration expression");
      return token.isWord("step") ? new Length.Step() : new Length.Range();
    }
    if (token.isWord("min") || token.isWord("max")) {
      experimental(token);
      tokens.expect("(", "duration expression");
      Length left = sum();
      tokens.expect(",", "duration expression");
      Length right = sum();
      tokens.expect(")", "duration expression");
      return new Length.Extreme(token.isWord("max"), left, right);
    }
    throw Tokens.unexpected(token, "duration expression", "number or duration");
  }

  private void experimental(Token place) {
    if (!dialect.experimental()) {
      throw new SyntaxError(place.span(), "experimental duration expression is not enabled");
    }
  }
}
