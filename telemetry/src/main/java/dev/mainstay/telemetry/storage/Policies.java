package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.Retentions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * By which policy each series is kept. What was said of a service is remembered with the chunks for
 * as long as it has a series: of one of which nothing is said any more, perhaps by accident,
 * nothing goes sooner than before.
 *
 * <p>Asking is thread-safe; the rest is for who holds the lock of the store's upkeep.
 */
final class Policies {
  private static final String BEFORE = "kept.";
  private static final String OTHERS = "";

  private final ChunkTable table;
  private final Supplier<Retentions> wanted;
  private final Map<String, Policy> services = new ConcurrentHashMap<>();
  private final ReadWriteLock sealing = new ReentrantReadWriteLock();
  private final Policy others;
  private volatile @Nullable Followed followed;
  private volatile long untilMillis;

  private record Followed(Retentions wanted, Retention longest, long shortestRaw) {}

  /** Policies as they were when the table was written last, and as they are wanted now. */
  Policies(ChunkTable table, Supplier<Retentions> wanted) {
    this.table = table;
    this.wanted = wanted;
    table.forEachNumbers(
        BEFORE,
        (name, numbers) -> {
          if (Policy.isOne(numbers)) {
            services.put(name, Policy.of(name, numbers));
          }
        });
    Policy known = services.remove(OTHERS);
    others = known == null ? new Policy(OTHERS, wanted.get().others()) : known;
    untilMillis = latest();
    followed();
  }

  private Followed followed() {
    Retentions now = wanted.get();
    Followed known = followed;
    return known != null && known.wanted == now ? known : follow(now);
  }

  private synchronized Followed follow(Retentions now) {
    others.state(now.others());
    services.forEach((name, policy) -> {
      if (!now.services().containsKey(name)) {
        policy.fallBackTo(now.others());
      }
    });
    now.services()
        .forEach(
            (name, said) -> services.computeIfAbsent(name, n -> new Policy(n, said)).state(said));
    Retention longest = now.others();
    long shortest = now.others().raw().toMillis();
    for (Policy policy : services.values()) {
      longest = longest.longest(policy.kept());
      shortest = Math.min(shortest, policy.kept().raw().toMillis());
    }
    var result = new Followed(now, longest, shortest);
    followed = result;
    return result;
  }

  /** Of each the longest that anything is kept: what the tiers go by. */
  Retention longest() {
    return followed().longest;
  }

  /** The shortest time for which a series keeps every sample, in milliseconds. */
  long shortestRaw() {
    return followed().shortestRaw;
  }

  /** The policy of a series. */
  Policy of(Labels labels) {
    followed();
    Policy own = services.isEmpty() ? null : Retentions.find(services, labels);
    return own == null ? others : own;
  }

  /** All of them. */
  Collection<Policy> all() {
    followed();
    var all = new ArrayList<Policy>(services.values());
    all.add(others);
    return all;
  }

  /** Before here chunks of some series may have been thinned out; Unix milliseconds. */
  long untilMillis() {
    return untilMillis;
  }

  private long latest() {
    long latest = others.untilMillis();
    for (Policy policy : services.values()) {
      latest = Math.max(latest, policy.untilMillis());
    }
    return latest;
  }

  /** Held by who seals blocks, from asking {@link #untilMillis} until they are in the table. */
  Lock sealing() {
    return sealing.readLock();
  }

  /**
   * Begins to thin out and drop what is due; gives whether there is anything. From now on nothing
   * is sealed unseen in the times that this touches, after a crash neither.
   */
  boolean begin(long now) {
    boolean any = false;
    Retention tiers = longest();
    sealing.writeLock().lock();
    try {
      for (Policy policy : all()) {
        any |= policy.begin(tiers, now);
      }
      untilMillis = latest();
    } finally {
      sealing.writeLock().unlock();
    }
    save();
    return any;
  }

  /** It is done. Forgets what nobody says any more and of which there is no series. */
  void end(Set<Policy> used) {
    all().forEach(Policy::end);
    List<Policy> gone =
        services.values().stream()
            .filter(policy -> !policy.isStated() && !used.contains(policy))
            .toList();
    try (var changes = table.changes()) {
      gone.forEach(policy -> changes.removeNumbers(BEFORE + policy.name()));
      changes.apply();
    }
    gone.forEach(policy -> services.remove(policy.name()));
    followed = null;
    save();
  }

  /** Writes what a restart must know. */
  void save() {
    List<Policy> unsaved = all().stream().filter(Policy::isUnsaved).toList();
    try (var changes = table.changes()) {
      unsaved.forEach(policy -> put(policy, changes));
      changes.apply();
    }
    unsaved.forEach(Policy::saved);
  }

  private static void put(Policy policy, ChunkTable.Changes changes) {
    changes.putNumbers(BEFORE + policy.name(), policy.numbers());
  }

  /** In the same write as chunks from a time on that may have been thinned out already. */
  void lower(Labels labels, long millis, ChunkTable.Changes changes) {
    Policy policy = of(labels);
    if (millis < policy.untilMillis()) {
      policy.lower(millis);
      put(policy, changes);
    }
  }
}
