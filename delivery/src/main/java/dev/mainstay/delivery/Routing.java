package dev.mainstay.delivery;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Decides which instances get the requests of a service. Thread-safe. */
public interface Routing {
  /**
   * Replaces the shares of all versions of a service. When it returns, no further request is routed
   * by the old ones: a version left out or at 0 gets none. The share of a version without a ready
   * instance goes to the others that have a share.
   *
   * @param weights by version, each 0 to 1, together 1; empty for no traffic at all
   */
  void weights(String service, Map<String, Double> weights);

  /** The shares as they were set. */
  Map<String, Double> weights(String service);

  /**
   * Watches the instance's readiness from now on; it gets requests while it is ready. The future
   * ends with the first answer to a probe, whatever it is.
   */
  CompletableFuture<Void> add(Instance instance);

  /** It gets no further request; it keeps those it has. */
  void drain(Instance instance);

  /** Forgets it. */
  void remove(Instance instance);

  /** Requests that it has now. */
  long inFlight(Instance instance);

  /** What was given to a version since the gateway knows it. */
  Routed routed(String service, String version);

  /**
   * @param requests that were routed to it
   * @param lastNanos when the last of them was, by the gateway's ticker; meaningless without any
   */
  record Routed(long requests, long lastNanos) {}

  /** Hears when an instance becomes ready or stops being it. Must not block. */
  @FunctionalInterface
  interface ReadinessListener {
    /**
     * @param why it is not ready; empty when it is
     */
    void changed(Instance instance, boolean ready, String why);
  }
}
