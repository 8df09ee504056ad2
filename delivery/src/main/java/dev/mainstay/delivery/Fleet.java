package dev.mainstay.delivery;

import dev.mainstay.delivery.DeliveryPlan.InstancesPlan;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Event;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances of one service: keeps as many of each version running as are wanted. Guarded by its
 * owner, except {@link #statuses}, which anyone may read.
 */
final class Fleet {
  private static final Logger log = LoggerFactory.getLogger(Fleet.class);
  private static final int MOST_INSTANCES = 128;

  private final String service;
  private final Parts parts;
  private final Map<String, Running> running = new LinkedHashMap<>();
  private final Map<String, Backoff> backoffs = new HashMap<>();
  private final Map<String, String> lastLosses = new HashMap<>();
  private InstancesPlan plan;
  private long lastNumber;
  private volatile List<InstanceStatus> published = List.of();

  /** What the engines of delivery work with. */
  record Parts(Clock clock, DeliveryStore store, InstanceTarget target, Routing routing) {}

  private static final class Running {
    private Instance instance;
    private InstanceStatus.State state;
    private Instant since;
    private @Nullable Instant readySince;
    private Instant deadline = Instant.MAX;
    private boolean killed;

    Running(Instance instance, InstanceStatus.State state, Instant since) {
      this.instance = instance;
      this.state = state;
      this.since = since;
    }

    void enter(InstanceStatus.State state, Instant now) {
      this.state = state;
      this.since = now;
    }

    boolean serving() {
      return switch (state) {
        case STARTING, READY, UNREADY -> true;
        case DRAINING, STOPPING -> false;
      };
    }
  }

  Fleet(String service, InstancesPlan plan, Parts parts) {
    this.service = service;
    this.plan = plan;
    this.parts = parts;
    this.lastNumber = parts.store().lastInstanceNumber(service);
  }

  void plan(InstancesPlan plan) {
    this.plan = plan;
  }

  /**
   * Takes over an instance that an earlier server started, or notes that it is gone.
   *
   * @return ends when it has been asked whether it is ready
   */
  CompletableFuture<Void> adopt(Instance instance) {
    Instant now = parts.clock().now();
    if (!parts.target().alive(instance)) {
      parts
          .store()
          .remove(
              instance,
              List.of(
                  DeliveryEvents.instanceLost(
                      instance, "it had ended before the server did start")));
      parts.target().forget(instance);
      return CompletableFuture.completedFuture(null);
    }
    var adopted = new Running(instance, InstanceStatus.State.STARTING, now);
    running.put(instance.id(), adopted);
    CompletableFuture<Void> probed = CompletableFuture.completedFuture(null);
    if (instance.retiring()) {
      stop(adopted, now);
    } else {
      parts.store().save(instance, List.of(DeliveryEvents.instanceAdopted(instance)));
      probed = parts.routing().add(instance);
    }
    publish();
    return probed;
  }

  /** Starts and retires instances until as many run as wanted; versions left out are retired. */
  void want(Map<String, Integer> wanted) {
    var versions = new java.util.TreeSet<>(wanted.keySet());
    running.values().forEach(r -> versions.add(r.instance.version()));
    for (String version : versions) {
      int count = wanted.getOrDefault(version, 0);
      List<Running> serving =
          running.values().stream()
              .filter(r -> r.instance.version().equals(version) && r.serving())
              .sorted(
                  Comparator.comparing((Running r) -> r.state != InstanceStatus.State.READY)
                      .thenComparing(r -> r.instance.number()))
              .toList();
      for (int i = serving.size(); i < count && running.size() < MOST_INSTANCES; i++) {
        if (!backoff(version).mayStart(parts.clock().now()) || !start(version)) {
          break;
        }
      }
      for (int i = count; i < serving.size(); i++) {
        retire(serving.get(i));
      }
    }
    publish();
  }

  private Backoff backoff(String version) {
    return backoffs.computeIfAbsent(version, v -> new Backoff());
  }

  private boolean start(String version) {
    long number = lastNumber + 1;
    String id = service + "-" + number;
    try {
      int port = parts.target().freePort(running.values().stream().map(r -> r.instance).toList());
      Instance.OsProcess process =
          parts
              .target()
              .start(new InstanceTarget.Launch(id, service, version, port, plan.process()));
      lastNumber = number;
      var instance = new Instance(id, service, version, number, port, process, false);
      save(instance);
      running.put(id, new Running(instance, InstanceStatus.State.STARTING, parts.clock().now()));
      var unused = parts.routing().add(instance);
      return true;
    } catch (IOException e) {
      log.warn("{} {} cannot be started: {}", service, version, e.getMessage());
      lastLosses.put(version, "it cannot be started: " + e.getMessage());
      backoff(version).lost(parts.clock().now(), Duration.ZERO);
      return false;
    }
  }

  private void save(Instance instance) {
    try {
      parts.store().save(instance, List.of(DeliveryEvents.instanceStarted(instance)));
    } catch (RuntimeException e) {
      parts.target().kill(instance);
      throw e;
    }
  }

  private void retire(Running r) {
    r.instance = r.instance.retired();
    Instant now = parts.clock().now();
    parts.routing().drain(r.instance);
    parts.store().save(r.instance, List.of(DeliveryEvents.instanceDraining(r.instance)));
    r.enter(InstanceStatus.State.DRAINING, now);
    r.deadline = now.plus(plan.process().grace());
  }

  private void stop(Running r, Instant now) {
    parts.target().terminate(r.instance);
    r.enter(InstanceStatus.State.STOPPING, now);
    r.deadline = now.plus(plan.process().grace());
  }

  /** Notices ends and moves what drains along. */
  void tick() {
    Instant now = parts.clock().now();
    for (Running r : List.copyOf(running.values())) {
      if (!parts.target().alive(r.instance)) {
        ended(r, now);
      } else if (r.state == InstanceStatus.State.DRAINING) {
        if (parts.routing().inFlight(r.instance) == 0 || !now.isBefore(r.deadline)) {
          stop(r, now);
        }
      } else if (r.state == InstanceStatus.State.STOPPING && !now.isBefore(r.deadline)) {
        parts.target().kill(r.instance);
        r.killed = true;
      }
    }
    publish();
  }

  /** Ends whatever of a version still drains. */
  void hurry(String version) {
    for (Running r : running.values()) {
      if (r.instance.version().equals(version) && !r.serving()) {
        parts.target().kill(r.instance);
        r.killed = true;
      }
    }
  }

  private void ended(Running r, Instant now) {
    running.remove(r.instance.id());
    parts.routing().remove(r.instance);
    Event event;
    if (r.serving()) {
      Duration readyFor =
          r.readySince == null ? Duration.ZERO : Duration.between(r.readySince, now);
      String why = parts.target().obituary(r.instance);
      backoff(r.instance.version()).lost(now, readyFor);
      lastLosses.put(r.instance.version(), why);
      event = DeliveryEvents.instanceLost(r.instance, why);
    } else {
      event =
          DeliveryEvents.instanceStopped(
              r.instance, r.killed ? "by force after its time of grace" : "in good order");
    }
    parts.target().forget(r.instance);
    parts.store().remove(r.instance, List.of(event));
  }

  /** What the gateway found; ignored for instances that drain. */
  void readiness(String id, boolean ready, String why) {
    Running r = running.get(id);
    if (r == null || !r.serving()) {
      return;
    }
    Instant now = parts.clock().now();
    if (ready && r.state != InstanceStatus.State.READY) {
      r.enter(InstanceStatus.State.READY, now);
      r.readySince = now;
      parts.store().save(r.instance, List.of(DeliveryEvents.instanceReady(r.instance)));
    } else if (!ready && r.state == InstanceStatus.State.READY) {
      r.enter(InstanceStatus.State.UNREADY, now);
      r.readySince = null;
      parts.store().save(r.instance, List.of(DeliveryEvents.instanceUnready(r.instance, why)));
    }
    publish();
  }

  int ready(String version) {
    return (int)
        running.values().stream()
            .filter(
                r -> r.instance.version().equals(version) && r.state == InstanceStatus.State.READY)
            .count();
  }

  /** Whether anything of the version is left, draining or not. */
  boolean any(String version) {
    return running.values().stream().anyMatch(r -> r.instance.version().equals(version));
  }

  boolean empty() {
    return running.isEmpty();
  }

  Collection<Instance> instances() {
    return running.values().stream().map(r -> r.instance).toList();
  }

  /** Instances of the version that were lost in a row. */
  int losses(String version) {
    return backoff(version).losses();
  }

  /** Why the version's last instance was lost. */
  String lastLoss(String version) {
    return lastLosses.getOrDefault(version, "unknown");
  }

  /** A new rollout of the version starts with a clean record; those of others are dropped. */
  void forgive(Collection<String> keep, String version) {
    backoffs.keySet().retainAll(keep);
    lastLosses.keySet().retainAll(keep);
    backoffs.remove(version);
    lastLosses.remove(version);
  }

  private void publish() {
    var statuses = new ArrayList<InstanceStatus>();
    for (Running r : running.values()) {
      statuses.add(
          new InstanceStatus(r.instance, r.state, r.since, parts.routing().inFlight(r.instance)));
    }
    published = List.copyOf(statuses);
  }

  List<InstanceStatus> statuses() {
    return published;
  }
}
