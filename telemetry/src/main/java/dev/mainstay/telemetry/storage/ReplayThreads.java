package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.StorageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Puts the samples of a log into their series, one batch of records after the other. Every thread
 * reads all records of a batch and takes the samples of its own series: reading is cheap, it is the
 * series that are far apart in memory. Given batches by one thread.
 */
final class ReplayThreads implements AutoCloseable {
  private static final int MOST = 4;
  // Full blocks wait in memory as long as they take no more than this share of the heap: to seal
  // them takes longer. What is full at the end is sealed when its series is written to again, or by
  // the next checkpoint.
  private static final int SHARE = 32;
  private static final int BLOCK_BYTES = 400;

  private final ExecutorService threads;
  private final List<Part> parts = new ArrayList<>();
  private final List<Future<?>> running = new ArrayList<>();

  /** A record of samples. */
  record Frame(int kind, ByteReader record) {}

  /**
   * What was put in.
   *
   * @param unknown how many samples the series have that the index does not know
   */
  record Sum(long samples, Map<Integer, Long> unknown) {}

  /**
   * Threads that wait for work.
   *
   * @param index nobody else changes while they work
   * @param sealer takes series with full blocks, from each thread its own
   * @param heapBytes how much memory there is
   */
  ReplayThreads(SeriesIndex index, Consumer<List<HeadSeries>> sealer, long heapBytes) {
    int count = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST);
    long mostFull = Math.max(1, heapBytes / SHARE / BLOCK_BYTES / count);
    threads =
        Executors.newFixedThreadPool(
            count, Thread.ofPlatform().name("mainstay-replay-", 0).daemon().factory());
    for (int i = 0; i < count; i++) {
      parts.add(new Part(index, sealer, mostFull, i, count));
    }
  }

  /** Begins with a batch; the one before has been {@linkplain #join joined}. */
  void start(List<Frame> batch) {
    for (Part part : parts) {
      running.add(threads.submit(() -> part.take(batch)));
    }
  }

  /** Waits until everything given is in its series. */
  void join() {
    try {
      for (Future<?> each : running) {
        each.get();
      }
      running.clear();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new StorageException("the log of samples cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException("interrupted while the log of samples was read", e);
    }
  }

  /** Waits. */
  Sum finish() {
    join();
    long samples = 0;
    var unknown = new HashMap<Integer, Long>();
    for (Part part : parts) {
      samples += part.samples;
      unknown.putAll(part.unknown);
    }
    return new Sum(samples, unknown);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** One thread's share of the series. */
  private static final class Part implements HeadBatch.Replay {
    private final SeriesIndex index;
    private final Consumer<List<HeadSeries>> sealer;
    private final long mostFull;
    private final int number;
    private final int count;
    private final List<HeadSeries> filled = new ArrayList<>();
    private final Map<Integer, Long> unknown = new HashMap<>();
    private long samples;

    Part(
        SeriesIndex index,
        Consumer<List<HeadSeries>> sealer,
        long mostFull,
        int number,
        int count) {
      this.index = index;
      this.sealer = sealer;
      this.mostFull = mostFull;
      this.number = number;
      this.count = count;
    }

    void take(List<Frame> batch) {
      for (Frame frame : batch) {
        HeadBatch.replay(frame.kind, frame.record.copy(), this);
      }
    }

    @Override
    public void number(int id, long millis, double value) {
      if (isOther(id)) {
        return;
      }
      HeadSeries series = index.byIdUnguarded(id);
      if (series == null) {
        unknown.merge(id, 1L, Long::sum);
        return;
      }
      boolean full = series.hasFull();
      series.append(millis, value, Long.MAX_VALUE);
      added(series, full);
    }

    @Override
    public void histogram(int id, long millis, NativeHistogram value) {
      if (isOther(id)) {
        return;
      }
      HeadSeries series = index.byIdUnguarded(id);
      if (series == null) {
        unknown.merge(id, 1L, Long::sum);
        return;
      }
      boolean full = series.hasFull();
      series.append(millis, value, Long.MAX_VALUE);
      added(series, full);
    }

    private boolean isOther(int id) {
      // In runs: series that were begun together lie together.
      return (id >>> 6) % count != number;
    }

    private void added(HeadSeries series, boolean fullBefore) {
      samples++;
      if (!fullBefore && series.hasFull()) {
        filled.add(series);
        if (filled.size() == mostFull) {
          sealer.accept(filled);
          filled.clear();
        }
      }
    }
  }
}
