package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.SeriesKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * From the hash of labels as they came over the wire to their series, so that a known series costs
 * no decoding. Finding takes no lock; adding takes one. Several wire forms may lead to one series;
 * what belongs to removed series goes when the cache is rebuilt.
 *
 * <p>Senders keep their order: entries lie in the order in which they came first, and each knows
 * the entry that followed it the last time, so that mostly the next series is found without a look
 * into the table, among bytes that the processor has fetched already.
 */
final class SeriesCache {
  private static final VarHandle SERIES = MethodHandles.arrayElementVarHandle(HeadSeries[].class);
  private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final int SMALLEST = 1024;

  private volatile Table table = new Table(SMALLEST);

  /** What there is now; its entries are numbers that mean nothing to another table. */
  Table table() {
    return table;
  }

  synchronized void put(SeriesKey key, HeadSeries series) {
    if (table.used == table.series.length) {
      rebuild();
    }
    table.put(key.low(), key.high(), series);
  }

  /** Forgets removed series. */
  synchronized void rebuild() {
    Table old = table;
    int living = 0;
    for (int entry = 0; entry < old.used; entry++) {
      living += old.at(entry).isRemoved() ? 0 : 1;
    }
    if (living == old.used && living < old.series.length) {
      return;
    }
    var next = new Table(Math.max(SMALLEST, living + living / 4 + 64));
    for (int entry = 0; entry < old.used; entry++) {
      HeadSeries series = old.at(entry);
      if (!series.isRemoved()) {
        next.put(old.keys[entry * 2], old.keys[entry * 2 + 1], series);
      }
    }
    table = next;
  }

  /** Entries from 0 on, each a key and its series. */
  static final class Table {
    /** No entry. */
    static final int NONE = -1;

    private final long[] keys;
    private final @Nullable HeadSeries[] series;
    // Guesses, written without a lock: the keys are looked at before one is followed.
    private final int[] followers;
    // Entries plus one, by key.
    private final int[] slots;
    private int used;

    Table(int entries) {
      keys = new long[entries * 2];
      series = new HeadSeries[entries];
      followers = new int[entries];
      Arrays.setAll(followers, entry -> entry + 1);
      slots = new int[Integer.highestOneBit(entries) * 4];
    }

    /** The entry that came after {@code entry} the last time, if it has this key. */
    int follower(int entry, SeriesKey key) {
      int next = followers[entry];
      return next < series.length && has(next, key.low(), key.high()) ? next : NONE;
    }

    void follow(int entry, int next) {
      followers[entry] = next;
    }

    private boolean has(int entry, long low, long high) {
      return SERIES.getAcquire(series, entry) != null
          && keys[entry * 2] == low
          && keys[entry * 2 + 1] == high;
    }

    int find(SeriesKey key) {
      return find(key.low(), key.high());
    }

    private int find(long low, long high) {
      int mask = slots.length - 1;
      for (int slot = (int) low & mask; ; slot = (slot + 1) & mask) {
        int entry = (int) SLOTS.getAcquire(slots, slot) - 1;
        if (entry == NONE || has(entry, low, high)) {
          return entry;
        }
      }
    }

    /** A removed series is found too: its caller sees that when it appends. */
    HeadSeries at(int entry) {
      var found = (HeadSeries) SERIES.getAcquire(series, entry);
      if (found == null) {
        throw new IllegalArgumentException("entry " + entry + " is empty");
      }
      return found;
    }

    /**
     * Fetches what the next {@code ahead.length} series will need into the processor's cache: all
     * at once, where one after the other would wait for each.
     *
     * @return something that depends on all of it
     */
    int touch(int from, @Nullable HeadSeries[] ahead) {
      int entry = from;
      for (int i = 0; i < ahead.length; i++) {
        ahead[i] = entry < series.length ? series[entry] : null;
        entry = entry < series.length ? followers[entry] : entry;
      }
      return HeadSeries.touch(ahead);
    }

    void put(long low, long high, HeadSeries value) {
      int known = find(low, high);
      if (known != NONE) {
        SERIES.setRelease(series, known, value);
        return;
      }
      int entry = used++;
      keys[entry * 2] = low;
      keys[entry * 2 + 1] = high;
      SERIES.setRelease(series, entry, value);
      int mask = slots.length - 1;
      int slot = (int) low & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      SLOTS.setRelease(slots, slot, entry + 1);
    }
  }
}
