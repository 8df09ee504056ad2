package dev.mainstay.design.internal.read;

import dev.mainstay.design.Alert.Comparison;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.DegradationMode.Recovery;
import dev.mainstay.design.DegradationMode.Trigger;
import dev.mainstay.design.Selector;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The small sentences of a design: selectors, conditions, what is good. */
final class Expressions {
  private static final Pattern SELECTOR =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?:\\{(.*)})?", Pattern.DOTALL);
  private static final Pattern LABEL =
      Pattern.compile(
          "\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*=\\s*\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\"\\s*");
  private static final Pattern FAILS = Pattern.compile("dependency\\s+(\\S+)\\s+fails");
  private static final Pattern FEWER = Pattern.compile("fewer\\s+than\\s+(\\d{1,6})\\s+ready");
  private static final Pattern THRESHOLD =
      Pattern.compile("(.+?)\\s*([<>])\\s*(\\d{1,12}(?:\\.\\d{1,9})?)(/s)?", Pattern.DOTALL);
  private static final Pattern RATE = Pattern.compile("rate\\s*\\((.+)\\)", Pattern.DOTALL);
  private static final Pattern MODE_WHEN =
      Pattern.compile("(\\S+)\\s+(fails|slower than|errors above)(?:\\s+(.+))?");
  private static final Pattern MODE_LEAVE =
      Pattern.compile("(\\S+)\\s+(works|faster than|errors below)(?:\\s+(.+))?");

  static final Form<Condition> CONDITION =
      Forms.of(
              "`dependency NAME fails`, `fewer than N ready`, `METRIC{label=\"value\"} > 5` or"
                  + " `rate(METRIC) > 5/s`",
              Expressions::condition)
          .spelt(
              Spelling.pattern(
                      "\\s*(dependency\\s+\\S+\\s+fails|fewer\\s+than\\s+\\d{1,6}\\s+ready"
                          + "|[\\s\\S]+[<>]\\s*\\d{1,12}(\\.\\d{1,9})?(/s)?)\\s*")
                  .naming(Spelling.Target.DEPENDENCY, "dependency %s fails"))
          .remembering();

  /** What enters a degradation mode. */
  static final Form<Trigger> TRIGGER =
      Forms.of(
              "`NAME fails`, `NAME slower than 5s` or `NAME errors above 10 %`",
              Expressions::trigger,
              text -> Forms.IDENTIFIER.parse(text).map(name -> name + " fails"))
          .spelt(
              Spelling.pattern("\\s*" + MODE_WHEN.pattern() + "\\s*")
                  .naming(Spelling.Target.DEPENDENCY, "%s fails"))
          .remembering();

  /** What ends a degradation mode. */
  static final Form<Recovery> RECOVERY =
      Forms.of(
              "`NAME works`, `NAME faster than 4s` or `NAME errors below 5 %`",
              Expressions::recovery,
              text -> Forms.IDENTIFIER.parse(text).map(name -> name + " works"))
          .spelt(
              Spelling.pattern("\\s*" + MODE_LEAVE.pattern() + "\\s*")
                  .naming(Spelling.Target.DEPENDENCY, "%s works"))
          .remembering();

  private Expressions() {}

  static Optional<Selector> selector(String text) {
    Matcher match = SELECTOR.matcher(text.strip());
    if (!match.matches()) {
      return Optional.empty();
    }
    String inner = match.group(2);
    if (inner == null || inner.isBlank()) {
      return Optional.of(new Selector(match.group(1), Map.of()));
    }
    var labels = new TreeMap<String, String>();
    Matcher label = LABEL.matcher(inner);
    int at = 0;
    while (at < inner.length()) {
      label.region(at, inner.length());
      if (!label.lookingAt() || labels.put(label.group(1), unescape(label.group(2))) != null) {
        return Optional.empty();
      }
      at = label.end();
      if (at < inner.length() && inner.charAt(at++) != ',') {
        return Optional.empty();
      }
    }
    return Optional.of(new Selector(match.group(1), labels));
  }

  private static Optional<Condition> condition(String text) {
    String sentence = text.strip();
    Optional<String> dependency = group(FAILS, sentence);
    if (dependency.isPresent()) {
      return dependency.map(Condition.DependencyFails::new);
    }
    Optional<String> atLeast = group(FEWER, sentence);
    if (atLeast.isPresent()) {
      return atLeast
          .map(Integer::parseInt)
          .filter(count -> count > 0)
          .map(Condition.TooFewReady::new);
    }
    Matcher match = THRESHOLD.matcher(sentence);
    if (!match.matches()) {
      return Optional.empty();
    }
    Optional<String> counter = group(RATE, match.group(1).strip());
    boolean perSecond = match.group(4) != null;
    if (counter.isPresent() != perSecond) {
      return Optional.empty();
    }
    return selector(counter.orElse(match.group(1)))
        .map(selector ->
            new Condition.Threshold(
                selector,
                perSecond,
                match.group(2).equals(">") ? Comparison.ABOVE : Comparison.BELOW,
                Double.parseDouble(match.group(3))));
  }

  private static Optional<Trigger> trigger(String text) {
    Matcher match = MODE_WHEN.matcher(text.strip());
    if (!match.matches()) {
      return Optional.empty();
    }
    String name = match.group(1);
    String limit = match.group(3);
    return switch (match.group(2)) {
      case "fails" -> limit == null ? Optional.of(new Trigger.Fails(name)) : Optional.empty();
      case "slower than" ->
          Optional.ofNullable(limit)
              .flatMap(Forms.DURATION_ABOVE_ZERO::parse)
              .map(than -> new Trigger.Slower(name, than));
      default ->
          Optional.ofNullable(limit)
              .flatMap(Forms.PERCENT::parse)
              .map(above -> new Trigger.Errors(name, above));
    };
  }

  private static Optional<Recovery> recovery(String text) {
    Matcher match = MODE_LEAVE.matcher(text.strip());
    if (!match.matches()) {
      return Optional.empty();
    }
    String name = match.group(1);
    String limit = match.group(3);
    return switch (match.group(2)) {
      case "works" -> limit == null ? Optional.of(new Recovery.Works(name)) : Optional.empty();
      case "faster than" ->
          Optional.ofNullable(limit)
              .flatMap(Forms.DURATION_ABOVE_ZERO::parse)
              .map(than -> new Recovery.Faster(name, than));
      default ->
          Optional.ofNullable(limit)
              .flatMap(Forms.PERCENT::parse)
              .map(below -> new Recovery.Errors(name, below));
    };
  }

  private static Optional<String> group(Pattern pattern, String text) {
    Matcher match = pattern.matcher(text);
    return match.matches() ? Optional.of(match.group(1)) : Optional.empty();
  }

  private static String unescape(String text) {
    var plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
        plain.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
