package dev.mainstay.promql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** What the RE2 expressions of matchers say by themselves. */
final class Regexes {
  private Regexes() {}

  /** Whether a series without the label satisfies the condition. */
  static boolean matchesEmpty(LabelMatch match) {
    return switch (match.kind()) {
      case EQUAL -> match.value().isEmpty();
      case NOT_EQUAL -> !match.value().isEmpty();
      case REGEX -> pattern(match).matches("");
      case NOT_REGEX -> !pattern(match).matches("");
    };
  }

  private static Pattern pattern(LabelMatch match) {
    return Patterns.of(match.value(), Pattern.DOTALL);
  }

  /**
   * Refuses what is no expression.
   *
   * @throws SyntaxError if so
   */
  static void check(String expression, Span span) {
    try {
      Patterns.of(expression, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new SyntaxError(
          span, "error parsing regexp: " + e.getDescription() + ": `" + e.getPattern() + "`");
    }
  }
}
