package dev.mainstay.toolkit.internal;

import com.sun.management.OperatingSystemMXBean;
import dev.mainstay.toolkit.Metrics;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/** What the process and its virtual machine use. */
public final class RuntimeMetrics {
  private RuntimeMetrics() {}

  public static void register(Metrics metrics) {
    var runtime = ManagementFactory.getRuntimeMXBean();
    var memory = ManagementFactory.getMemoryMXBean();
    var threads = ManagementFactory.getThreadMXBean();
    double started = runtime.getStartTime() / 1000.0;
    metrics.gauge("process_start_time_seconds", "Start, since the epoch.", () -> started);
    metrics.gauges(
        "jvm_memory_used_bytes",
        "Memory in use.",
        List.of("area"),
        () ->
            Map.of(
                List.of("heap"), (double) memory.getHeapMemoryUsage().getUsed(),
                List.of("nonheap"), (double) memory.getNonHeapMemoryUsage().getUsed()));
    metrics.gauge("jvm_threads_current", "Live threads.", () -> (double) threads.getThreadCount());
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      metrics.countedElsewhere(
          "process_cpu_seconds_total",
          "CPU time used.",
          () -> Math.max(0, system.getProcessCpuTime()) / 1e9);
    }
  }
}
