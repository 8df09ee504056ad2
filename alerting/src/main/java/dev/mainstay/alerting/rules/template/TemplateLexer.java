package dev.mainstay.alerting.rules.template;

import dev.mainstay.alerting.rules.template.TemplateToken.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a template into texts and the tokens of its actions. */
final class TemplateLexer {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  private final String text;
  private final List<TemplateToken> tokens = new ArrayList<>();
  private int at;
  private boolean trimNext;

  private TemplateLexer(String text) {
    this.text = text;
  }

  /** All tokens, {@link Kind#END} last. */
  static List<TemplateToken> tokens(String text) {
    var lexer = new TemplateLexer(text);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (at < text.length()) {
      int open = text.indexOf(OPEN, at);
      int end = open < 0 ? text.length() : open;
      boolean trims =
          open >= 0
              && open + 3 < text.length()
              && text.charAt(open + 2) == '-'
              && isBlank(text.charAt(open + 3));
      addText(text.substring(at, end), trims);
      at = end;
      if (open >= 0) {
        action(trims);
      }
    }
    tokens.add(new TemplateToken(Kind.END, "", at, false));
  }

  private void addText(String written, boolean trimsEnd) {
    String kept = trimNext ? stripStart(written) : written;
    kept = trimsEnd ? stripEnd(kept) : kept;
    trimNext = false;
    if (!kept.isEmpty()) {
      tokens.add(new TemplateToken(Kind.TEXT, kept, at, false));
    }
  }

  private void action(boolean trims) {
    int open = at;
    at += OPEN.length() + (trims ? 2 : 0);
    if (text.startsWith("/*", at)) {
      comment(open);
      return;
    }
    tokens.add(new TemplateToken(Kind.OPEN, OPEN, open, false));
    while (true) {
      int before = at;
      skipBlanks();
      boolean spaced = at > before;
      if (at >= text.length()) {
        throw new TemplateException(open, "unclosed action");
      }
      if (closes(spaced)) {
        return;
      }
      token(spaced);
    }
  }

  private void comment(int open) {
    int end = text.indexOf("*/", at);
    if (end < 0) {
      throw new TemplateException(open, "unclosed comment");
    }
    at = end + 2;
    if (text.startsWith("-" + CLOSE, closeWithTrim(at))) {
      at = closeWithTrim(at) + 3;
      trimNext = true;
    } else if (text.startsWith(CLOSE, at)) {
      at += CLOSE.length();
    } else {
      throw new TemplateException(open, "comment ends before closing delimiter");
    }
  }

  private int closeWithTrim(int from) {
    return from < text.length() && isBlank(text.charAt(from)) ? from + 1 : text.length();
  }

  private boolean closes(boolean spaced) {
    if (spaced && text.startsWith("-" + CLOSE, at)) {
      tokens.add(new TemplateToken(Kind.CLOSE, CLOSE, at, true));
      at += 3;
      trimNext = true;
      return true;
    }
    if (text.startsWith(CLOSE, at)) {
      tokens.add(new TemplateToken(Kind.CLOSE, CLOSE, at, spaced));
      at += 2;
      return true;
    }
    return false;
  }

  private void token(boolean spaced) {
    int start = at;
    char c = text.charAt(at);
    switch (c) {
      case '"' -> quoted(spaced);
      case '`' -> raw(spaced);
      case '\'' -> character(spaced);
      case '$' -> {
        at++;
        skipName();
        add(Kind.VARIABLE, start, spaced);
      }
      case '.' -> dot(spaced);
      case '|', '(', ')', ',', '=' -> {
        at++;
        add(Kind.SYMBOL, start, spaced);
      }
      case ':' -> {
        if (!text.startsWith(":=", at)) {
          throw new TemplateException(at, "expected :=");
        }
        at += 2;
        add(Kind.SYMBOL, start, spaced);
      }
      default -> {
        if (isDigit(c)
            || (c == '+' || c == '-') && at + 1 < text.length() && startsNumber(at + 1)) {
          number(spaced);
        } else if (isNamePart(c)) {
          skipName();
          add(Kind.NAME, start, spaced);
        } else {
          throw new TemplateException(
              at, "unexpected " + Character.getName(c) + " '" + c + "' in an action");
        }
      }
    }
  }

  private boolean startsNumber(int position) {
    return isDigit(text.charAt(position)) || text.charAt(position) == '.';
  }

  private void dot(boolean spaced) {
    int start = at;
    char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    if (isDigit(next)) {
      number(spaced);
    } else if (isNamePart(next)) {
      at++;
      skipName();
      tokens.add(new TemplateToken(Kind.FIELD, text.substring(start + 1, at), start, spaced));
    } else {
      at++;
      add(Kind.DOT, start, spaced);
    }
  }

  private void number(boolean spaced) {
    int start = at;
    at++;
    while (at < text.length()
        && (isNamePart(text.charAt(at))
            || text.charAt(at) == '.'
            || (text.charAt(at) == '+' || text.charAt(at) == '-') && isExponent(at - 1, start))) {
      at++;
    }
    add(Kind.NUMBER, start, spaced);
  }

  private boolean isExponent(int position, int start) {
    char c = text.charAt(position);
    boolean hexadecimal = text.startsWith("0x", start) || text.startsWith("0X", start);
    return hexadecimal ? c == 'p' || c == 'P' : c == 'e' || c == 'E';
  }

  private void quoted(boolean spaced) {
    int start = at;
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\n') {
        throw new TemplateException(start, "unterminated quoted string");
      }
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      throw new TemplateException(start, "unterminated quoted string");
    }
    at++;
    String meant = Quoting.unquote(text.substring(start + 1, at - 1), '"', start);
    tokens.add(new TemplateToken(Kind.STRING, meant, start, spaced));
  }

  private void raw(boolean spaced) {
    int end = text.indexOf('`', at + 1);
    if (end < 0) {
      throw new TemplateException(at, "unterminated raw quoted string");
    }
    tokens.add(new TemplateToken(Kind.STRING, text.substring(at + 1, end), at, spaced));
    at = end + 1;
  }

  private void character(boolean spaced) {
    int start = at;
    at++;
    while (at < text.length() && text.charAt(at) != '\'') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      throw new TemplateException(start, "unterminated character constant");
    }
    at++;
    String meant = Quoting.unquote(text.substring(start + 1, at - 1), '\'', start);
    if (meant.codePointCount(0, meant.length()) != 1) {
      throw new TemplateException(start, "malformed character constant");
    }
    tokens.add(new TemplateToken(Kind.CHARACTER, meant, start, spaced));
  }

  private void add(Kind kind, int start, boolean spaced) {
    tokens.add(new TemplateToken(kind, text.substring(start, at), start, spaced));
  }

  private void skipName() {
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static String stripStart(String text) {
    int start = 0;
    while (start < text.length() && isBlank(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }

  private static String stripEnd(String text) {
    int end = text.length();
    while (end > 0 && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNamePart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
