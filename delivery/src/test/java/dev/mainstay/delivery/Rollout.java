package dev.mainstay.delivery;

import java.util.random.RandomGenerator;

/**
 * A generated rollout: how often requests of either version are bad and slow, and what happens to
 * both or to single processes meanwhile. Requests arrive at a steady rate and are assigned as the
 * gateway assigns them.
 */
record Rollout(
    double requestsPerSecond,
    double seconds,
    double weight,
    Version stable,
    Version canary,
    Outage shared,
    Outage ofCanary) {

  /**
   * @param pauseEverySeconds one process stands still for 300 ms that often, 0 for never
   * @param coldRequests the first requests of the version, half of which are slow
   */
  record Version(double errors, double slow, double pauseEverySeconds, int coldRequests) {
    static Version of(double errors, double slow) {
      return new Version(errors, slow, 0, 0);
    }
  }

  /** From {@code begin} to {@code end}, in seconds, this share of the requests fails slowly. */
  record Outage(double begin, double end, double errors) {
    static final Outage NONE = new Outage(0, 0, 0);

    /** Readiness says so when all requests fail, a while after it began and after it ended. */
    boolean noticed(double at, double delay) {
      return errors == 1 && at >= begin + delay && at < end + delay;
    }

    boolean hits(double at, RandomGenerator random) {
      return at >= begin && at < end && random.nextDouble() < errors;
    }
  }

  private static final long FAST = 5_000_000;
  private static final long SLOW = 300_000_000;
  private static final double GOLDEN = 0.6180339887498949;

  static Rollout of(Version stable, Version canary) {
    return new Rollout(300, 60, 0.1, stable, canary, Outage.NONE, Outage.NONE);
  }

  /** The canary's requests until it was condemned, or -1 when it was not. */
  long condemnedAfter(JudgePlan plan, RandomGenerator random) {
    var judge = new CanaryJudge(plan, "2", "1");
    long canaryRequests = 0;
    double[] pausedUntil = {-1, -1};
    long count = (long) (requestsPerSecond * seconds);
    double offset = random.nextDouble();
    double noticing = 0.3 + random.nextDouble();
    for (long i = 0; i < count; i++) {
      double at = i / requestsPerSecond;
      boolean away = ofCanary.noticed(at, noticing);
      boolean toCanary = !away && (offset + i * GOLDEN) % 1 < weight;
      Version version = toCanary ? canary : stable;
      int side = toCanary ? 1 : 0;
      if (version.pauseEverySeconds > 0
          && random.nextDouble() < 1 / (requestsPerSecond * version.pauseEverySeconds)) {
        pausedUntil[side] = at + 0.3;
      }
      boolean down = shared.hits(at, random) || (toCanary && ofCanary.hits(at, random));
      boolean error = down || random.nextDouble() < version.errors;
      boolean slow =
          down
              || at < pausedUntil[side]
              || random.nextDouble() < version.slow
              || (toCanary && canaryRequests < version.coldRequests && random.nextBoolean());
      canaryRequests += side;
      if (judge.observe(
          new TrafficObserver.Observation(
              "s",
              toCanary ? "2" : "1",
              toCanary ? "s-2" : "s-1",
              error ? 503 : 200,
              slow ? SLOW : FAST,
              (long) (at * 1e9),
              toCanary ? weight : away ? 1 : 1 - weight))) {
        return canaryRequests;
      }
    }
    return -1;
  }
}
