package dev.mainstay.delivery;

import dev.mainstay.kernel.Event;
import dev.mainstay.testkit.MemoryJournal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Survives the engine like a database does; can be told to fail. */
final class MemoryDeliveryStore implements DeliveryStore {
  private final MemoryJournal journal;
  private final TreeMap<Long, Deployment> deployments = new TreeMap<>();
  private final Map<String, Instance> instances = new HashMap<>();
  private final Map<String, Long> lastNumbers = new HashMap<>();
  @Nullable RuntimeException failure;

  MemoryDeliveryStore(MemoryJournal journal) {
    this.journal = journal;
  }

  private void check() {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public synchronized void save(Deployment deployment, List<Event> events) {
    check();
    deployments.put(deployment.number(), deployment);
    journal.append(events);
  }

  @Override
  public synchronized void save(Instance instance, List<Event> events) {
    check();
    instances.put(instance.id(), instance);
    lastNumbers.merge(instance.service(), instance.number(), Math::max);
    journal.append(events);
  }

  @Override
  public synchronized void remove(Instance instance, List<Event> events) {
    check();
    instances.remove(instance.id());
    journal.append(events);
  }

  @Override
  public synchronized List<Deployment> deployments(int limit) {
    return deployments.descendingMap().values().stream().limit(limit).toList();
  }

  @Override
  public synchronized List<Deployment> deployments(String service, int limit) {
    return deployments.descendingMap().values().stream()
        .filter(d -> d.service().equals(service))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Deployment> unfinished() {
    return deployments.values().stream().filter(Deployment::unfinished).toList();
  }

  @Override
  public synchronized List<Deployment> promoted(String service, int limit) {
    return deployments.descendingMap().values().stream()
        .filter(d -> d.service().equals(service))
        .filter(d -> d.progress().phase() == Deployment.Phase.PROMOTED)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<Deployment> deployment(long number) {
    return Optional.ofNullable(deployments.get(number));
  }

  @Override
  public synchronized List<Instance> instances() {
    return instances.values().stream().sorted(Comparator.comparing(Instance::number)).toList();
  }

  @Override
  public synchronized long lastInstanceNumber(String service) {
    return lastNumbers.getOrDefault(service, 0L);
  }
}
