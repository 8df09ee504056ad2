package dev.mainstay.delivery;

import dev.mainstay.kernel.Event;
import java.util.List;
import java.util.Optional;

/**
 * Keeps deployments and instances. Each write is one transaction of the document and its journal
 * entries, and returns when it is durable. Safe for use by several threads.
 */
public interface DeliveryStore {
  /** Inserts it, or replaces the one with the same number. */
  void save(Deployment deployment, List<Event> events);

  /** Inserts it, or replaces the one with the same id. */
  void save(Instance instance, List<Event> events);

  /**
   * Forgets the instance; one that is not there is no error, and the events are appended anyway.
   */
  void remove(Instance instance, List<Event> events);

  /** Deployments of all services by descending number, at most {@code limit}. */
  List<Deployment> deployments(int limit);

  /** Deployments of one service by descending number, at most {@code limit}. */
  List<Deployment> deployments(String service, int limit);

  /** All in a phase that is not terminal, by ascending number. */
  List<Deployment> unfinished();

  /** Those in phase {@link Deployment.Phase#PROMOTED}, by descending number, at most the limit. */
  List<Deployment> promoted(String service, int limit);

  Optional<Deployment> deployment(long number);

  /** All that were saved and not removed, by ascending number. */
  List<Instance> instances();

  /** The highest instance number that was ever saved for the service; 0 when there was none. */
  long lastInstanceNumber(String service);
}
