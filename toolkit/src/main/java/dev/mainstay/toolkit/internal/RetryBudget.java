package dev.mainstay.toolkit.internal;

/**
 * Keeps retries in proportion to calls: every first attempt earns {@code ratio} tokens and every
 * retry spends one. At most {@value #MOST} tokens are kept, which is also what it starts with, so a
 * quiet service may retry and an outage does not multiply its load by the number of attempts.
 */
public final class RetryBudget {
  static final int MOST = 10;

  private double tokens = MOST;

  public synchronized void earn(double ratio) {
    tokens = Math.min(MOST, tokens + ratio);
  }

  public synchronized boolean spend() {
    // Ten tenths are one token in the user's arithmetic, though not in binary.
    if (tokens < 1 - 1e-9) {
      return false;
    }
    tokens = Math.max(0, tokens - 1);
    return true;
  }
}
