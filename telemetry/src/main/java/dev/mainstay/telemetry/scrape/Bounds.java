package dev.mainstay.telemetry.scrape;

/** How the values of {@code le} and {@code quantile} are written, so that equal ones are equal. */
final class Bounds {
  private Bounds() {}

  static String normal(String text) {
    try {
      return text.isEmpty() ? text : text(LineReader.parse(text));
    } catch (NumberFormatException e) {
      return text;
    }
  }

  /** As OpenMetrics recommends: {@code 1.0}, {@code 0.005}, {@code 1e+06}, {@code +Inf}. */
  static String text(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return "0.0";
    }
    var exact = new java.math.BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= -4 && exponent < 21) {
      String plain = exact.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String digits = exact.unscaledValue().abs().toString();
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }
}
