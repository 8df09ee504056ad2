package dev.mainstay.design;

import org.jspecify.annotations.Nullable;

/**
 * What one check says of one service.
 *
 * @param missing the path of the fact that the check misses, or null unless it is unknown
 */
public record CheckResult(String code, String service, Verdict verdict, @Nullable String missing) {

  /** Whether the relation holds; what is unknown never counts as holding. */
  public enum Verdict {
    PASS,
    FAIL,
    NOT_APPLICABLE,
    UNKNOWN
  }
}
