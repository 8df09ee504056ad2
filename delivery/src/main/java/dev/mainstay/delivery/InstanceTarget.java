package dev.mainstay.delivery;

import dev.mainstay.design.Delivery;
import java.io.IOException;
import java.util.Collection;

/** Where instances run: starts, finds again and ends them. Thread-safe. */
public interface InstanceTarget {
  /** A port for a new instance; nobody listens on it now. */
  int freePort(Collection<Instance> others) throws IOException;

  /**
   * Starts an instance and returns at once, long before it is ready.
   *
   * @throws IOException when there is nothing to start, with what was tried
   */
  Instance.OsProcess start(Launch launch) throws IOException;

  /** Whether it is the process that was started, and runs. */
  boolean alive(Instance instance);

  /** Asks it to end in good order. */
  void terminate(Instance instance);

  /** Ends it at once. */
  void kill(Instance instance);

  /** How it ended, for people: {@code process 4711 ended with code 1, see …/payment-api-3.log}. */
  String obituary(Instance instance);

  /** It is known to have ended: gives back what was kept for it. */
  void forget(Instance instance);

  /**
   * Ends what an earlier server of the same data folder started and this one does not know.
   *
   * @return how many were ended
   */
  int killLeftovers(Collection<Instance> known);

  /** Keeps what it stores bounded; called every now and then. */
  default void tidy() {}

  /** What to start. */
  record Launch(
      String id, String service, String version, int port, Delivery.ProcessTemplate template) {}
}
