package dev.mainstay.alerting.rules.testing;

import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.LabelMatch;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.PromqlException;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.query.HistogramMath;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Series as tests write them: {@code up{job="a"}} with values {@code 1 2+3x4 _ stale}. */
final class SeriesText {
  /** Values of one series. */
  static final int MAX_VALUES = 1_000_000;

  /** Without hexadecimal ones: {@code 0x3} is three more zeros. */
  private static final String NUMBER =
      "(?:inf|nan|(?:[0-9][0-9_]*\\.?[0-9]*|\\.[0-9]+)(?:e[+-]?[0-9]+)?)";

  private static final String TIMES = "(?:x([0-9]+))?";
  private static final Pattern NUMBERS =
      Pattern.compile(
          "([+-]?" + NUMBER + ")(?:([+-]" + NUMBER + "))?" + TIMES, Pattern.CASE_INSENSITIVE);
  private static final Pattern MISSING = Pattern.compile("_" + TIMES);
  private static final Pattern STALE = Pattern.compile("stale" + TIMES);
  private static final Pattern HISTOGRAMS =
      Pattern.compile("\\{\\{(.*?)\\}\\}(?:([+-])\\{\\{(.*?)\\}\\})?" + TIMES, Pattern.DOTALL);
  private static final Pattern EMPTY = Pattern.compile("\\s*(\\{\\s*\\})?\\s*");

  private SeriesText() {}

  /** What is wrong with a text. */
  static final class BadText extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int offset;
    private final int length;

    BadText(int offset, int length, String message) {
      super(message, null, false, false);
      this.offset = offset;
      this.length = Math.max(1, length);
    }

    int offset() {
      return offset;
    }

    int length() {
      return length;
    }
  }

  /** The labels of a series; none of an empty text. */
  static Labels labels(String text, Dialect dialect) {
    if (EMPTY.matcher(text).matches()) {
      return new Labels(new TreeMap<>());
    }
    Expr expr;
    try {
      expr = Promql.parse(text, dialect);
    } catch (PromqlException e) {
      var problem = e.problems().getFirst();
      int length = problem.span().end() - problem.span().start();
      throw new BadText(problem.span().start(), length, problem.message());
    }
    if (!(expr instanceof Expr.VectorSelector selector)) {
      throw new BadText(0, text.length(), "not a series (expected: name{label=\"value\"})");
    }
    var labels = new TreeMap<String, String>();
    for (LabelMatch match : selector.conditions()) {
      if (match.kind() != LabelMatch.Kind.EQUAL) {
        throw new BadText(0, text.length(), "a matcher of " + match.name() + " (expected: =)");
      }
      labels.put(match.name(), match.value());
    }
    return new Labels(labels);
  }

  /** The values, null where there is none. */
  static List<@Nullable SeriesValue> values(String text) {
    var values = new ArrayList<@Nullable SeriesValue>();
    int at = 0;
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      if (at == text.length()) {
        return values;
      }
      int end = end(text, at);
      add(text, at, end, values);
      at = end;
    }
  }

  /** Where the item that begins there ends; a histogram may have white space inside. */
  private static int end(String text, int from) {
    int at = from;
    boolean inside = false;
    while (at < text.length() && (inside || !Character.isWhitespace(text.charAt(at)))) {
      if (text.startsWith("{{", at)) {
        inside = true;
      } else if (text.startsWith("}}", at)) {
        inside = false;
        at++;
      }
      at++;
    }
    return Math.min(at, text.length());
  }

  private static void add(String text, int from, int to, List<@Nullable SeriesValue> values) {
    String item = text.substring(from, to);
    Matcher missing = MISSING.matcher(item);
    Matcher stale = STALE.matcher(item);
    Matcher histograms = HISTOGRAMS.matcher(item);
    Matcher numbers = NUMBERS.matcher(item);
    try {
      if (missing.matches()) {
        int times = missing.group(1) == null ? 1 : times(missing.group(1), values);
        for (int i = 0; i < times; i++) {
          values.add(null);
        }
      } else if (stale.matches()) {
        repeat(new SeriesValue(SeriesStore.STALE), times(stale.group(1), values), values);
      } else if (histograms.matches()) {
        histograms(histograms, values);
      } else if (numbers.matches() && (numbers.group(2) == null || numbers.group(3) != null)) {
        numbers(numbers, values);
      } else {
        throw new IllegalArgumentException(
            "expected: a number, 1x3, 1+2x3, _, _x3, stale or {{schema:0 …}}");
      }
    } catch (IllegalArgumentException e) {
      throw new BadText(from, to - from, "value '" + item + "': " + e.getMessage());
    }
  }

  private static int times(@Nullable String written, List<?> values) {
    long times = written == null ? 0 : Long.parseLong(written);
    if (values.size() + times > MAX_VALUES) {
      throw new IllegalArgumentException("more than " + MAX_VALUES + " values in a series");
    }
    return (int) times;
  }

  private static void numbers(Matcher match, List<@Nullable SeriesValue> values) {
    double value = number(match.group(1));
    double step = match.group(2) == null ? 0 : number(match.group(2));
    int times = times(match.group(3), values);
    values.add(new SeriesValue(value));
    for (int i = 0; i < times; i++) {
      value += step;
      values.add(new SeriesValue(value));
    }
  }

  private static void repeat(SeriesValue value, int times, List<@Nullable SeriesValue> values) {
    for (int i = 0; i <= times; i++) {
      values.add(value);
    }
  }

  private static void histograms(Matcher match, List<@Nullable SeriesValue> values) {
    NativeHistogram histogram = HistogramNotation.parse(match.group(1));
    int times = times(match.group(4), values);
    if (match.group(2) == null) {
      repeat(new SeriesValue(0, histogram), times, values);
      return;
    }
    NativeHistogram step = HistogramNotation.parse(match.group(3));
    values.add(new SeriesValue(0, histogram));
    for (int i = 0; i < times; i++) {
      histogram =
          match.group(2).equals("+")
              ? HistogramMath.add(histogram, step)
              : HistogramMath.subtract(histogram, step);
      values.add(new SeriesValue(0, histogram));
    }
  }

  /** A number of PromQL or YAML. */
  static double number(String text) {
    String lower = text.toLowerCase(java.util.Locale.ROOT).replace("_", "");
    String bare = lower.replaceFirst("^[+-]", "").replaceFirst("^\\.(?=inf|nan)", "");
    double magnitude =
        switch (bare) {
          case "inf" -> Double.POSITIVE_INFINITY;
          case "nan" -> Double.NaN;
          default -> bare.startsWith("0x") ? Long.parseLong(bare.substring(2), 16) : decimal(bare);
        };
    return lower.startsWith("-") ? -magnitude : magnitude;
  }

  private static double decimal(String text) {
    if (text.isEmpty() || text.endsWith("f") || text.endsWith("d")) {
      throw new NumberFormatException("no number");
    }
    return Double.parseDouble(text);
  }
}
