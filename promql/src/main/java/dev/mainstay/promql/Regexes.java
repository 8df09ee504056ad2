package dev.mainstay.promql;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What can be said of matchers without an engine for RE2 expressions. */
final class Regexes {
  private Regexes() {}

  /**
   * Whether a series without the label satisfies the condition. An expression that only RE2 can
   * read counts as one that does not match the empty text; whoever evaluates it finds out.
   */
  static boolean matchesEmpty(LabelMatch match) {
    return switch (match.kind()) {
      case EQUAL -> match.value().isEmpty();
      case NOT_EQUAL -> !match.value().isEmpty();
      case REGEX -> expressionMatchesEmpty(match.value());
      case NOT_REGEX -> !expressionMatchesEmpty(match.value());
    };
  }

  private static boolean expressionMatchesEmpty(String expression) {
    try {
      return Pattern.compile(expression.replace("(?P<", "(?<")).matcher("").matches();
    } catch (PatternSyntaxException | StackOverflowError e) {
      return false;
    }
  }
}
