package dev.mainstay.promql;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which words are what. */
final class Names {
  private static final Map<String, AggregationOperator> AGGREGATIONS = new HashMap<>();
  private static final Map<String, BinaryOperator> OPERATORS = new HashMap<>();

  /** Words that cannot name a metric without quotes. */
  private static final Set<String> RESERVED =
      Set.of("bool", "on", "ignoring", "group_left", "group_right", "atan2", "inf", "nan");

  static {
    for (AggregationOperator operator : AggregationOperator.values()) {
      AGGREGATIONS.put(operator.key(), operator);
    }
    for (BinaryOperator operator : BinaryOperator.values()) {
      OPERATORS.put(operator.symbol(), operator);
    }
  }

  private Names() {}

  static boolean isAggregation(String lower) {
    return AGGREGATIONS.containsKey(lower);
  }

  static @Nullable AggregationOperator aggregation(String lower) {
    return AGGREGATIONS.get(lower);
  }

  /** The binary operator that a token is, or null. */
  static @Nullable BinaryOperator operator(Token token) {
    return switch (token.kind()) {
      case OPERATOR -> OPERATORS.get(token.text());
      case NAME -> OPERATORS.get(token.lower());
      default -> null;
    };
  }

  static boolean isReserved(String word) {
    return RESERVED.contains(word.toLowerCase(Locale.ROOT));
  }

  /** Whether a label's name can stand without quotes. */
  static boolean isPlainLabel(String name) {
    if (name.isEmpty() || !isStart(name.charAt(0))) {
      return false;
    }
    return name.chars().allMatch(c -> isStart((char) c) || isDigit((char) c));
  }

  /** Whether a metric's name can stand before the braces. */
  static boolean isPlainMetric(String name) {
    if (name.isEmpty() || isReserved(name) || !(isStart(name.charAt(0)) || name.charAt(0) == ':')) {
      return false;
    }
    return name.chars().allMatch(c -> isStart((char) c) || isDigit((char) c) || c == ':');
  }

  static boolean isStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
