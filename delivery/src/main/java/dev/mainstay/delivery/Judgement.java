package dev.mainstay.delivery;

import java.util.List;

/**
 * What the judge says about a canary, and why.
 *
 * @param reason one sentence with figures
 * @param comparisons one per metric
 * @param canaryRequests requests of the canary seen so far
 * @param stableRequests requests of the stable version seen meanwhile
 */
public record Judgement(
    State state,
    String reason,
    List<Comparison> comparisons,
    long canaryRequests,
    long stableRequests) {
  public static final String ERRORS = "errors";
  public static final String SLOW = "slow requests";

  public Judgement {
    comparisons = List.copyOf(comparisons);
  }

  public enum State {
    /** Too little was seen to say either. */
    INSUFFICIENT,
    /** Enough was seen, and it is not worse. */
    PASSING,
    /** It is worse; this never changes back. */
    CONDEMNED
  }

  /**
   * One metric of both versions.
   *
   * @param metric {@code errors} or {@code slow requests}
   * @param objective the objective it guards, or the empty string
   * @param canary counts of the canary, without those discounted as warm-up
   * @param stable counts of the stable version meanwhile
   * @param logEvidence natural logarithm of the largest e-value so far that the canary is worse
   * @param logThreshold natural logarithm at which it is condemned
   */
  public record Comparison(
      String metric,
      String objective,
      State state,
      Counts canary,
      Counts stable,
      double logEvidence,
      double logThreshold) {

    /** The anytime-valid p-value, 1 / e-value, at most 1. */
    public double pValue() {
      return Math.min(1, Math.exp(-logEvidence));
    }
  }

  /**
   * @param bad of {@code total}
   */
  public record Counts(long bad, long total) {
    /** Not a number when nothing was seen. */
    public double share() {
      return total == 0 ? Double.NaN : (double) bad / total;
    }
  }
}
