package dev.mainstay.alerting.rules.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as Go reads and writes them. */
final class GoNumbers {
  /** The shortest form has an exponent from this many digits before the point on. */
  private static final int SHORTEST_WITHOUT_EXPONENT = 6;

  /** The digits of a number and the place of its point: 0.digits times ten to the point. */
  private record Digits(String digits, int point) {}

  private GoNumbers() {}

  /** A long or a double, as it is written. */
  static Object literal(String written, int offset) {
    String text = written.replace("_", "");
    String lower = text.toLowerCase(Locale.ROOT);
    try {
      if (lower.matches("[+-]?0x[0-9a-f]+")) {
        return Long.decode(lower);
      }
      if (lower.matches("[+-]?0b[01]+")) {
        return Long.parseLong(lower.replace("0b", ""), 2);
      }
      if (lower.matches("[+-]?0o?[0-7]+")) {
        return Long.parseLong(lower.replace("o", ""), 8);
      }
      if (lower.matches("[+-]?[0-9]+")) {
        return Long.parseLong(text);
      }
      if (lower.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[+-]?[0-9]+)?")
          || lower.matches("[+-]?0x[0-9a-f]*\\.?[0-9a-f]*p[+-]?[0-9]+")) {
        return Double.parseDouble(lower);
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new TemplateException(offset, "bad number syntax: \"" + written + "\"");
  }

  /** As {@code %v} writes it: the shortest digits that give this number again. */
  static String shortest(double value) {
    return general(value, -1, false);
  }

  /**
   * As {@code %g} writes it.
   *
   * @param precision significant digits, -1 for as many as it takes
   * @param keepZeros whether zeros at the end stay
   */
  static String general(double value, int precision, boolean keepZeros) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    int wanted = precision == 0 ? 1 : precision;
    Digits digits = digits(value, wanted);
    int most = wanted;
    if (most > digits.digits.length() && digits.digits.length() >= digits.point) {
      most = digits.digits.length();
    }
    if (precision < 0) {
      most = SHORTEST_WITHOUT_EXPONENT;
    }
    int exponent = digits.point - 1;
    String sign = isNegative(value) ? "-" : "";
    if (exponent < -4 || exponent >= most) {
      return sign + exponential(digits, keepZeros ? wanted - 1 : digits.digits.length() - 1);
    }
    int places = Math.max((keepZeros ? wanted : digits.digits.length()) - digits.point, 0);
    return sign + plain(digits, places);
  }

  /** As {@code %f} writes it. */
  static String fixed(double value, int places) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    String text =
        new BigDecimal(Math.abs(value)).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
    return (isNegative(value) ? "-" : "") + text;
  }

  /** As {@code %e} writes it. */
  static String exponential(double value, int places) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    return (isNegative(value) ? "-" : "") + exponential(digits(value, places + 1), places);
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
  }

  private static boolean isNegative(double value) {
    return Double.doubleToRawLongBits(value) < 0;
  }

  private static Digits digits(double value, int precision) {
    double magnitude = Math.abs(value);
    if (magnitude == 0) {
      return new Digits("0", 1);
    }
    BigDecimal exact =
        precision < 0
            ? new BigDecimal(Double.toString(magnitude))
            : new BigDecimal(magnitude).round(new MathContext(precision, RoundingMode.HALF_EVEN));
    BigDecimal bare = exact.stripTrailingZeros();
    String digits = bare.unscaledValue().toString();
    return new Digits(digits, digits.length() - bare.scale());
  }

  private static String exponential(Digits number, int places) {
    String digits = padded(number.digits, places + 1);
    boolean zero = number.digits.equals("0");
    int exponent = zero ? 0 : number.point - 1;
    var text = new StringBuilder().append(digits.charAt(0));
    if (places > 0) {
      text.append('.').append(digits, 1, places + 1);
    }
    return text.append('e')
        .append(exponent < 0 ? '-' : '+')
        .append("%02d".formatted(Math.abs(exponent)))
        .toString();
  }

  private static String plain(Digits number, int places) {
    var text = new StringBuilder();
    for (int i = 0; i < Math.max(number.point, 1); i++) {
      text.append(digit(number, number.point > 0 ? i : -1));
    }
    if (places > 0) {
      text.append('.');
      for (int i = 0; i < places; i++) {
        text.append(digit(number, number.point + i));
      }
    }
    return text.toString();
  }

  private static char digit(Digits number, int index) {
    return index >= 0 && index < number.digits.length() ? number.digits.charAt(index) : '0';
  }

  private static String padded(String digits, int length) {
    return digits + "0".repeat(Math.max(0, length - digits.length()));
  }
}
