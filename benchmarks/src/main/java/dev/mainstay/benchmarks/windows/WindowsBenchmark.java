package dev.mainstay.benchmarks.windows;

import com.sun.management.OperatingSystemMXBean;
import dev.mainstay.objectives.windows.SeriesState;
import dev.mainstay.objectives.windows.SeriesWindows;
import dev.mainstay.objectives.windows.WindowMode;
import dev.mainstay.objectives.windows.WindowPlan;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Objectives over ten counters each with eight windows to thirty days, judged every 30 s: what a
 * tick costs in processor time, how long it takes, and how much memory it all holds. Samples that
 * have left memory are computed, not read from disk; {@link PageBenchmark} tells what reading
 * costs.
 *
 * <p>Arguments: objectives, ticks, and {@code PROMQL} or {@code EXACT}.
 */
public final class WindowsBenchmark {
  private static final int SERIES = 10;
  private static final List<Duration> WINDOWS =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(3),
          Duration.ofDays(30));
  private static final Duration MEMORY = Duration.ofMinutes(130);
  private static final long BEGIN = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();

  private final WindowPlan plan;
  private final SeriesWindows[] series;
  private final GeneratedCounter[] counters;
  // By objective and window: the share of the second five counters among all ten.
  private final double[] shares;
  private long now = BEGIN;

  private WindowsBenchmark(int objectives, WindowMode mode) {
    plan = new WindowPlan(mode, WINDOWS, Duration.ofMinutes(5), MEMORY);
    series = new SeriesWindows[objectives * SERIES];
    counters = new GeneratedCounter[series.length];
    shares = new double[objectives * WINDOWS.size()];
    for (int i = 0; i < series.length; i++) {
      counters[i] = new GeneratedCounter(i);
      series[i] = started(counters[i]);
    }
  }

  /** As after a restart: the older samples passed already, the recent ones read again. */
  private SeriesWindows started(GeneratedCounter counter) {
    long first = counter.until(BEGIN - MEMORY.toMillis());
    var edges = new ArrayList<SeriesState.@Nullable Place>();
    for (Duration window : WINDOWS) {
      long bound = BEGIN - window.toMillis();
      long last = counter.until(bound);
      edges.add(
          last < first
              ? new SeriesState.Place(bound, last + 1, counter.millis(last), counter.value(last))
              : null);
    }
    edges.add(null);
    var state = new SeriesState(0, false, first, List.of(), List.of(), edges);
    var windows = new SeriesWindows(plan, state, counter);
    for (long sample = first; counter.millis(sample) <= BEGIN; sample++) {
      windows.add(counter.millis(sample), counter.value(sample));
    }
    return windows;
  }

  private void tick() {
    now += GeneratedCounter.INTERVAL;
    for (int i = 0; i < series.length; i++) {
      long sample = counters[i].until(now);
      series[i].add(counters[i].millis(sample), counters[i].value(sample));
    }
    for (int objective = 0; objective < series.length / SERIES; objective++) {
      judge(objective);
    }
  }

  private void judge(int objective) {
    for (int window = 0; window < WINDOWS.size(); window++) {
      double part = 0;
      double total = 0;
      for (int i = 0; i < SERIES; i++) {
        double growth = series[objective * SERIES + i].increase(window, now);
        total += growth;
        part += i < SERIES / 2 ? 0 : growth;
      }
      shares[objective * WINDOWS.size() + window] = part / total;
    }
  }

  public static void main(String[] args) {
    int objectives = Integer.parseInt(args[0]);
    int ticks = Integer.parseInt(args[1]);
    WindowMode mode = WindowMode.valueOf(args[2]);
    long begin = System.nanoTime();
    var benchmark = new WindowsBenchmark(objectives, mode);
    double started = seconds(System.nanoTime() - begin);
    long first = System.nanoTime();
    benchmark.tick();
    double firstTick = seconds(System.nanoTime() - first);
    double[] took = new double[ticks];
    var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = process.getProcessCpuTime();
    for (int i = 0; i < ticks; i++) {
      long at = System.nanoTime();
      benchmark.tick();
      took[i] = seconds(System.nanoTime() - at);
    }
    double cpuPerTick = seconds(process.getProcessCpuTime() - cpu) / ticks;
    Arrays.sort(took);
    System.out.printf(
        Locale.ROOT,
        "%s, %,d objectives, %,d series, %d ticks: start %.1f s, first tick %.2f s; a tick %.1f ms of"
            + " processor time, median %.1f ms, p99 %.1f ms, most %.1f ms; %.4f cores at a tick"
            + " every 30 s; %.2f us to judge one objective; %,d bytes a series%n",
        mode,
        objectives,
        benchmark.series.length,
        ticks,
        started,
        firstTick,
        cpuPerTick * 1e3,
        took[ticks / 2] * 1e3,
        took[(int) (ticks * 0.99)] * 1e3,
        took[ticks - 1] * 1e3,
        cpuPerTick / 30,
        benchmark.judging(),
        benchmark.held() / benchmark.series.length);
  }

  /** Microseconds to judge one objective, windows as they stand. */
  private double judging() {
    int rounds = Math.max(1, 10_000 / (series.length / SERIES));
    long begin = System.nanoTime();
    for (int round = 0; round < rounds; round++) {
      for (int objective = 0; objective < series.length / SERIES; objective++) {
        judge(objective);
      }
    }
    return (System.nanoTime() - begin) / 1e3 / rounds / (series.length / SERIES);
  }

  private long held() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    if (Double.isNaN(shares[0])) {
      throw new IllegalStateException("no share");
    }
    return used;
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
