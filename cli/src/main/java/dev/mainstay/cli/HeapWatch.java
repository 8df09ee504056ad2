package dev.mainstay.cli;

import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.SystemScheduler;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Set;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the heap as small as what lives in it. The serial and the parallel collector by themselves
 * let the old generation grow to the most that it may have ({@code -Xmx}) before they collect it.
 * Here it is collected as soon as it holds more than planned, which is what it has at the start
 * ({@code -Xms}), and may hold more from then on only as far as that much lives. While it holds
 * more than planned it is collected from time to time as well, so that what a burst of work took is
 * given back though nothing grows any more.
 */
final class HeapWatch {
  private static final Logger log = LoggerFactory.getLogger(HeapWatch.class);
  // As the serial collector calls it, and the parallel one.
  private static final Set<String> OLD = Set.of("Tenured Gen", "PS Old Gen");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final Scheduler scheduler = new SystemScheduler();
  private final MemoryPoolMXBean old;
  private final long planned;
  private final Duration patience;
  private Duration wait;
  private Scheduler.Task again = () -> {};

  private HeapWatch(MemoryPoolMXBean old, Duration patience) {
    this.old = old;
    this.planned = old.getUsage().getInit();
    this.patience = patience;
    this.wait = patience;
  }

  /** Begins to watch where one of these collectors collects and the heap may grow. */
  static void start() {
    start(PATIENCE);
  }

  static void start(Duration patience) {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    if (heap.getInit() < heap.getMax()) {
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> OLD.contains(pool.getName()))
          .forEach(pool -> new HeapWatch(pool, patience).begin());
    }
  }

  private void begin() {
    ((NotificationEmitter) memory).addNotificationListener(this::notified, null, null);
    // What a start has brought there is what was kept: most of it lives.
    next(old.getUsage().getUsed());
  }

  private void notified(Notification notification, Object handback) {
    if (notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED)) {
      full();
    }
  }

  private synchronized void full() {
    wait = patience;
    next(collected());
  }

  private synchronized void quiet() {
    long before = old.getUsage().getUsed();
    long living = collected();
    wait = wait(patience, wait, before, living);
    next(living);
  }

  private long collected() {
    memory.gc();
    return old.getUsage().getUsed();
  }

  private synchronized void next(long living) {
    long next = Math.min(threshold(planned, living), old.getUsage().getMax());
    if (next != old.getUsageThreshold()) {
      log.debug("{} MiB live, collected again at {} MiB", living >> 20, next >> 20);
      old.setUsageThreshold(next);
    }
    again.cancel();
    if (living >= planned) {
      again = scheduler.after(wait, "heap", this::quiet);
    }
  }

  /**
   * When the old generation is collected again, in bytes. What fits the plan leaves little beside
   * it; what does not would be collected too often so, hence half as much again.
   */
  static long threshold(long planned, long living) {
    return living < planned ? Math.max(planned, living + living / 8) : living + living / 2;
  }

  /**
   * How long it may then stay as it is if it does not grow: twice as long as before where less than
   * a quarter was garbage, to twelve times {@code patience}.
   */
  static Duration wait(Duration patience, Duration wait, long before, long living) {
    Duration longest = patience.multipliedBy(12);
    Duration longer = wait.multipliedBy(2);
    if (before - living >= before / 4) {
      return patience;
    }
    return longer.compareTo(longest) < 0 ? longer : longest;
  }
}
