package dev.mainstay.promql;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Literals: strings, numbers and durations, from text and to it. */
final class Texts {
  private static final long SECOND = 1000;
  private static final long[] UNIT_MILLIS = {
    365 * 86_400 * SECOND,
    7 * 86_400 * SECOND,
    86_400 * SECOND,
    3600 * SECOND,
    60 * SECOND,
    SECOND,
    1
  };
  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};

  private Texts() {}

  /** What stands between the quotes, in double quotes and with escapes. */
  static String quote(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        case 0x07 -> quoted.append("\\a");
        case 0x0b -> quoted.append("\\v");
        default -> {
          if (c < 0x20 || c == 0x7f) {
            quoted.append(String.format("\\x%02x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /**
   * What a string token means.
   *
   * @throws SyntaxError if an escape is none
   */
  static String unquote(Token token) {
    String text = token.text();
    char quote = text.charAt(0);
    String inner = text.substring(1, text.length() - 1);
    if (quote == '`' || inner.indexOf('\\') < 0) {
      return inner;
    }
    var bytes = new ByteArrayOutputStream(inner.length());
    for (int i = 0; i < inner.length(); ) {
      if (inner.charAt(i) != '\\') {
        int next = inner.offsetByCodePoints(i, 1);
        bytes.writeBytes(inner.substring(i, next).getBytes(StandardCharsets.UTF_8));
        i = next;
        continue;
      }
      int read = escape(inner, i + 1, quote, bytes);
      if (read < 0) {
        throw new SyntaxError(
            token.span(), "error unquoting string " + quote(text) + ": invalid syntax");
      }
      i = read;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Writes what the escape after a backslash means; where it ends, or -1 if it is none. */
  private static int escape(String text, int at, char quote, ByteArrayOutputStream into) {
    char c = at < text.length() ? text.charAt(at) : 0;
    int plain = "abfnrtv\\".indexOf(c);
    if (plain >= 0 && c != 0) {
      into.write("\u0007\b\f\n\r\t\u000b\\".charAt(plain));
      return at + 1;
    }
    return switch (c) {
      case '\'', '"' -> {
        into.write(c);
        yield c == quote ? at + 1 : -1;
      }
      case 'x' -> number(text, at + 1, 2, 16, 0xff, true, into);
      case 'u' -> number(text, at + 1, 4, 16, 0xffff, false, into);
      case 'U' -> number(text, at + 1, 8, 16, Character.MAX_CODE_POINT, false, into);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> number(text, at, 3, 8, 0xff, true, into);
      default -> -1;
    };
  }

  private static int number(
      String text,
      int at,
      int digits,
      int radix,
      int most,
      boolean singleByte,
      ByteArrayOutputStream into) {
    if (at + digits > text.length()) {
      return -1;
    }
    long value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    if (value > most || !singleByte && value >= 0xd800 && value < 0xe000) {
      return -1;
    }
    if (singleByte) {
      into.write((int) value);
    } else {
      into.writeBytes(Character.toString((int) value).getBytes(StandardCharsets.UTF_8));
    }
    return at + digits;
  }

  /**
   * The number that the text is: decimal, hexadecimal, octal after a zero, {@code inf} or {@code
   * nan}.
   *
   * @throws SyntaxError if it is none
   */
  static double number(Token token) {
    String text = token.lower().replace("_", "");
    try {
      if (text.equals("inf")) {
        return Double.POSITIVE_INFINITY;
      }
      if (text.equals("nan")) {
        return Double.NaN;
      }
      if (text.startsWith("0x")) {
        return Long.parseLong(text.substring(2), 16);
      }
      if (text.length() > 1 && text.matches("0[0-7]+")) {
        return Long.parseLong(text, 8);
      }
      double value =
          text.endsWith("f") || text.endsWith("d") ? Double.NaN : Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new SyntaxError(token.span(), "error parsing number: " + quote(token.text()));
  }

  /** A number as PromQL reads it, without an exponent. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return Double.doubleToRawLongBits(value) == 0 ? "0" : "-0";
    }
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  /**
   * The milliseconds of a duration.
   *
   * @throws SyntaxError if a unit is not smaller than the one before, or it is too long
   */
  static long duration(Token token) {
    String text = token.text();
    long millis = 0;
    int smallest = -1;
    int at = 0;
    while (at < text.length()) {
      int digits = at;
      while (digits < text.length() && Names.isDigit(text.charAt(digits))) {
        digits++;
      }
      int letters = digits;
      while (letters < text.length() && !Names.isDigit(text.charAt(letters))) {
        letters++;
      }
      int unit = java.util.Arrays.asList(UNITS).indexOf(text.substring(digits, letters));
      if (unit <= smallest) {
        throw new SyntaxError(token.span(), "not a valid duration string: " + quote(text));
      }
      try {
        millis =
            Math.addExact(
                millis,
                Math.multiplyExact(Long.parseLong(text.substring(at, digits)), UNIT_MILLIS[unit]));
      } catch (ArithmeticException | NumberFormatException e) {
        throw new SyntaxError(token.span(), "duration out of range");
      }
      smallest = unit;
      at = letters;
    }
    if (millis > Long.MAX_VALUE / 1_000_000) {
      throw new SyntaxError(token.span(), "duration out of range");
    }
    return millis;
  }

  /** A duration as PromQL reads it. */
  static String duration(long millis) {
    if (millis == 0) {
      return "0s";
    }
    var text = new StringBuilder(millis < 0 ? "-" : "");
    long rest = Math.abs(millis);
    for (int unit = 0; unit < UNITS.length; unit++) {
      boolean whole = unit > 1 || rest % UNIT_MILLIS[unit] == 0;
      if (rest >= UNIT_MILLIS[unit] && whole) {
        text.append(rest / UNIT_MILLIS[unit]).append(UNITS[unit]);
        rest %= UNIT_MILLIS[unit];
      }
    }
    return text.toString();
  }
}
