package dev.mainstay.alerting.internal;

/**
 * What a condition says at one instant.
 *
 * @param reason what was seen, in words fit for a page
 */
public record Verdict(Truth truth, String reason) {
  public enum Truth {
    HOLDS,
    CLEAR,
    UNKNOWN
  }

  public static Verdict holds(String reason) {
    return new Verdict(Truth.HOLDS, reason);
  }

  public static Verdict clear(String reason) {
    return new Verdict(Truth.CLEAR, reason);
  }

  public static Verdict unknown(String reason) {
    return new Verdict(Truth.UNKNOWN, reason);
  }
}
