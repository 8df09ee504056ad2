package dev.mainstay.telemetry.ingest.otlp;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values of attributes as text, as the OpenTelemetry Collector and Prometheus write them: what has
 * parts becomes JSON as Go writes it. {@code inside} says whether a value is such a part.
 *
 * @see <a href="https://pkg.go.dev/go.opentelemetry.io/collector/pdata/pcommon#Value.AsString">
 *     pcommon.Value</a>
 */
final class OtlpValues {
  private OtlpValues() {}

  /** A value of which nothing is said. */
  static String nothing(boolean inside) {
    return inside ? "null" : "";
  }

  static String text(String value, boolean inside) {
    return inside ? quoted(value) : value;
  }

  static String bytes(byte[] value, boolean inside) {
    return text(Base64.getEncoder().encodeToString(value), inside);
  }

  /** A number; JSON has no infinities and no NaN, which are texts in it. */
  static String number(double value, boolean inside) {
    if (!Double.isFinite(value)) {
      return text(OtlpNames.number(value), inside);
    }
    double size = Math.abs(value);
    if (size == 0 || size >= 1e-6 && size < 1e21) {
      return value == 0 && 1 / value < 0 ? "-0" : OtlpNames.number(value);
    }
    var exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    String digits = exact.unscaledValue().abs().toString();
    int exponent = exact.precision() - exact.scale() - 1;
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e" : "e+")
        + exponent;
  }

  /** A list of parts. */
  static String list(List<String> parts) {
    return "[" + String.join(",", parts) + "]";
  }

  /** Parts by their names. */
  static String map(Map<String, String> parts) {
    var members = new ArrayList<String>();
    new TreeMap<>(parts).forEach((name, part) -> members.add(quoted(name) + ":" + part));
    return "{" + String.join(",", members) + "}";
  }

  private static String quoted(String value) {
    var quoted = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        default -> {
          // Go writes these so that HTML and JavaScript may hold them.
          if (c < ' ' || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029) {
            quoted.append(String.format("\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
