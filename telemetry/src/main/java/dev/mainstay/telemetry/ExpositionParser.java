package dev.mainstay.telemetry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One pass over one exposition, line by line; single use. */
final class ExpositionParser {
  private static final Set<String> TYPES =
      Set.of(
          "counter",
          "gauge",
          "histogram",
          "summary",
          "untyped",
          "unknown",
          "info",
          "stateset",
          "gaugehistogram");

  private final String text;
  private final List<Sample> samples = new ArrayList<>();
  private final Set<Labels> seen = new HashSet<>();
  private final Set<String> sampled = new HashSet<>();
  private final Map<String, String> types = new HashMap<>();
  private final Map<String, String> help = new HashMap<>();
  private int at;
  private int end;
  private int line;
  private boolean ended;

  ExpositionParser(String text) {
    this.text = text;
  }

  Exposition parse() throws ExpositionException {
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      at = start;
      end = newline < 0 ? text.length() : newline;
      line++;
      parseLine();
      start = end + 1;
    }
    return new Exposition(samples, types, help);
  }

  private void parseLine() throws ExpositionException {
    skipBlanks();
    if (at == end) {
      return;
    }
    if (ended) {
      throw problem("text after # EOF");
    }
    if (text.charAt(at) == '#') {
      at++;
      parseComment();
    } else {
      parseSample();
    }
  }

  private void parseComment() throws ExpositionException {
    boolean blank = at < end && isBlank(text.charAt(at));
    skipBlanks();
    String word = word();
    if (!blank) {
      return;
    }
    switch (word) {
      case "HELP" -> {
        String name = described("HELP");
        if (help.put(name, unescapeHelp(text.substring(at, end))) != null) {
          throw problem("second HELP of " + name);
        }
      }
      case "TYPE" -> {
        String name = described("TYPE");
        String type = word();
        skipBlanks();
        if (at < end || !TYPES.contains(type)) {
          throw problem(
              "type of "
                  + name
                  + ": "
                  + (type + text.substring(at, end))
                  + " (expected: counter, gauge, histogram, summary or untyped)");
        }
        if (types.put(name, type) != null) {
          throw problem("second TYPE of " + name);
        }
        if (sampled.contains(name)) {
          throw problem("TYPE of " + name + " after its first sample");
        }
      }
      case "EOF" -> ended = true;
      default -> {}
    }
  }

  private String described(String keyword) throws ExpositionException {
    skipBlanks();
    String name = metricName(keyword + " without a metric name");
    if (at < end && !isBlank(text.charAt(at))) {
      throw unexpected("in the name of a metric");
    }
    skipBlanks();
    return name;
  }

  private String unescapeHelp(String escaped) throws ExpositionException {
    if (escaped.indexOf('\\') < 0) {
      return escaped;
    }
    var plain = new StringBuilder(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c != '\\') {
        plain.append(c);
      } else if (i + 1 < escaped.length() && escaped.charAt(i + 1) == 'n') {
        plain.append('\n');
        i++;
      } else if (i + 1 < escaped.length() && escaped.charAt(i + 1) == '\\') {
        plain.append('\\');
        i++;
      } else {
        throw problem("escape in HELP (expected: \\\\ or \\n)");
      }
    }
    return plain.toString();
  }

  private void parseSample() throws ExpositionException {
    var values = new TreeMap<String, String>();
    String metric = metricName("no metric name");
    values.put(Labels.NAME, metric);
    skipBlanks();
    if (at < end && text.charAt(at) == '{') {
      at++;
      parseLabels(values);
    } else if (at < end && !isBlank(text.charAt(at - 1))) {
      throw unexpected("in the name of a metric");
    }
    skipBlanks();
    double value = value();
    skipBlanks();
    if (at < end && text.charAt(at) != '#') {
      timestamp();
      skipBlanks();
    }
    if (at < end && !exemplar()) {
      throw unexpected("after the sample");
    }
    var labels = new Labels(values);
    if (!seen.add(labels)) {
      throw problem("second sample of " + labels);
    }
    sampled.add(metric);
    samples.add(new Sample(labels, value));
  }

  private void parseLabels(Map<String, String> into) throws ExpositionException {
    while (true) {
      skipBlanks();
      if (at < end && text.charAt(at) == '}') {
        at++;
        return;
      }
      String name = labelName();
      skipBlanks();
      expect('=', "after label " + name);
      skipBlanks();
      expect('"', "before the value of label " + name);
      if (name.equals(Labels.NAME)) {
        throw problem("label " + name + " (the metric's name stands before the brace)");
      }
      if (into.put(name, labelValue(name)) != null) {
        throw problem("second label " + name);
      }
      skipBlanks();
      if (at < end && text.charAt(at) == ',') {
        at++;
      } else if (at >= end || text.charAt(at) != '}') {
        throw at < end ? unexpected("after label " + name) : problem("labels without a closing }");
      }
    }
  }

  private String labelValue(String name) throws ExpositionException {
    int start = at;
    while (at < end && text.charAt(at) != '"' && text.charAt(at) != '\\') {
      at++;
    }
    if (at < end && text.charAt(at) == '"') {
      return text.substring(start, at++);
    }
    var value = new StringBuilder(text.substring(start, at));
    while (at < end) {
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      if (c != '\\') {
        value.append(c);
        continue;
      }
      char escaped = at < end ? text.charAt(at++) : ' ';
      switch (escaped) {
        case '\\', '"' -> value.append(escaped);
        case 'n' -> value.append('\n');
        default ->
            throw problem(
                "escape \\" + escaped + " in label " + name + " (expected: \\\\, \\\" or \\n)");
      }
    }
    throw problem("value of label " + name + " without a closing quote");
  }

  private double value() throws ExpositionException {
    String word = word();
    if (word.isEmpty()) {
      throw problem("no value");
    }
    return number(word, "value");
  }

  private void timestamp() throws ExpositionException {
    double stamp = number(word(), "timestamp");
    if (Double.isNaN(stamp) || Double.isInfinite(stamp)) {
      throw problem("timestamp: " + stamp + " (expected: Unix milliseconds)");
    }
  }

  private double number(String word, String what) throws ExpositionException {
    boolean plain = true;
    for (int i = 0; i < word.length() && plain; i++) {
      char c = word.charAt(i);
      plain = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
    }
    try {
      if (plain) {
        return Double.parseDouble(word);
      }
    } catch (NumberFormatException e) {
      throw problem(what + ": " + word + " (expected: a number)");
    }
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> throw problem(what + ": " + word + " (expected: a number, NaN, +Inf or -Inf)");
    };
  }

  /** Passes over an OpenMetrics exemplar, {@code # {trace_id="…"} 0.67}. */
  private boolean exemplar() {
    int brace = text.indexOf('{', at);
    if (text.charAt(at) != '#' || brace < 0 || brace >= end) {
      return false;
    }
    at = end;
    return true;
  }

  private String metricName(String otherwise) throws ExpositionException {
    int start = at;
    while (at < end && (isNameChar(text.charAt(at), at > start) || text.charAt(at) == ':')) {
      at++;
    }
    if (at == start) {
      throw at < end ? unexpected("(expected: the name of a metric)") : problem(otherwise);
    }
    return text.substring(start, at);
  }

  private String labelName() throws ExpositionException {
    int start = at;
    while (at < end && isNameChar(text.charAt(at), at > start)) {
      at++;
    }
    if (at == start) {
      throw at < end
          ? unexpected("(expected: the name of a label)")
          : problem("labels without a closing }");
    }
    return text.substring(start, at);
  }

  private static boolean isNameChar(char c, boolean digits) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (digits && c >= '0' && c <= '9');
  }

  private String word() {
    int start = at;
    while (at < end && !isBlank(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private void expect(char c, String where) throws ExpositionException {
    if (at >= end || text.charAt(at) != c) {
      throw problem("no " + c + " " + where);
    }
    at++;
  }

  private void skipBlanks() {
    while (at < end && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private ExpositionException unexpected(String where) {
    String found =
        text.charAt(at) < ' '
            ? String.format("\\u%04x", (int) text.charAt(at))
            : text.substring(at, at + 1);
    return problem("unexpected '" + found + "' " + where);
  }

  private ExpositionException problem(String message) {
    return new ExpositionException(line, message);
  }
}
