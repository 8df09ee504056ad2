package dev.mainstay.telemetry.ingest.otlp;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Names as Prometheus translates them: other characters become underscores, the unit and {@code
 * _total} are appended.
 *
 * @see <a
 *     href="https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/">the
 *     compatibility specification</a>
 */
final class OtlpNames {
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("d", "days"),
          Map.entry("h", "hours"),
          Map.entry("min", "minutes"),
          Map.entry("s", "seconds"),
          Map.entry("ms", "milliseconds"),
          Map.entry("us", "microseconds"),
          Map.entry("ns", "nanoseconds"),
          Map.entry("By", "bytes"),
          Map.entry("KiBy", "kibibytes"),
          Map.entry("MiBy", "mebibytes"),
          Map.entry("GiBy", "gibibytes"),
          Map.entry("TiBy", "tibibytes"),
          Map.entry("KBy", "kilobytes"),
          Map.entry("MBy", "megabytes"),
          Map.entry("GBy", "gigabytes"),
          Map.entry("TBy", "terabytes"),
          Map.entry("V", "volts"),
          Map.entry("A", "amperes"),
          Map.entry("J", "joules"),
          Map.entry("W", "watts"),
          Map.entry("g", "grams"),
          Map.entry("Cel", "celsius"),
          Map.entry("Hz", "hertz"),
          Map.entry("m", "meters"),
          Map.entry("%", "percent"),
          Map.entry("1", ""));
  private static final Map<String, String> PER =
      Map.of(
          "s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y",
          "year");

  private OtlpNames() {}

  /** A metric's name; empty when nothing of it can be kept. */
  static String metric(OtlpRequest.Metric metric) {
    var words = words(metric.name());
    boolean counter = metric.kind() == OtlpRequest.Kind.SUM && metric.monotonic();
    String unit = metric.unit().strip();
    if (!unit.isEmpty()) {
      append(words, unit);
    }
    if (unit.equals("1") && metric.kind() == OtlpRequest.Kind.GAUGE) {
      words.remove("ratio");
      words.add("ratio");
    }
    if (counter) {
      words.remove("total");
      words.add("total");
    }
    String name = String.join("_", words);
    return !name.isEmpty() && Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }

  private static List<String> words(String name) {
    var words = new ArrayList<String>();
    for (String word : name.split("[^a-zA-Z0-9:]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private static void append(List<String> words, String unit) {
    int slash = unit.indexOf('/');
    String main = slash < 0 ? unit : unit.substring(0, slash);
    if (!main.contains("{") && !main.isBlank()) {
      add(words, UNITS.getOrDefault(main.strip(), main.strip()));
    }
    if (slash >= 0 && !unit.substring(slash).contains("{")) {
      String per = unit.substring(slash + 1).strip();
      if (!per.isEmpty()) {
        String word = PER.getOrDefault(per, per);
        if (!words.contains(word)) {
          words.add("per");
          add(words, word);
        }
      }
    }
  }

  private static void add(List<String> words, String unit) {
    for (String word : words(unit)) {
      if (!words.contains(word)) {
        words.add(word);
      }
    }
  }

  static String label(String attribute) {
    if (attribute.isEmpty()) {
      return "";
    }
    var name = new StringBuilder(attribute.length());
    for (int i = 0; i < attribute.length(); i++) {
      char c = attribute.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      name.append(plain ? c : '_');
    }
    String text = name.toString();
    if (Character.isDigit(text.charAt(0))) {
      return "key_" + text;
    }
    return text.startsWith("_") && !text.startsWith("__") ? "key" + text : text;
  }

  /** A number as a label has it, never with an exponent: {@code 0.5}, {@code 10}, {@code +Inf}. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
