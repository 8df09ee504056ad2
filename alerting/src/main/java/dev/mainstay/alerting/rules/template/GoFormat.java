package dev.mainstay.alerting.rules.template;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The function {@code printf}. */
final class GoFormat {
  /** Columns that one value may be padded to, and digits behind its point. */
  private static final int MAX_WIDTH = 1000;

  private final String format;
  private final List<? extends @Nullable Object> arguments;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int argument;

  /** What stands between {@code %} and the verb. */
  private record Flags(
      boolean minus,
      boolean plus,
      boolean sharp,
      boolean space,
      boolean zero,
      int width,
      int precision) {}

  private GoFormat(String format, List<? extends @Nullable Object> arguments) {
    this.format = format;
    this.arguments = arguments;
  }

  static String of(String format, List<? extends @Nullable Object> arguments) {
    return new GoFormat(format, arguments).run();
  }

  private String run() {
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      if (percent < 0) {
        out.append(format, at, format.length());
        break;
      }
      out.append(format, at, percent);
      at = percent + 1;
      verb();
    }
    if (argument < arguments.size()) {
      out.append("%!(EXTRA ");
      for (int i = argument; i < arguments.size(); i++) {
        out.append(i == argument ? "" : ", ");
        Object extra = arguments.get(i);
        out.append(extra == null ? "<nil>" : Values.type(extra) + "=" + Values.printed(extra));
      }
      out.append(')');
    }
    return out.toString();
  }

  private void verb() {
    Flags flags = flags();
    if (at >= format.length()) {
      out.append("%!(NOVERB)");
      return;
    }
    int verb = format.codePointAt(at);
    at += Character.charCount(verb);
    if (verb == '%') {
      out.append('%');
    } else if (argument >= arguments.size()) {
      out.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      value(flags, verb, arguments.get(argument++));
    }
  }

  private Flags flags() {
    boolean minus = false;
    boolean plus = false;
    boolean sharp = false;
    boolean space = false;
    boolean zero = false;
    flags:
    while (at < format.length()) {
      switch (format.charAt(at)) {
        case '-' -> minus = true;
        case '+' -> plus = true;
        case '#' -> sharp = true;
        case ' ' -> space = true;
        case '0' -> zero = true;
        default -> {
          break flags;
        }
      }
      at++;
    }
    int width = number();
    int precision = -1;
    if (at < format.length() && format.charAt(at) == '.') {
      at++;
      precision = Math.max(0, number());
    }
    return new Flags(minus, plus, sharp, space, zero && !minus, width, precision);
  }

  /** -1 when there is none. */
  private int number() {
    if (at < format.length() && format.charAt(at) == '*') {
      at++;
      Object given = argument < arguments.size() ? arguments.get(argument++) : null;
      return given instanceof Long number ? (int) Math.clamp(number, 0, MAX_WIDTH) : -1;
    }
    int number = -1;
    while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
      number = Math.min(MAX_WIDTH, Math.max(0, number) * 10 + format.charAt(at) - '0');
      at++;
    }
    return number;
  }

  private void value(Flags flags, int verb, @Nullable Object value) {
    if (verb == 'T') {
      pad(flags, Values.type(value), false);
      return;
    }
    String text =
        switch (value) {
          case Double number -> number(flags, verb, number);
          case Long number -> integer(flags, verb, number);
          case Boolean truth -> verb == 't' || verb == 'v' ? truth.toString() : null;
          case String string -> string(flags, verb, string);
          case null -> verb == 'v' ? "<nil>" : null;
          default -> verb == 'v' || verb == 's' ? Values.printed(value) : null;
        };
    if (text == null) {
      out.append("%!").appendCodePoint(verb).append('(');
      out.append(value == null ? "<nil>" : Values.type(value) + "=" + Values.printed(value));
      out.append(')');
      return;
    }
    boolean number = value instanceof Double || value instanceof Long;
    pad(flags, text, number && flags.zero());
  }

  private static @Nullable String number(Flags flags, int verb, double value) {
    int precision = flags.precision();
    String text =
        switch (verb) {
          case 'v' -> GoNumbers.general(value, precision, false);
          case 'g', 'G' -> GoNumbers.general(value, precision, flags.sharp());
          case 'f', 'F' -> GoNumbers.fixed(value, precision < 0 ? 6 : precision);
          case 'e', 'E' -> GoNumbers.exponential(value, precision < 0 ? 6 : precision);
          default -> null;
        };
    if (text == null) {
      return null;
    }
    String cased = verb == 'G' || verb == 'E' ? text.replace('e', 'E') : text;
    if (flags.plus()) {
      return cased.startsWith("-") || cased.startsWith("+") ? cased : "+" + cased;
    }
    return flags.space() && !cased.startsWith("-") ? " " + cased : cased;
  }

  private static @Nullable String integer(Flags flags, int verb, long value) {
    String magnitude = Long.toString(value).replace("-", "");
    String text =
        switch (verb) {
          case 'd', 'v' -> magnitude;
          case 'x' -> (flags.sharp() ? "0x" : "") + radix(value, 16);
          case 'X' ->
              (flags.sharp() ? "0X" : "") + radix(value, 16).toUpperCase(java.util.Locale.ROOT);
          case 'o' -> (flags.sharp() ? "0" : "") + radix(value, 8);
          case 'b' -> (flags.sharp() ? "0b" : "") + radix(value, 2);
          case 'c' ->
              Character.isValidCodePoint((int) value) ? Character.toString((int) value) : "�";
          case 'q' -> "'" + Character.toString((int) value) + "'";
          case 'U' -> "U+%04X".formatted(value);
          default -> null;
        };
    if (text == null || verb == 'c' || verb == 'q' || verb == 'U') {
      return text;
    }
    return (value < 0 ? "-" : flags.plus() ? "+" : flags.space() ? " " : "") + text;
  }

  private static String radix(long value, int radix) {
    return Long.toString(value, radix).replace("-", "");
  }

  private static @Nullable String string(Flags flags, int verb, String value) {
    String text = value;
    if (flags.precision() >= 0) {
      int points = Math.min(flags.precision(), value.codePointCount(0, value.length()));
      text = value.substring(0, value.offsetByCodePoints(0, points));
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return switch (verb) {
      case 's', 'v' -> text;
      case 'q' -> Quoting.quote(text);
      case 'x' -> HexFormat.of().formatHex(bytes);
      case 'X' -> HexFormat.of().withUpperCase().formatHex(bytes);
      default -> null;
    };
  }

  private void pad(Flags flags, String text, boolean zeros) {
    int missing = flags.width() - text.codePointCount(0, text.length());
    if (missing <= 0) {
      out.append(text);
    } else if (flags.minus()) {
      out.append(text).repeat(' ', missing);
    } else if (zeros && !text.endsWith("Inf") && !text.endsWith("NaN")) {
      boolean signed = text.startsWith("-") || text.startsWith("+") || text.startsWith(" ");
      out.append(text, 0, signed ? 1 : 0).repeat('0', missing);
      out.append(text, signed ? 1 : 0, text.length());
    } else {
      out.repeat(' ', missing).append(text);
    }
  }
}
