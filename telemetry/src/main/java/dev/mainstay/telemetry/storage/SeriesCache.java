package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.SeriesKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * From the hash of labels as they came over the wire to their series, so that a known series costs
 * no decoding. Finding takes no lock; adding takes one. Several wire forms may lead to one series;
 * what belongs to removed series goes when the cache is rebuilt.
 */
final class SeriesCache {
  private static final VarHandle SERIES = MethodHandles.arrayElementVarHandle(HeadSeries[].class);
  private static final int SMALLEST = 1024;

  private volatile Table table = new Table(SMALLEST);

  /** A removed series is found too: its caller sees that when it appends. */
  @Nullable HeadSeries find(SeriesKey key) {
    return table.find(key.low(), key.high());
  }

  synchronized void put(SeriesKey key, HeadSeries series) {
    put(key.low(), key.high(), series);
  }

  private void put(long low, long high, HeadSeries series) {
    if ((table.used + 1) * 2 > table.series.length) {
      rebuild();
    }
    table.put(low, high, series);
  }

  /** Forgets removed series. */
  synchronized void rebuild() {
    Table old = table;
    int living = 0;
    for (HeadSeries series : old.series) {
      living += series != null && !series.isRemoved() ? 1 : 0;
    }
    var next = new Table(Math.max(SMALLEST, Integer.highestOneBit(living + 1) * 4));
    for (int i = 0; i < old.series.length; i++) {
      HeadSeries series = old.series[i];
      if (series != null && !series.isRemoved()) {
        next.put(old.keys[i * 2], old.keys[i * 2 + 1], series);
      }
    }
    table = next;
  }

  private static final class Table {
    private final long[] keys;
    private final @Nullable HeadSeries[] series;
    private int used;

    Table(int slots) {
      keys = new long[slots * 2];
      series = new HeadSeries[slots];
    }

    @Nullable HeadSeries find(long low, long high) {
      int mask = series.length - 1;
      for (int slot = (int) low & mask; ; slot = (slot + 1) & mask) {
        var found = (HeadSeries) SERIES.getAcquire(series, slot);
        if (found == null || (keys[slot * 2] == low && keys[slot * 2 + 1] == high)) {
          return found;
        }
      }
    }

    void put(long low, long high, HeadSeries value) {
      int mask = series.length - 1;
      int slot = (int) low & mask;
      while (series[slot] != null && (keys[slot * 2] != low || keys[slot * 2 + 1] != high)) {
        slot = (slot + 1) & mask;
      }
      used += series[slot] == null ? 1 : 0;
      keys[slot * 2] = low;
      keys[slot * 2 + 1] = high;
      SERIES.setRelease(series, slot, value);
    }
  }
}
