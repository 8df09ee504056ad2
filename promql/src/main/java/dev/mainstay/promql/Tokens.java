package dev.mainstay.promql;

import java.util.List;

/** The tokens of a query and how far they are read. */
final class Tokens {
  private final List<Token> tokens;
  private int at;

  Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peekSecond() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  /** The token read last. */
  Token last() {
    return tokens.get(Math.max(at - 1, 0));
  }

  Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  /** Reads the next token if it is that mark or keyword. */
  boolean accept(String word) {
    if (peek().is(word) || peek().isWord(word)) {
      at++;
      return true;
    }
    return false;
  }

  /**
   * Reads the next token.
   *
   * @throws SyntaxError if it is not that mark
   */
  Token expect(String mark, String context) {
    if (!peek().is(mark)) {
      throw unexpected(context, context.isEmpty() ? "" : Texts.quote(mark));
    }
    return next();
  }

  SyntaxError unexpected(String context, String expected) {
    return unexpected(peek(), context, expected);
  }

  static SyntaxError unexpected(Token token, String context, String expected) {
    return new SyntaxError(
        token.span(),
        "unexpected "
            + token.describe()
            + (context.isEmpty() ? "" : " in " + context)
            + (expected.isEmpty() ? "" : ", expected " + expected));
  }
}
