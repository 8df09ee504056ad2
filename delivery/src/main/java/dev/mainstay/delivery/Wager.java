package dev.mainstay.delivery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Money staked against a null hypothesis about Bernoulli trials, as logarithms. Stakes are spread
 * over several alternatives, and over several begins, so that a change that comes late is found
 * soon after. Under the null the wealth is a non-negative supermartingale that starts at 1, so it
 * ever reaches {@code x} with a probability of at most {@code 1/x} (Ville's inequality).
 *
 * <p>The wealth of each stake may only grow by {@link #BURST_GROWTH} within one burst, which keeps
 * one pause of one process from deciding. The cap is per stake and over the burst as a whole: a
 * factor with an expectation of at most 1 keeps it when it is cut off above, so each stake stays a
 * supermartingale, and no stake pays for what another one gained. Not thread-safe.
 */
final class Wager {
  /** Factor by which wealth may grow within a burst. */
  static final double BURST_GROWTH = 4;

  private static final int FIRST_STAKE_TRIALS = 250;
  private static final double STAKE_SPACING = 1.25;
  private static final int MOST_STAKES = 64;

  private static final double MOST_GROWTH = Math.log(BURST_GROWTH);

  private final int alternatives;
  private final List<Stake> stakes = new ArrayList<>();
  private double cash;
  private long nextStake;

  /**
   * Money on the alternatives since one begin, as logarithms.
   *
   * @param settled at the begin of the burst
   * @param burst growth within the burst so far, not capped yet
   */
  private record Stake(double[] settled, double[] burst) {
    double wealth(int k) {
      return settled[k] + Math.min(burst[k], MOST_GROWTH);
    }
  }

  Wager(int alternatives) {
    this.alternatives = alternatives;
    stake();
    nextStake = FIRST_STAKE_TRIALS;
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
    double[] settled = new double[alternatives];
    Arrays.fill(settled, -Math.log((j + 1.0) * (j + 2.0)) - Math.log(alternatives));
    stakes.add(new Stake(settled, new double[alternatives]));
    cash = -Math.log(j + 2.0);
  }

  /** A new burst begins: what the last one brought is settled, and wealth may grow again. */
  void burst() {
    for (Stake stake : stakes) {
      for (int k = 0; k < alternatives; k++) {
        stake.settled[k] = stake.wealth(k);
        stake.burst[k] = 0;
      }
    }
  }

  /**
   * One outcome, {@code times} over.
   *
   * @param logRatios per alternative, log of the outcome's probability under it over the one under
   *     the null
   */
  void outcome(double[] logRatios, long times) {
    for (Stake stake : stakes) {
      for (int k = 0; k < alternatives; k++) {
        stake.burst[k] += times * logRatios[k];
      }
    }
  }

  /** A burst of its own in which every stake grows by the most that a burst may bring. */
  void wholeBurst() {
    burst();
    for (Stake stake : stakes) {
      Arrays.fill(stake.burst, MOST_GROWTH);
    }
  }

  /** Natural logarithm of the wealth. */
  double value() {
    double max = cash;
    for (Stake stake : stakes) {
      for (int k = 0; k < alternatives; k++) {
        max = Math.max(max, stake.wealth(k));
      }
    }
    double sum = Math.exp(cash - max);
    for (Stake stake : stakes) {
      for (int k = 0; k < alternatives; k++) {
        sum += Math.exp(stake.wealth(k) - max);
      }
    }
    return max + Math.log(sum);
  }
}
