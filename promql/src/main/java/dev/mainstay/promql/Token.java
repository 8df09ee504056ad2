package dev.mainstay.promql;

import java.util.Locale;
import java.util.Set;

/**
 * A word of the language.
 *
 * @param text as it stands in the query
 */
record Token(Kind kind, String text, Span span) {
  enum Kind {
    END,
    /** A name without a colon; which of them are keywords depends on where they stand. */
    NAME,
    /** A name with a colon. */
    METRIC_NAME,
    NUMBER,
    DURATION,
    STRING,
    OPERATOR,
    PUNCTUATION
  }

  private static final Set<String> KEYWORDS =
      Set.of(
          "offset",
          "by",
          "without",
          "on",
          "ignoring",
          "group_left",
          "group_right",
          "bool",
          "start",
          "end",
          "step",
          "range",
          "anchored",
          "smoothed");
  private static final Set<String> WORD_OPERATORS = Set.of("and", "or", "unless", "atan2");

  /** Whether it is that operator or punctuation mark. */
  boolean is(String symbol) {
    return (kind == Kind.OPERATOR || kind == Kind.PUNCTUATION) && text.equals(symbol);
  }

  /** Whether it is that keyword, in any case. */
  boolean isWord(String word) {
    return kind == Kind.NAME && text.equalsIgnoreCase(word);
  }

  String lower() {
    return text.toLowerCase(Locale.ROOT);
  }

  /** As messages name it. */
  String describe() {
    return switch (kind) {
      case END -> "end of input";
      case NAME -> {
        String word = lower();
        if (KEYWORDS.contains(word)) {
          yield "<" + word + ">";
        }
        if (WORD_OPERATORS.contains(word)) {
          yield "<op:" + word + ">";
        }
        yield Names.isAggregation(word) ? "<aggr:" + word + ">" : "identifier " + quoted();
      }
      case METRIC_NAME -> "metric identifier " + quoted();
      case NUMBER -> "number " + quoted();
      case DURATION -> "duration " + quoted();
      case STRING -> "string " + quoted();
      case OPERATOR -> "<op:" + text + ">";
      case PUNCTUATION -> quoted();
    };
  }

  private String quoted() {
    return Texts.quote(text);
  }
}
