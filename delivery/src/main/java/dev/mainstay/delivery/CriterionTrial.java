package dev.mainstay.delivery;

import dev.mainstay.delivery.Judgement.Comparison;
import dev.mainstay.delivery.Judgement.Counts;

/**
 * One criterion's two wagers: that the canary exceeds the ratio to the stable version, and that it
 * exceeds the tolerance. Not thread-safe.
 */
final class CriterionTrial {
  private static final double[] RATIOS = {2, 3, 5, 10, 30, 100};
  private static final int RATES = 6;
  private static final double HIGHEST_RATE = 0.8;
  private static final long BURST_NANOS = 400_000_000;
  private static final int BURST_REQUESTS = 150;

  private final double ratio;
  private final double logThreshold;
  private final Wager relative = new Wager(RATIOS.length);
  private final Wager absolute = new Wager(RATES);
  private final double[] badRatios = new double[RATES];
  private final double[] goodRatios = new double[RATES];
  private final double[] scratch = new double[RATIOS.length];

  private long canaryBad;
  private long canaryTotal;
  private long stableBad;
  private long stableTotal;
  private long goodPending;
  private long burstNanos;
  private long burstTotal;
  private double highest;
  private boolean condemned;

  CriterionTrial(double ratio, double tolerance, double logThreshold) {
    this.ratio = ratio;
    this.logThreshold = logThreshold;
    double lowest = Math.min(HIGHEST_RATE, tolerance * ratio);
    for (int k = 0; k < RATES; k++) {
      double rate = lowest * Math.pow(HIGHEST_RATE / lowest, k / (RATES - 1.0));
      badRatios[k] = Math.log(rate / tolerance);
      goodRatios[k] = Math.log((1 - rate) / (1 - tolerance));
    }
  }

  void stable(boolean bad, double canaryShare) {
    stableTotal++;
    if (bad) {
      stableBad++;
      event(canaryShare, false);
    }
  }

  void canary(boolean bad, double canaryShare, long nanos) {
    if (canaryTotal == 0
        || nanos - burstNanos >= BURST_NANOS
        || canaryTotal - burstTotal >= BURST_REQUESTS) {
      settle();
      relative.burst();
      absolute.burst();
      burstNanos = nanos;
      burstTotal = canaryTotal;
    }
    canaryTotal++;
    relative.seen(canaryTotal);
    if (canaryTotal % 50 == 0) {
      settle();
    }
    absolute.seen(canaryTotal);
    if (!bad) {
      goodPending++;
      return;
    }
    canaryBad++;
    settle();
    absolute.outcome(badRatios, 1);
    event(canaryShare, true);
    weigh();
  }

  /** As bad as a whole burst of bad requests: the canary was away. */
  void away() {
    settle();
    relative.wholeBurst();
    absolute.wholeBurst();
    weigh();
  }

  private void settle() {
    if (goodPending > 0) {
      absolute.outcome(goodRatios, goodPending);
      goodPending = 0;
    }
  }

  /** A bad request came; under the null it is the canary's with at most {@code limit}. */
  private void event(double canaryShare, boolean ofCanary) {
    double limit = share(canaryShare, ratio);
    for (int k = 0; k < RATIOS.length; k++) {
      double p = share(canaryShare, Math.max(ratio, RATIOS[k]));
      scratch[k] = ofCanary ? Math.log(p / limit) : Math.log((1 - p) / (1 - limit));
    }
    relative.outcome(scratch, 1);
  }

  private static double share(double canaryShare, double times) {
    return canaryShare * times / (canaryShare * times + 1 - canaryShare);
  }

  private void weigh() {
    double evidence = evidence();
    highest = Math.max(highest, evidence);
    condemned |= evidence >= logThreshold;
  }

  boolean condemned() {
    return condemned;
  }

  /** Log of the evidence that the canary is worse, now. */
  double evidence() {
    return Math.min(relative.value(), absolute.value());
  }

  long canaryTotal() {
    return canaryTotal;
  }

  Comparison comparison(String metric, String objective, Judgement.State state) {
    return new Comparison(
        metric,
        objective,
        state,
        new Counts(canaryBad, canaryTotal),
        new Counts(stableBad, stableTotal),
        highest,
        logThreshold);
  }
}
