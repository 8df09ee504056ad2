package dev.mainstay.promql;

import java.util.ArrayList;
import java.util.List;

/** Cuts a query into tokens. */
final class Lexer {
  private static final String UNITS = "ywdhms";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int parens;
  private boolean inBraces;
  private boolean inBrackets;

  private Lexer(String text) {
    this.text = text;
  }

  /**
   * All tokens, {@link Token.Kind#END} last.
   *
   * @throws SyntaxError at the first thing that is no token
   */
  static List<Token> tokens(String text) {
    var lexer = new Lexer(text);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (true) {
      skipBlanks();
      if (at == text.length()) {
        break;
      }
      char c = text.charAt(at);
      if (c == '"' || c == '\'' || c == '`') {
        string(c);
      } else if (inBraces) {
        insideBraces(c);
      } else {
        outsideBraces(c);
      }
    }
    if (inBraces) {
      throw error(at, "unexpected end of input inside braces");
    }
    if (inBrackets) {
      throw error(at, "unexpected end of input in duration expression");
    }
    if (parens > 0) {
      throw error(at, "unclosed left parenthesis");
    }
    tokens.add(new Token(Token.Kind.END, "", new Span(at, at)));
  }

  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        while (at < text.length() && text.charAt(at) != '\n') {
          at++;
        }
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        at++;
      } else {
        return;
      }
    }
  }

  private void insideBraces(char c) {
    if (Names.isStart(c)) {
      name(false);
      return;
    }
    switch (c) {
      case ',' -> punctuation(1);
      case '}' -> {
        inBraces = false;
        punctuation(1);
      }
      case '=' -> add(Token.Kind.OPERATOR, follows('~') ? 2 : 1);
      case '!' -> {
        if (!follows('=') && !follows('~')) {
          throw error(at + 1, "unexpected character after '!' inside braces: " + shown(at + 1));
        }
        add(Token.Kind.OPERATOR, 2);
      }
      case '{' -> throw error(at, "unexpected left brace '{'");
      default -> throw error(at, "unexpected character inside braces: " + shown(at));
    }
  }

  private void outsideBraces(char c) {
    if (Names.isDigit(c) || c == '.' && at + 1 < text.length() && digitAt(at + 1)) {
      numberOrDuration();
      return;
    }
    if (Names.isStart(c) || c == ':' && !inBrackets) {
      name(!inBrackets);
      return;
    }
    switch (c) {
      case '+', '-', '*', '/', '%', '^' -> add(Token.Kind.OPERATOR, 1);
      case '<', '>' -> add(Token.Kind.OPERATOR, follows('=') || follows('/') ? 2 : 1);
      case '=' -> {
        if (follows('~')) {
          throw error(at + 1, "unexpected character after '=': '~'");
        }
        add(Token.Kind.OPERATOR, follows('=') ? 2 : 1);
      }
      case '!' -> {
        if (!follows('=')) {
          throw error(at + 1, "unexpected character after '!': " + shown(at + 1));
        }
        add(Token.Kind.OPERATOR, 2);
      }
      case '(' -> {
        parens++;
        punctuation(1);
      }
      case ')' -> {
        if (--parens < 0) {
          throw error(at, "unexpected right parenthesis ')'");
        }
        punctuation(1);
      }
      case '{' -> {
        inBraces = true;
        punctuation(1);
      }
      case '[' -> {
        if (inBrackets) {
          throw error(at, "unexpected left bracket '['");
        }
        inBrackets = true;
        punctuation(1);
      }
      case ']' -> {
        if (!inBrackets) {
          throw error(at, "unexpected right bracket ']'");
        }
        inBrackets = false;
        punctuation(1);
      }
      case ',', '@', ':' -> punctuation(1);
      case '}' -> throw error(at, "unexpected right brace '}'");
      default -> throw error(at, "unexpected character: " + shown(at));
    }
  }

  private void name(boolean colons) {
    int end = at;
    boolean metric = false;
    while (end < text.length()) {
      char c = text.charAt(end);
      metric |= c == ':' && colons;
      if (!Names.isStart(c) && !Names.isDigit(c) && !(c == ':' && colons)) {
        break;
      }
      end++;
    }
    String word = text.substring(at, end);
    boolean number = !inBraces && (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("nan"));
    Token.Kind kind = number ? Token.Kind.NUMBER : Token.Kind.NAME;
    add(metric ? Token.Kind.METRIC_NAME : kind, end - at);
  }

  private void numberOrDuration() {
    int end = scanNumber();
    if (end == text.length() || !isWordPart(text.charAt(end))) {
      add(Token.Kind.NUMBER, end - at);
      return;
    }
    int duration = scanDuration();
    if (duration < 0) {
      int last = at;
      while (last < text.length() && (isWordPart(text.charAt(last)) || text.charAt(last) == '.')) {
        last++;
      }
      throw error(at, "bad number or duration syntax: " + Texts.quote(text.substring(at, last)));
    }
    add(Token.Kind.DURATION, duration - at);
  }

  /** Where the longest number from here ends. */
  private int scanNumber() {
    int end = at;
    if (text.charAt(end) == '0' && end + 1 < text.length() && isOneOf(end + 1, "xX")) {
      end += 2;
      while (end < text.length()
          && (isOneOf(end, "_") || Character.digit(text.charAt(end), 16) >= 0)) {
        end++;
      }
      return end;
    }
    end = scanDigits(end);
    if (end < text.length() && text.charAt(end) == '.') {
      end = scanDigits(end + 1);
    }
    if (end < text.length() && isOneOf(end, "eE")) {
      int digits = end + 1;
      if (digits < text.length() && isOneOf(digits, "+-")) {
        digits++;
      }
      if (digits < text.length() && digitAt(digits)) {
        end = scanDigits(digits);
      }
    }
    return end;
  }

  /** Where the digits from here end, single underscores between them included. */
  private int scanDigits(int from) {
    int end = from;
    while (end < text.length()
        && (digitAt(end)
            || isOneOf(end, "_")
                && end > from
                && digitAt(end - 1)
                && end + 1 < text.length()
                && digitAt(end + 1))) {
      end++;
    }
    return end;
  }

  /** Where the duration from here ends, or -1 if there is none. */
  private int scanDuration() {
    int end = at;
    boolean any = false;
    while (end < text.length() && digitAt(end)) {
      int letters = scanDigits(end);
      if (letters == text.length() || UNITS.indexOf(text.charAt(letters)) < 0) {
        return -1;
      }
      boolean millis = text.startsWith("ms", letters);
      end = letters + (millis ? 2 : 1);
      any = true;
    }
    return any && (end == text.length() || !isWordPart(text.charAt(end))) ? end : -1;
  }

  private void string(char quote) {
    int end = at + 1;
    while (true) {
      if (end >= text.length()) {
        throw error(at, quote == '`' ? "unterminated raw string" : "unterminated quoted string");
      }
      char c = text.charAt(end);
      if (c == quote) {
        break;
      }
      if (c == '\n' && quote != '`') {
        throw error(at, "unterminated quoted string");
      }
      end += c == '\\' && quote != '`' ? 2 : 1;
    }
    add(Token.Kind.STRING, end + 1 - at);
  }

  private void punctuation(int length) {
    add(Token.Kind.PUNCTUATION, length);
  }

  private void add(Token.Kind kind, int length) {
    tokens.add(new Token(kind, text.substring(at, at + length), new Span(at, at + length)));
    at += length;
  }

  private boolean follows(char next) {
    return at + 1 < text.length() && text.charAt(at + 1) == next;
  }

  private boolean digitAt(int index) {
    return Names.isDigit(text.charAt(index));
  }

  private boolean isOneOf(int index, String characters) {
    return characters.indexOf(text.charAt(index)) >= 0;
  }

  private static boolean isWordPart(char c) {
    return Names.isStart(c) || Names.isDigit(c);
  }

  private String shown(int index) {
    return index < text.length()
        ? "'" + Character.toString(text.codePointAt(index)) + "'"
        : "end of input";
  }

  private SyntaxError error(int from, String message) {
    return new SyntaxError(new Span(from, Math.min(from + 1, text.length())), message);
  }
}
