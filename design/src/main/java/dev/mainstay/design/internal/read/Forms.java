package dev.mainstay.design.internal.read;

import dev.mainstay.design.Selector;
import dev.mainstay.design.internal.read.Spelling.Target;
import dev.mainstay.kernel.Nearest;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The forms of value that a design knows. */
final class Forms {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");
  private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?)\\s?%");
  private static final Pattern RATE = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)/(s|m|h)");
  private static final Pattern FACTOR = Pattern.compile("x(\\d{1,4}(?:\\.\\d{1,6})?)");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern HOST_PORT =
      Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+]):(\\d{1,5})");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s<>,;]+@[^@\\s<>,;]+");
  private static final Pattern CHECK_CODE = Pattern.compile("[A-Z][A-Z0-9]{0,9}-[A-Z]?\\d{3}");
  private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}");
  private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9.:-]+");
  private static final Pattern ENVIRONMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Map<Class<?>, Form<?>> WORDS = new ConcurrentHashMap<>();

  static final int MAX_NAME = 63;

  /** A duration above zero. */
  static final Form<Duration> DURATION_ABOVE_ZERO =
      new DurationForm("a duration above zero with a unit, such as 250ms", d -> !d.isZero())
          .remembering();

  static final Form<Duration> DURATION_FROM_ZERO =
      new DurationForm("a duration with a unit, such as 250ms", d -> true).remembering();

  static final Form<Percentage> PERCENT =
      of(
              "a percentage between 0 % and 100 %, such as 99.95 %",
              text -> {
                var match = PERCENTAGE.matcher(text);
                if (!match.matches()) {
                  return Optional.empty();
                }
                var fraction = new BigDecimal(match.group(1)).movePointLeft(2);
                return fraction.compareTo(BigDecimal.ONE) > 0
                    ? Optional.empty()
                    : Optional.of(new Percentage(fraction));
              },
              text -> NUMBER.matcher(text).matches() ? Optional.of(text + " %") : Optional.empty())
          .spelt(Spelling.pattern(PERCENTAGE.pattern()))
          .remembering();

  static final Form<Rate> RATE_ABOVE_ZERO =
      of(
              "a rate above zero, such as 100/s",
              text -> {
                var match = RATE.matcher(text);
                if (!match.matches()) {
                  return Optional.empty();
                }
                double count = Double.parseDouble(match.group(1));
                double seconds =
                    switch (match.group(2)) {
                      case "s" -> 1;
                      case "m" -> 60;
                      default -> 3600;
                    };
                return count > 0 ? Optional.of(Rate.perSecond(count / seconds)) : Optional.empty();
              },
              text -> NUMBER.matcher(text).matches() ? Optional.of(text + "/s") : Optional.empty())
          .spelt(Spelling.pattern(RATE.pattern()))
          .remembering();

  static final Form<Double> NUMBER_FROM_ZERO =
      of(
              "a number of 0 or more, such as 1.2",
              text ->
                  NUMBER.matcher(text).matches()
                      ? Optional.of(Double.parseDouble(text))
                      : Optional.empty())
          .spelt(Spelling.pattern(NUMBER.pattern()).of(Spelling.Kind.NUMBER))
          .remembering();

  static final Form<Double> FACTOR_FROM_ONE =
      of(
              "a factor of 1 or more, such as 2",
              text ->
                  NUMBER_FROM_ZERO
                      .parse(text.startsWith("x") ? text.substring(1) : text)
                      .filter(factor -> factor >= 1 && factor <= 1000))
          .spelt(Spelling.pattern("x?" + NUMBER.pattern()).of(Spelling.Kind.NUMBER));

  static final Form<Double> TIMES =
      of(
              "a factor with an x before it, such as x1.5",
              text -> {
                var match = FACTOR.matcher(text);
                return match.matches()
                    ? Optional.of(Double.parseDouble(match.group(1)))
                    : Optional.empty();
              },
              text -> NUMBER.matcher(text).matches() ? Optional.of("x" + text) : Optional.empty())
          .spelt(Spelling.pattern(FACTOR.pattern()));

  static final Form<Boolean> FLAG =
      of(
              "true or false",
              text ->
                  switch (text) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                  },
              text ->
                  switch (text.toLowerCase(Locale.ROOT)) {
                    case "yes", "on", "true" -> Optional.of("true");
                    case "no", "off", "false" -> Optional.of("false");
                    default -> Optional.empty();
                  })
          .spelt(Spelling.words(List.of("true", "false")).of(Spelling.Kind.FLAG));

  static final Form<String> TEXT =
      of("a text", text -> text.isBlank() ? Optional.<String>empty() : Optional.of(text.strip()))
          .spelt(Spelling.pattern("[\\s\\S]*\\S[\\s\\S]*").of(Spelling.Kind.ANY));

  /** Any text, the empty one included, as written. */
  static final Form<String> ANY_TEXT = of("a text", Optional::of);

  static final Form<String> IDENTIFIER =
      of(
              "a name in kebab-case, such as payment-api",
              text ->
                  text.length() <= MAX_NAME && NAME.matcher(text).matches()
                      ? Optional.of(text)
                      : Optional.empty(),
              Forms::kebab)
          .spelt(Spelling.pattern(NAME.pattern()))
          .remembering();

  static final Form<String> PATH =
      of(
              "a path that starts with /, such as /healthz",
              text ->
                  text.startsWith("/") && text.chars().noneMatch(Character::isWhitespace)
                      ? Optional.of(text)
                      : Optional.empty(),
              text ->
                  text.contains("/") || text.isBlank() ? Optional.empty() : Optional.of("/" + text))
          .spelt(Spelling.pattern("/\\S*"));

  /** A folder, relative to the design's. */
  static final Form<String> FOLDER =
      of(
          "a folder, such as docs/",
          text ->
              text.isBlank() || text.chars().anyMatch(Character::isWhitespace)
                  ? Optional.empty()
                  : Optional.of(text));

  static final Form<String> ADDRESS =
      of(
              "a host with a port, such as 127.0.0.1:9100",
              text -> {
                var match = HOST_PORT.matcher(text);
                if (!match.matches()) {
                  return Optional.empty();
                }
                int port = Integer.parseInt(match.group(2));
                return port >= 1 && port <= 65535 ? Optional.of(text) : Optional.<String>empty();
              })
          .spelt(Spelling.pattern(HOST_PORT.pattern()));

  static final Form<String> HOST =
      of("a host name or address, such as 127.0.0.1", text -> matching(HOST_NAME, text))
          .spelt(Spelling.pattern(HOST_NAME.pattern()).of(Spelling.Kind.ANY));

  static final Form<String> URL =
      of(
              "an http or https address",
              text -> isHttpUrl(text) ? Optional.of(text) : Optional.<String>empty())
          .spelt(Spelling.pattern("https?://\\S+"));

  static final Form<String> MAIL =
      of("an e-mail address, such as ana@example.test", text -> matching(EMAIL, text))
          .spelt(Spelling.pattern(EMAIL.pattern()));

  static final Form<Instant> INSTANT =
      of(
              "a time in UTC, such as 2026-01-05T09:00:00Z",
              text -> {
                try {
                  return Optional.of(Instant.parse(text));
                } catch (DateTimeException e) {
                  return Optional.empty();
                }
              },
              text ->
                  text.matches("\\d{4}-\\d{2}-\\d{2}")
                      ? Optional.of(text + "T00:00:00Z")
                      : Optional.empty())
          .spelt(Spelling.pattern("[0-9+-]+[Tt][0-9:.]+([Zz]|[+-][0-9:]+)"));

  static final Form<LocalDate> DATE =
      of(
              "a day, such as 2027-03-31",
              text -> {
                try {
                  return Optional.of(LocalDate.parse(text));
                } catch (DateTimeException e) {
                  return Optional.<LocalDate>empty();
                }
              })
          .spelt(Spelling.pattern("[+-]?[0-9]{4,9}-[0-9]{2}-[0-9]{2}"));

  /** A problem's code. */
  static final Form<String> CODE =
      of(
              "the code of a check, such as MS-T001",
              text -> matching(CHECK_CODE, text),
              text -> matching(CHECK_CODE, text.toUpperCase(Locale.ROOT)))
          .spelt(Spelling.pattern(CHECK_CODE.pattern()));

  static final Form<String> RELEASE =
      of("a version, such as 1.0.0", text -> matching(VERSION, text))
          .spelt(Spelling.pattern(VERSION.pattern()).of(Spelling.Kind.ANY));

  static final Form<String> HTTP_METHOD =
      of(
              "an HTTP method in upper case, such as GET",
              text -> matching(METHOD, text),
              text -> matching(METHOD, text.toUpperCase(Locale.ROOT)))
          .spelt(Spelling.pattern(METHOD.pattern()));

  static final Form<String> VARIABLE =
      of("the name of an environment variable", text -> matching(ENVIRONMENT, text))
          .spelt(Spelling.pattern(ENVIRONMENT.pattern()).of(Spelling.Kind.ANY));

  static final Form<String> DEPENDENCY = IDENTIFIER.naming(Target.DEPENDENCY);
  static final Form<String> MODE = IDENTIFIER.naming(Target.MODE);
  static final Form<String> OBJECTIVE = IDENTIFIER.naming(Target.OBJECTIVE);
  static final Form<String> RUNBOOK = IDENTIFIER.naming(Target.RUNBOOK);
  static final Form<String> TEAM = IDENTIFIER.naming(Target.TEAM);
  static final Form<String> ALERT = IDENTIFIER.naming(Target.ALERT);
  static final Form<String> FLAG_NAME = IDENTIFIER.naming(Target.FLAG);
  static final Form<String> COST_CENTRE = IDENTIFIER.naming(Target.COST_CENTRE);
  static final Form<String> PERSON = IDENTIFIER.naming(Target.PERSON);

  static final Form<Selector> SELECTOR =
      of(
              "a metric with labels, such as payments_total{status=\"completed\"}",
              Expressions::selector)
          .spelt(Spelling.pattern("\\s*[a-zA-Z_:][a-zA-Z0-9_:]*\\s*(\\{[\\s\\S]*\\})?\\s*"))
          .remembering();

  private Forms() {}

  static Form<Integer> count(int from, int to) {
    return of(
            to == Integer.MAX_VALUE
                ? "a whole number of " + from + " or more"
                : "a whole number from " + from + " to " + to,
            text -> {
              if (!isWhole(text)) {
                return Optional.empty();
              }
              int value = Integer.parseInt(text);
              return value >= from && value <= to ? Optional.of(value) : Optional.<Integer>empty();
            })
        .spelt(Spelling.count(from, to));
  }

  /** Of at most nine digits. */
  private static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= 9;
  }

  /** One of an enum's constants, written in camelCase. */
  @SuppressWarnings("unchecked")
  static <E extends Enum<E>> Form<E> word(Class<E> type) {
    Form<?> known = WORDS.get(type);
    return (Form<E>) (known == null ? WORDS.computeIfAbsent(type, any -> words(type)) : known);
  }

  private static <E extends Enum<E>> Form<E> words(Class<E> type) {
    Map<String, E> constants = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      constants.put(camel(constant), constant);
    }
    List<String> words = List.copyOf(constants.keySet());
    return of(
            "one of " + String.join(", ", words),
            text -> Optional.ofNullable(constants.get(text)),
            text -> Nearest.of(text, words))
        .spelt(Spelling.words(words));
  }

  /** For the name of something, in kebab-case. */
  static boolean isName(Form<?> form) {
    return NAME.pattern().equals(form.spelling().pattern());
  }

  static <T> Form<T> of(String expected, Function<String, Optional<T>> parse) {
    return of(expected, parse, text -> Optional.empty());
  }

  static <T> Form<T> of(
      String expected,
      Function<String, Optional<T>> parse,
      Function<String, Optional<String>> suggestion) {
    return new Form<>() {
      @Override
      public String expected() {
        return expected;
      }

      @Override
      public Optional<T> parse(String text) {
        return parse.apply(text);
      }

      @Override
      public Optional<String> suggestion(String text) {
        return suggestion.apply(text);
      }
    };
  }

  private static Optional<String> matching(Pattern pattern, String text) {
    return pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  /** {@code EXTERNAL_API} to {@code externalApi}; a severity such as {@code P0} stays. */
  static String camel(Enum<?> constant) {
    if (constant.name().length() == 2) {
      return constant.name();
    }
    String joined =
        Arrays.stream(constant.name().split("_"))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining());
    return Character.toLowerCase(joined.charAt(0)) + joined.substring(1);
  }

  private static Optional<String> kebab(String text) {
    String candidate =
        text.strip()
            .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^[-0-9]+|-+$", "");
    return candidate.length() > MAX_NAME || candidate.equals(text)
        ? Optional.empty()
        : matching(NAME, candidate);
  }

  private static boolean isHttpUrl(String text) {
    try {
      var uri = new URI(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
