package dev.mainstay.delivery;

import java.util.ArrayList;
import java.util.List;

/**
 * Money staked against a null hypothesis about Bernoulli trials, as logarithms. Stakes are spread
 * over several alternatives, and over several begins, so that a change that comes late is found
 * soon after. Under the null the wealth is a non-negative supermartingale that starts at 1, so it
 * ever reaches {@code x} with a probability of at most {@code 1/x} (Ville's inequality).
 *
 * <p>Wealth may only grow by {@link #BURST_GROWTH} within one burst; the excess is thrown away,
 * which keeps the supermartingale and keeps one pause of one process from deciding. Not
 * thread-safe.
 */
final class Wager {
  /** Factor by which wealth may grow within a burst. */
  static final double BURST_GROWTH = 4;

  private static final int FIRST_STAKE_TRIALS = 250;
  private static final double STAKE_SPACING = 1.25;
  private static final int MOST_STAKES = 64;

  private final int alternatives;
  private final List<double[]> stakes = new ArrayList<>();
  private double cash;
  private double capped;
  private double burstStart;
  private long nextStake;

  Wager(int alternatives) {
    this.alternatives = alternatives;
    stake();
    nextStake = FIRST_STAKE_TRIALS;
    burstStart = value();
  }

  /**
   * Puts a fresh stake into the game when enough canary requests were seen since the last one: the
   * j-th stake, from 0, is 1 / ((j + 1) (j + 2)) of the money, together 1.
   */
  void seen(long canaryRequests) {
    if (canaryRequests >= nextStake && stakes.size() < MOST_STAKES) {
      stake();
      nextStake =
          Math.max(canaryRequests + FIRST_STAKE_TRIALS, (long) (canaryRequests * STAKE_SPACING));
    }
  }

  private void stake() {
    int j = stakes.size();
    double log = -Math.log((j + 1.0) * (j + 2.0)) - Math.log(alternatives) - capped;
    double[] stake = new double[alternatives];
    java.util.Arrays.fill(stake, log);
    stakes.add(stake);
    cash = -Math.log(j + 2.0) - capped;
  }

  /** A new burst begins: wealth may grow again. */
  void burst() {
    burstStart = value();
  }

  /**
   * One outcome, {@code times} over.
   *
   * @param logRatios per alternative, log of the outcome's probability under it over the one under
   *     the null
   * @param grows whether any ratio is above 1
   */
  void outcome(double[] logRatios, long times, boolean grows) {
    for (double[] stake : stakes) {
      for (int k = 0; k < alternatives; k++) {
        stake[k] += times * logRatios[k];
      }
    }
    if (grows) {
      throwAwayExcess();
    }
  }

  private void throwAwayExcess() {
    double excess = value() - burstStart - Math.log(BURST_GROWTH);
    if (excess > 0) {
      for (double[] stake : stakes) {
        for (int k = 0; k < alternatives; k++) {
          stake[k] -= excess;
        }
      }
      cash -= excess;
      capped += excess;
    }
  }

  /** Natural logarithm of the wealth. */
  double value() {
    double max = cash;
    for (double[] stake : stakes) {
      for (double s : stake) {
        max = Math.max(max, s);
      }
    }
    double sum = Math.exp(cash - max);
    for (double[] stake : stakes) {
      for (double s : stake) {
        sum += Math.exp(s - max);
      }
    }
    return max + Math.log(sum);
  }
}
