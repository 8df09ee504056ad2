package dev.mainstay.telemetry.scrape;

import dev.mainstay.telemetry.ExpositionException;
import dev.mainstay.telemetry.Labels;
import java.util.Locale;
import java.util.Map;

/** A text's lines, and what stands on them. */
final class LineReader {
  private final String text;
  private int next;
  private int at;
  private int end;
  private int line;

  LineReader(String text) {
    this.text = text;
  }

  boolean nextLine() {
    if (next >= text.length()) {
      return false;
    }
    at = next;
    int newline = text.indexOf('\n', at);
    end = newline < 0 ? text.length() : newline;
    next = end + 1;
    line++;
    return true;
  }

  boolean atEnd() {
    return at >= end;
  }

  boolean at(char c) {
    return at < end && text.charAt(at) == c;
  }

  String rest() {
    return text.substring(Math.min(at, end), end);
  }

  void skipBlanks() {
    while (at < end && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** Up to the next blank. */
  String word() {
    int start = at;
    while (at < end && !isBlank(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  void expect(char c, String where) throws ExpositionException {
    if (!at(c)) {
      throw problem("no " + c + " " + where);
    }
    at++;
  }

  void blankOrEnd(String where) throws ExpositionException {
    if (at < end && !isBlank(text.charAt(at))) {
      throw problem("unexpected '" + shown(text.charAt(at)) + "' " + where);
    }
  }

  String metricName() throws ExpositionException {
    if (at('"')) {
      return quoted("the name of a metric");
    }
    return name(true, "no metric name");
  }

  private String name(boolean colon, String otherwise) throws ExpositionException {
    int start = at;
    while (at < end && isNameChar(text.charAt(at), at > start, colon)) {
      at++;
    }
    if (at == start) {
      throw problem(
          at < end ? "unexpected '" + shown(text.charAt(at)) + "' (" + otherwise + ")" : otherwise);
    }
    return text.substring(start, at);
  }

  private static boolean isNameChar(char c, boolean digits, boolean colon) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (colon && c == ':')
        || (digits && c >= '0' && c <= '9');
  }

  /**
   * Labels in braces.
   *
   * @param metric whether a quoted name without a value may stand there: the metric's
   */
  void labels(Map<String, String> into, boolean metric) throws ExpositionException {
    expect('{', "before labels");
    while (true) {
      skipBlanks();
      if (at('}')) {
        at++;
        return;
      }
      boolean quoted = at('"');
      String name = quoted ? quoted("a label's name") : name(false, "expected: a label's name");
      skipBlanks();
      if (quoted && metric && !at('=') && !into.containsKey(Labels.NAME)) {
        into.put(Labels.NAME, name);
      } else {
        expect('=', "after label " + name);
        skipBlanks();
        if (name.equals(Labels.NAME)) {
          throw problem("label " + name + " (the metric's name stands before the brace)");
        }
        String value = quoted("the value of label " + name);
        if (into.put(name, value) != null) {
          throw problem("second label " + name);
        }
      }
      skipBlanks();
      if (at(',')) {
        at++;
      } else if (!at('}')) {
        throw problem(
            at < end
                ? "unexpected '" + shown(text.charAt(at)) + "' after label " + name
                : "labels without a closing }");
      }
    }
  }

  private String quoted(String what) throws ExpositionException {
    expect('"', "before " + what);
    int start = at;
    while (at < end && text.charAt(at) != '"' && text.charAt(at) != '\\') {
      at++;
    }
    if (at('"')) {
      return text.substring(start, at++);
    }
    var plain = new StringBuilder(text.substring(start, at));
    while (at < end && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c == '\\' && at < end) {
        char escaped = text.charAt(at++);
        switch (escaped) {
          case 'n' -> plain.append('\n');
          case '\\', '"' -> plain.append(escaped);
          // Prometheus keeps what it does not know.
          default -> plain.append('\\').append(escaped);
        }
      } else {
        plain.append(c);
      }
    }
    expect('"', "after " + what);
    return plain.toString();
  }

  String unescaped(String escaped, boolean quotes) {
    if (escaped.indexOf('\\') < 0) {
      return escaped;
    }
    var plain = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      char following = i + 1 < escaped.length() ? escaped.charAt(i + 1) : 0;
      if (c == '\\' && following == 'n') {
        plain.append('\n');
        i++;
      } else if (c == '\\' && (following == '\\' || (quotes && following == '"'))) {
        plain.append(following);
        i++;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  double number(String what) throws ExpositionException {
    String word = word();
    if (word.isEmpty()) {
      throw problem("no " + what);
    }
    try {
      return parse(word);
    } catch (NumberFormatException e) {
      throw problem(what + ": " + word + " (expected: a number, NaN, +Inf or -Inf)");
    }
  }

  static double parse(String word) {
    boolean plain = true;
    for (int i = 0; i < word.length() && plain; i++) {
      char c = word.charAt(i);
      plain = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
    }
    if (plain) {
      return Double.parseDouble(word);
    }
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw new NumberFormatException(word);
    };
  }

  /** A time in whole milliseconds. */
  long millis() throws ExpositionException {
    String word = word();
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw problem("timestamp: " + word + " (expected: Unix milliseconds)");
    }
  }

  /** A time in seconds, in milliseconds. */
  long seconds() throws ExpositionException {
    double seconds = number("timestamp");
    if (Double.isNaN(seconds) || Math.abs(seconds) > Long.MAX_VALUE / 1e3) {
      throw problem("timestamp: " + seconds + " (expected: Unix seconds)");
    }
    return (long) (seconds * 1000);
  }

  private static String shown(char c) {
    return c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c);
  }

  ExpositionException problem(String message) {
    return new ExpositionException(Math.max(1, line), message);
  }
}
