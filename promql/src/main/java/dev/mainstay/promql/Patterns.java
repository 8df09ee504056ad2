package dev.mainstay.promql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The expressions of matchers, each compiled once for all who ask with the same: ten thousand
 * objectives tell their bad events by a handful of them. Those that may take much memory are
 * compiled for each who asks. Thread-safe.
 */
public final class Patterns {
  private static final int MOST = 1_000;
  private static final int LONGEST = 200;

  private static final Map<Key, Pattern> known = new ConcurrentHashMap<>();

  private record Key(String expression, int flags) {}

  private Patterns() {}

  /**
   * Compiles an expression.
   *
   * @param expression in RE2 syntax
   * @param flags as {@link Pattern#compile(String, int)} has them
   * @throws PatternSyntaxException if it is not a regular expression
   */
  public static Pattern of(String expression, int flags) {
    if (!isSmall(expression)) {
      return Pattern.compile(expression, flags);
    }
    var key = new Key(expression, flags);
    Pattern pattern = known.get(key);
    if (pattern == null) {
      pattern = Pattern.compile(expression, flags);
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(key, pattern);
    }
    return pattern;
  }

  /**
   * Repetitions are written out when they are compiled, and classes of Unicode are large tables.
   */
  static boolean isSmall(String expression) {
    return expression.length() <= LONGEST
        && expression.indexOf('{') < 0
        && !expression.contains("\\p")
        && !expression.contains("\\P");
  }
}
