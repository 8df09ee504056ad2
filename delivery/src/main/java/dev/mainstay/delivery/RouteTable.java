package dev.mainstay.delivery;

import dev.mainstay.kernel.Ticker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Who gets the next request of one service.
 *
 * <p>Readers take an immutable snapshot, count themselves in at the backend they chose, and look
 * whether the snapshot is still current; if not, they choose again. So when {@link #weights} or
 * {@link #drain} returns, nobody can still be routed by what was before, and a backend whose
 * in-flight count reads 0 after {@link #drain} stays at 0. No lock is taken per request.
 *
 * <p>Versions are drawn along the multiples of the golden ratio: after any number of requests each
 * version's count is within a few of its exact share, and, unlike a fixed cycle, no rhythm in the
 * callers' requests can fall in step with it.
 */
final class RouteTable {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int MOST_VERSIONS = 64;

  private final Ticker ticker;
  private final Map<String, Backend> backends = new LinkedHashMap<>();
  private final Map<String, Tally> tallies = new ConcurrentHashMap<>();
  private final AtomicLong sequence = new AtomicLong();
  private SortedMap<String, Double> weights = new TreeMap<>();
  private volatile Snapshot snapshot = new Snapshot(List.of());

  RouteTable(Ticker ticker) {
    this.ticker = ticker;
  }

  /** A backend that was chosen and counts this request; release it when the request has ended. */
  record Pick(Backend backend, double share) {
    void release() {
      backend.inFlight().decrementAndGet();
    }
  }

  private record VersionRoute(String version, double share, List<Backend> backends, Tally tally) {}

  private record Snapshot(List<VersionRoute> versions) {}

  private static final class Tally {
    private final AtomicLong requests = new AtomicLong();
    private volatile long lastNanos;
  }

  /** The next backend that is not among {@code tried}; null when there is none. */
  @Nullable Pick acquire(Collection<Backend> tried) {
    while (true) {
      Snapshot current = snapshot;
      long n = sequence.getAndIncrement();
      VersionRoute route = version(current, n, tried);
      if (route == null) {
        return null;
      }
      Backend backend = leastBusy(route, n, tried);
      if (backend == null) {
        return null;
      }
      backend.inFlight().incrementAndGet();
      if (snapshot == current) {
        route.tally.requests.incrementAndGet();
        route.tally.lastNanos = ticker.nanos();
        return new Pick(backend, route.share);
      }
      backend.inFlight().decrementAndGet();
    }
  }

  private static @Nullable VersionRoute version(
      Snapshot snapshot, long n, Collection<Backend> tried) {
    double u = ((n * GOLDEN) >>> 11) * 0x1.0p-53;
    VersionRoute first = null;
    for (VersionRoute route : snapshot.versions) {
      u -= route.share;
      boolean usable = tried.isEmpty() || !tried.containsAll(route.backends);
      if (usable) {
        first = route;
        if (u < 0) {
          return route;
        }
      }
    }
    return first;
  }

  private static @Nullable Backend leastBusy(
      VersionRoute route, long n, Collection<Backend> tried) {
    List<Backend> list = route.backends;
    Backend best = null;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < list.size(); i++) {
      Backend backend = list.get((int) Math.floorMod(n + i, (long) list.size()));
      int busy = backend.inFlight().get();
      if (busy < least && !tried.contains(backend)) {
        best = backend;
        least = busy;
      }
    }
    return best;
  }

  synchronized void weights(Map<String, Double> weights) {
    double sum = 0;
    for (double weight : weights.values()) {
      if (!(weight >= 0 && weight <= 1)) {
        throw new IllegalArgumentException("weights: " + weights + " (expected: each 0 to 1)");
      }
      sum += weight;
    }
    if (!weights.isEmpty() && Math.abs(sum - 1) > 1e-6) {
      throw new IllegalArgumentException("weights: " + weights + " (expected: together 1)");
    }
    this.weights = new TreeMap<>(weights);
    publish();
  }

  synchronized Map<String, Double> weights() {
    return Map.copyOf(weights);
  }

  synchronized void add(Backend backend) {
    backends.put(backend.instance().id(), backend);
    publish();
  }

  synchronized void drain(String id) {
    Backend backend = backends.get(id);
    if (backend != null) {
      backend.draining = true;
      publish();
    }
  }

  synchronized void remove(String id) {
    backends.remove(id);
    publish();
  }

  synchronized void readiness(Backend backend, boolean ready) {
    backend.ready = ready;
    publish();
  }

  synchronized @Nullable Backend backend(String id) {
    return backends.get(id);
  }

  synchronized List<Backend> backends() {
    return List.copyOf(backends.values());
  }

  Routing.Routed routed(String version) {
    Tally tally = tallies.get(version);
    return tally == null
        ? new Routing.Routed(0, 0)
        : new Routing.Routed(tally.requests.get(), tally.lastNanos);
  }

  private void publish() {
    var byVersion = new TreeMap<String, List<Backend>>();
    for (Backend backend : backends.values()) {
      if (backend.ready
          && !backend.draining
          && weights.getOrDefault(backend.instance().version(), 0.0) > 0) {
        byVersion
            .computeIfAbsent(backend.instance().version(), v -> new ArrayList<>())
            .add(backend);
      }
    }
    double sum = byVersion.keySet().stream().mapToDouble(v -> weights.getOrDefault(v, 0.0)).sum();
    if (tallies.size() > MOST_VERSIONS) {
      tallies.keySet().retainAll(weights.keySet());
    }
    snapshot =
        new Snapshot(
            byVersion.entrySet().stream()
                .map(e ->
                    new VersionRoute(
                        e.getKey(),
                        weights.getOrDefault(e.getKey(), 0.0) / sum,
                        List.copyOf(e.getValue()),
                        tallies.computeIfAbsent(e.getKey(), v -> new Tally())))
                .toList());
  }
}
