package dev.mainstay.alerting.rules.template;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Go's quoted texts. */
final class Quoting {
  private static final String ESCAPES = "abfnrtv\\";
  private static final String MEANT = "\u0007\b\f\n\r\t\u000b\\";

  private Quoting() {}

  /**
   * What stands between quotes.
   *
   * @param offset of the text, for errors
   */
  static String unquote(String inner, char quote, int offset) {
    if (inner.indexOf('\\') < 0) {
      return inner;
    }
    var bytes = new ByteArrayOutputStream();
    int at = 0;
    while (at < inner.length()) {
      if (inner.charAt(at) != '\\') {
        int next = inner.offsetByCodePoints(at, 1);
        bytes.writeBytes(inner.substring(at, next).getBytes(StandardCharsets.UTF_8));
        at = next;
        continue;
      }
      char c = at + 1 < inner.length() ? inner.charAt(at + 1) : 0;
      int plain = ESCAPES.indexOf(c);
      if (c != 0 && plain >= 0) {
        bytes.write(MEANT.charAt(plain));
        at += 2;
      } else if (c == quote) {
        bytes.write(c);
        at += 2;
      } else {
        int digits = digits(c);
        int begin = c >= '0' && c <= '7' ? at + 1 : at + 2;
        int code = code(inner, begin, digits, c >= '0' && c <= '7' ? 8 : 16);
        if (digits == 0 || code < 0 || code > Character.MAX_CODE_POINT) {
          throw new TemplateException(offset, "invalid escape in a string");
        }
        if (digits <= 3) {
          bytes.write(code);
        } else {
          bytes.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
        }
        at = begin + digits;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int digits(char c) {
    return switch (c) {
      case 'x' -> 2;
      case 'u' -> 4;
      case 'U' -> 8;
      case '0', '1', '2', '3', '4', '5', '6', '7' -> 3;
      default -> 0;
    };
  }

  private static int code(String text, int from, int digits, int radix) {
    if (from + digits > text.length()) {
      return -1;
    }
    try {
      return Integer.parseInt(text.substring(from, from + digits), radix);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** In double quotes, as {@code %q} writes it. */
  static String quote(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          int escape = c < 0x80 && c != 0 ? MEANT.indexOf(c) : -1;
          if (c == '"') {
            quoted.append("\\\"");
          } else if (escape >= 0) {
            quoted.append('\\').append(ESCAPES.charAt(escape));
          } else if (c < 0x20 || c == 0x7f) {
            quoted.append("\\x%02x".formatted(c));
          } else {
            quoted.appendCodePoint(c);
          }
        });
    return quoted.append('"').toString();
  }
}
