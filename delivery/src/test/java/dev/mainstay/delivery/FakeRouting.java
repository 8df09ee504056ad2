package dev.mainstay.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Remembers what it was told; in-flight counts and routed counts are set by the test. */
final class FakeRouting implements Routing {
  final Map<String, Instance> instances = new LinkedHashMap<>();
  final Set<String> draining = new HashSet<>();
  final Map<String, Long> inFlight = new HashMap<>();
  final Map<String, Routed> routed = new HashMap<>();
  final List<Map<String, Double>> history = new ArrayList<>();
  private Map<String, Double> weights = Map.of();

  @Override
  public void weights(String service, Map<String, Double> weights) {
    this.weights = Map.copyOf(weights);
    history.add(this.weights);
  }

  @Override
  public Map<String, Double> weights(String service) {
    return weights;
  }

  @Override
  public CompletableFuture<Void> add(Instance instance) {
    instances.put(instance.id(), instance);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void drain(Instance instance) {
    draining.add(instance.id());
  }

  @Override
  public void remove(Instance instance) {
    instances.remove(instance.id());
  }

  @Override
  public long inFlight(Instance instance) {
    return inFlight.getOrDefault(instance.id(), 0L);
  }

  @Override
  public Routed routed(String service, String version) {
    return routed.getOrDefault(version, new Routed(0, 0));
  }
}
