package dev.mainstay.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the heap as small as what lives in it. The serial collector by itself lets its old
 * generation grow to the most that it may have ({@code -Xmx}) before it collects it once. Here it
 * is collected as soon as it holds more than planned, which is what it has at the start ({@code
 * -Xms}), and may hold more from then on only as far as that much lives.
 */
final class HeapWatch {
  private static final Logger log = LoggerFactory.getLogger(HeapWatch.class);

  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final MemoryPoolMXBean old;
  private final long planned;

  private HeapWatch(MemoryPoolMXBean old) {
    this.old = old;
    this.planned = old.getUsage().getInit();
  }

  /** Begins to watch where the serial collector collects and the heap may grow. */
  static void start() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    if (heap.getInit() < heap.getMax()) {
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getName().equals("Tenured Gen"))
          .forEach(pool -> new HeapWatch(pool).begin());
    }
  }

  private void begin() {
    ((NotificationEmitter) memory).addNotificationListener(this::notified, null, null);
    // What a start has brought there is what was kept: most of it lives.
    next();
  }

  private void notified(Notification notification, Object handback) {
    if (notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED)) {
      memory.gc();
      next();
    }
  }

  private void next() {
    MemoryUsage usage = old.getUsage();
    long next = Math.min(threshold(planned, usage.getUsed()), usage.getMax());
    if (next != old.getUsageThreshold()) {
      log.debug("{} MiB live, collected again at {} MiB", usage.getUsed() >> 20, next >> 20);
      old.setUsageThreshold(next);
    }
  }

  /**
   * When the old generation is collected again, in bytes. What fits the plan leaves little beside
   * it; what does not would be collected too often so, hence half as much again.
   */
  static long threshold(long planned, long living) {
    return living < planned ? Math.max(planned, living + living / 8) : living + living / 2;
  }
}
