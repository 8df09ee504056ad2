package dev.mainstay.toolkit;

import dev.mainstay.toolkit.internal.CallMetrics;
import dev.mainstay.toolkit.internal.Context;
import dev.mainstay.toolkit.internal.HealthMonitor;
import dev.mainstay.toolkit.internal.Modes;
import dev.mainstay.toolkit.internal.PolicyWatch;
import dev.mainstay.toolkit.internal.PoolWorkers;
import dev.mainstay.toolkit.internal.Time;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dependencies of a service, kept in step with its policy. */
final class Dependencies implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Dependencies.class);
  private static final int MOST_CHECKS = 64;

  /**
   * Beyond any bulkhead; the bulkheads are what limits, this only keeps a defect from eating the
   * machine.
   */
  private static final int MOST_THREADS = 2048;

  private final PolicyWatch watch;
  private final Time time;
  private final CallMetrics metrics;
  private final Modes modes;
  private final HealthMonitor monitor;
  private final ThreadPoolExecutor checkThreads;
  private final Map<String, Dependency> byName = new TreeMap<>();
  private final Map<String, PoolWorkers> pools = new HashMap<>();
  private @Nullable HttpClient client;

  Dependencies(PolicyWatch watch, Metrics metrics, Time time) {
    this.watch = watch;
    this.time = time;
    this.metrics = new CallMetrics(metrics, Metrics.bucketsWith(watch.policy().latencyBuckets()));
    this.modes = new Modes(time, watch.policy());
    this.checkThreads =
        new ThreadPoolExecutor(
            0,
            MOST_CHECKS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "mainstay-check");
              thread.setDaemon(true);
              return thread;
            });
    this.monitor = new HealthMonitor(time, () -> watch.policy().health().readiness(), checkThreads);
    adopt(watch.policy());
    watch.onChange(this::adopt);
  }

  private synchronized void adopt(Policy policy) {
    for (Policy.DependencyPolicy part : policy.dependencies()) {
      Dependency known = byName.get(part.name());
      if (known != null) {
        known.change(part);
      } else {
        byName.put(part.name(), create(part));
      }
    }
    byName.keySet().stream()
        .filter(name -> policy.dependency(name).isEmpty())
        .forEach(name -> log.warn("{} is not in the policy any more: its last part stays", name));
    modes.change(policy);
  }

  private Dependency create(Policy.DependencyPolicy part) {
    PoolWorkers pool = new PoolWorkers("call-" + part.name(), MOST_THREADS);
    pools.put(part.name(), pool);
    metrics.introduce(part.name());
    return new Dependency(
        part, new Dependency.Parts(time, pool, metrics, modes::dependency, this::check));
  }

  private void check(String name, Dependency.Check check) {
    Dependency dependency = get(name);
    monitor.register(
        name,
        timeout -> {
          Trace span = Trace.start();
          Context.of(span, Deadline.in(timeout, time))
              .run(() -> {
                check.run(new CallContext(timeout, 1, span));
                return true;
              });
        },
        new HealthMonitor.Target() {
          @Override
          public boolean failing() {
            return dependency.failing();
          }

          @Override
          public void checked(boolean success) {
            dependency.checked(success);
          }
        });
  }

  synchronized Dependency get(String name) {
    Dependency dependency = byName.get(name);
    if (dependency == null) {
      throw new IllegalArgumentException(
          "dependency: " + name + " (expected: one of the policy's, " + byName.keySet() + ")");
    }
    return dependency;
  }

  synchronized @Nullable Dependency find(String name) {
    return byName.get(name);
  }

  synchronized Collection<Dependency> all() {
    return List.copyOf(byName.values());
  }

  synchronized HttpDependency http(String name, URI base) {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Duration.ofSeconds(5))
              .build();
    }
    return new HttpDependency(get(name), client, base);
  }

  Modes modes() {
    return modes;
  }

  HealthMonitor monitor() {
    return monitor;
  }

  void warnOfMissingChecks() {
    Policy policy = watch.policy();
    for (Dependency dependency : all()) {
      String name = dependency.name();
      boolean decides = policy.health().readiness().checks().contains(name);
      boolean degrades = policy.modes().stream().anyMatch(mode -> mode.dependency().equals(name));
      if (monitor.status(name).isEmpty() && (decides || degrades)) {
        log.atWarn()
            .addKeyValue("event", "check.missing")
            .addKeyValue("dependency", name)
            .log(
                "{} has no check (expected: dependency(\"{}\").check(...)): {} is judged by its calls"
                    + " alone",
                name,
                name,
                decides ? "readiness" : "its mode");
      }
    }
  }

  @Override
  public synchronized void close() {
    checkThreads.shutdownNow();
    pools.values().forEach(PoolWorkers::close);
  }
}
