package dev.mainstay.delivery;

import java.time.Instant;

/**
 * An instance as it is now.
 *
 * @param since when it came into this state
 * @param inFlight requests that the gateway has with it
 */
public record InstanceStatus(Instance instance, State state, Instant since, long inFlight) {
  public enum State {
    /** Never ready so far. */
    STARTING,
    READY,
    /** Was ready and is not now. */
    UNREADY,
    /** Gets no new requests; finishes those it has. */
    DRAINING,
    /** Was told to stop. */
    STOPPING
  }
}
