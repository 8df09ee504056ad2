package dev.mainstay.design.internal.checks;

/** How many requests it takes to tell a bad share of failures from an allowed one. */
public final class Power {
  private static final double CONFIDENCE = 0.95;
  private static final int MOST_FAILURES = 1_000;
  private static final long MOST_REQUESTS = 1L << 40;

  private Power() {}

  /**
   * The least n for which some k exists with P(failures &ge; k) at least 95 % at the bad share and
   * at most 5 % at the allowed one; failures are binomial.
   *
   * @param allowed above 0
   * @param bad above {@code allowed}, at most 1
   */
  public static long requestsToTell(double allowed, double bad) {
    for (int failures = 1; failures <= MOST_FAILURES; failures++) {
      long requests = requestsToSee(failures, bad);
      if (atLeast(failures, requests, allowed) <= 1 - CONFIDENCE) {
        return requests;
      }
    }
    return MOST_REQUESTS;
  }

  /** The least n with P(failures &ge; k) of at least 95 %. */
  private static long requestsToSee(int failures, double share) {
    long low = failures;
    long high = MOST_REQUESTS;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (atLeast(failures, middle, share) >= CONFIDENCE) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** P(X &ge; k) for X binomial of n and p. */
  public static double atLeast(int k, long n, double p) {
    if (p >= 1) {
      return n >= k ? 1 : 0;
    }
    double fewer = 0;
    double logTerm = n * Math.log1p(-p);
    for (int i = 0; i < k && i <= n; i++) {
      fewer += Math.exp(logTerm);
      logTerm += Math.log((double) (n - i) / (i + 1)) + Math.log(p) - Math.log1p(-p);
    }
    return Math.max(0, 1 - fewer);
  }
}
