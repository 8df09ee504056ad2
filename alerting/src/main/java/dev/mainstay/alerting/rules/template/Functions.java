package dev.mainstay.alerting.rules.template;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.mainstay.alerting.rules.Section;
import dev.mainstay.telemetry.query.RegexTemplate;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The functions that Prometheus adds to Go's. A function that cannot use its arguments throws an
 * {@link IllegalArgumentException} that says why.
 */
final class Functions {
  /** What a function does with its arguments. */
  private interface Body extends BiFunction<TemplateData, Arguments, @Nullable Object> {}

  /**
   * A function.
   *
   * @param arguments that it takes; -1 for any number
   */
  private record Entry(int arguments, Body body) {}

  private static final Map<String, Entry> OWN = new HashMap<>();

  static {
    number("humanize", Humanize::metric);
    number("humanize1024", Humanize::binary);
    number("humanizeDuration", Humanize::duration);
    number("humanizePercentage", Humanize::percentage);
    number("humanizeTimestamp", Humanize::timestamp);
    number("toTime", Humanize::time);
    add("title", 1, (data, args) -> title(args.text(0)));
    add("toUpper", 1, (data, args) -> args.text(0).toUpperCase(Locale.ROOT));
    add("toLower", 1, (data, args) -> args.text(0).toLowerCase(Locale.ROOT));
    add("match", 2, (data, args) -> pattern(args.text(0)).matcher(args.text(1)).find());
    add("reReplaceAll", 3, (data, args) -> replaced(args));
    add("query", 1, (data, args) -> data.query().apply(args.text(0)));
    add("first", 1, (data, args) -> first(args.samples(0)));
    add("label", 2, (data, args) -> args.sample(1).labels().getOrDefault(args.text(0), ""));
    add("value", 1, (data, args) -> args.sample(0).value());
    add("strvalue", 1, (data, args) -> args.sample(0).labels().getOrDefault("__value__", ""));
    add("sortByLabel", 2, (data, args) -> sorted(args.text(0), args.samples(1)));
    add("args", -1, (data, args) -> numbered(args));
    add("graphLink", 1, (data, args) -> link(args.text(0), 0));
    add("tableLink", 1, (data, args) -> link(args.text(0), 1));
    add("stripPort", 1, (data, args) -> Hosts.withoutPort(args.text(0)));
    add("stripDomain", 1, (data, args) -> Hosts.withoutDomain(args.text(0)));
    add("parseDuration", 1, (data, args) -> seconds(args.text(0)));
    add("pathPrefix", 0, (data, args) -> path(data.externalUrl()));
    add("externalURL", 0, (data, args) -> data.externalUrl());
    add("safeHtml", 1, (data, args) -> args.text(0));
    add("urlQueryEscape", 1, (data, args) -> escaped(args.text(0)));
    add("now", 0, (data, args) -> data.now().toEpochMilli() / 1e3);
  }

  private Functions() {}

  private static void add(String name, int arguments, Body body) {
    OWN.put(name, new Entry(arguments, body));
  }

  private static void number(String name, DoubleFunction<Object> body) {
    add(name, 1, (data, args) -> body.apply(args.number(0)));
  }

  static boolean isKnown(String name) {
    return OWN.containsKey(name) || GoFunctions.isKnown(name);
  }

  /**
   * What a function gives; {@code and}, {@code or} and {@code tmpl} are the expansion's.
   *
   * @throws IllegalArgumentException if it cannot be called so
   */
  static @Nullable Object call(
      String name, TemplateData data, List<? extends @Nullable Object> arguments) {
    Entry own = OWN.get(name);
    if (own == null) {
      return GoFunctions.call(name, arguments);
    }
    if (own.arguments() >= 0 && own.arguments() != arguments.size()) {
      throw new IllegalArgumentException(
          "wrong number of args for %s: want %d got %d"
              .formatted(name, own.arguments(), arguments.size()));
    }
    return own.body().apply(data, new Arguments(name, arguments));
  }

  private static String title(String text) {
    var title = new StringBuilder();
    int before = ' ';
    for (int c : text.codePoints().toArray()) {
      boolean inWord = Character.isLetterOrDigit(before) || before == '_';
      title.appendCodePoint(inWord ? c : Character.toTitleCase(c));
      before = c;
    }
    return title.toString();
  }

  private static Pattern pattern(String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "error parsing regexp: " + e.getDescription() + ": `" + e.getPattern() + "`");
    }
  }

  private static String replaced(Arguments args) {
    String text = args.text(2);
    var matcher = pattern(args.text(0)).matcher(text);
    var replaced = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      if (replaced.length() > Template.MAX_OUTPUT) {
        throw new IllegalArgumentException(
            "more than " + Template.MAX_OUTPUT + " characters of output");
      }
      replaced.append(text, from, matcher.start());
      replaced.append(RegexTemplate.expand(args.text(1), matcher));
      from = matcher.end();
    }
    return replaced.append(text.substring(from)).toString();
  }

  private static TemplateSample first(List<TemplateSample> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("first() called on vector with no elements");
    }
    return samples.getFirst();
  }

  private static List<TemplateSample> sorted(String label, List<TemplateSample> samples) {
    var sorted = new ArrayList<>(samples);
    sorted.sort(Comparator.comparing(sample -> sample.labels().getOrDefault(label, "")));
    return sorted;
  }

  private static Map<String, @Nullable Object> numbered(Arguments args) {
    var numbered = new TreeMap<String, @Nullable Object>();
    for (int i = 0; i < args.size(); i++) {
      numbered.put("arg" + i, args.any(i));
    }
    return numbered;
  }

  private static String link(String expression, int tab) {
    return "/graph?g0.expr=" + escaped(expression) + "&g0.tab=" + tab;
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }

  private static double seconds(String text) {
    Duration duration = Section.parseDuration(text);
    if (duration == null) {
      throw new IllegalArgumentException("not a valid duration string: " + Quoting.quote(text));
    }
    return duration.toMillis() / 1e3;
  }

  private static String path(String url) {
    try {
      String path = URI.create(url).getRawPath();
      return path == null ? "" : path;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** Names and addresses of machines. */
  private static final class Hosts {
    private static final java.util.regex.Pattern ADDRESS =
        java.util.regex.Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    static String withoutPort(String host) {
      int colon = host.lastIndexOf(':');
      if (colon < 0) {
        return host;
      }
      if (host.startsWith("[")) {
        int close = host.indexOf(']');
        return close >= 0 && close + 1 == colon ? host.substring(1, close) : host;
      }
      return host.indexOf(':') == colon ? host.substring(0, colon) : host;
    }

    static String withoutDomain(String host) {
      String name = withoutPort(host);
      String port = "";
      if (!name.equals(host)) {
        port = host.substring(host.lastIndexOf(':'));
      }
      if (isAddress(name)) {
        return host;
      }
      int dot = name.indexOf('.');
      return (dot < 0 ? name : name.substring(0, dot)) + port;
    }

    private static boolean isAddress(String name) {
      return name.contains(":")
          || ADDRESS.matcher(name).matches()
              && Arrays.stream(name.split("\\.", -1)).allMatch(n -> Integer.parseInt(n) <= 255);
    }
  }
}
