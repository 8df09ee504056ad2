package dev.mainstay.delivery;

/** Hears of every request that the gateway passed on, on the thread that ended it: be quick. */
@FunctionalInterface
public interface TrafficObserver {
  void observed(Observation observation);

  /**
   * A request that ended.
   *
   * @param status as the caller saw it; 502 or 504 when the instance gave no answer
   * @param latencyNanos from its arrival at the gateway to its last byte
   * @param endNanos when it ended, by the gateway's ticker
   * @param share the probability with which this request was given to {@code version}, 0 to 1: the
   *     weight, corrected by which versions had a ready instance at that moment
   */
  record Observation(
      String service,
      String version,
      String instance,
      int status,
      long latencyNanos,
      long endNanos,
      double share) {}
}
