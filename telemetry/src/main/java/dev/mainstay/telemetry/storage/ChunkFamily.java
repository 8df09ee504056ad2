package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.StorageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Where {@link ChunkTable} keeps the chunks of one tier. */
record ChunkFamily(RocksDB db, ColumnFamilyHandle handle, Tier tier) {
  private ChunkTable.Sealed sealed(byte[] key, byte[] value) {
    ByteBuffer parts = ByteBuffer.wrap(key);
    long stretch = parts.getShort() & 0xffff;
    int id = parts.getInt();
    long offset = parts.getInt() & 0xffffffffL;
    return new ChunkTable.Sealed(id, stretch * tier.stretch() + offset, value);
  }

  /** The chunks of a series that have samples within a range, both ends included, in order. */
  List<ChunkTable.Sealed> read(int id, long from, long to) {
    var found = new ArrayList<ChunkTable.Sealed>();
    if (to < 0 || from > to) {
      return found;
    }
    try (RocksIterator at = db.newIterator(handle)) {
      int first = tier.stretchOf(Math.max(0, from));
      for (int stretch = first; stretch <= tier.stretchOf(to); stretch++) {
        byte[] wanted = wanted(id, stretch, from);
        add(at, wanted, from, to, found);
        if (!at.isValid() || isOfSameSeries(at.key(), wanted)) {
          break;
        }
        // No more of the series here: the next stretch that has anything may be far.
        stretch = ChunkKey.skipTo(at.key(), wanted, stretch);
      }
      at.status();
    } catch (RocksDBException e) {
      throw new StorageException("cannot read chunks", e);
    }
    return found;
  }

  /**
   * Of each of many series what {@link #read(int, long, long)} gives.
   *
   * @param ids that rise: so they lie on disk
   * @param to of each series
   * @param most bytes of chunks; empty if there are more
   */
  List<List<ChunkTable.Sealed>> read(int[] ids, long from, long[] to, long most) {
    var found = new ArrayList<List<ChunkTable.Sealed>>(ids.length);
    long bytes = 0;
    long last = -1;
    for (long each : to) {
      found.add(new ArrayList<>(1));
      last = Math.max(last, each);
    }
    try (RocksIterator at = db.newIterator(handle)) {
      int first = tier.stretchOf(Math.max(0, from));
      for (int stretch = first; last >= 0 && stretch <= tier.stretchOf(last); stretch++) {
        for (int i = 0; i < ids.length; i++) {
          if (to[i] >= Math.max(from, stretch * tier.stretch())) {
            bytes += add(at, wanted(ids[i], stretch, from), from, to[i], found.get(i));
          }
          if (bytes > most) {
            return List.of();
          }
        }
      }
      at.status();
    } catch (RocksDBException e) {
      throw new StorageException("cannot read chunks", e);
    }
    return found;
  }

  private byte[] wanted(int id, int stretch, long from) {
    return ChunkKey.of(tier, id, Math.max(Math.max(0, from), stretch * tier.stretch()));
  }

  private static boolean isOfSameSeries(byte[] key, byte[] wanted) {
    return Arrays.equals(key, 0, 6, wanted, 0, 6);
  }

  /**
   * Adds the chunks of a series in one stretch; leaves {@code at} where it came to something else.
   * Gives how many bytes they have.
   */
  private long add(
      RocksIterator at, byte[] wanted, long from, long to, List<ChunkTable.Sealed> found) {
    long bytes = 0;
    at.seekForPrev(wanted);
    if (!at.isValid() || !isOfSameSeries(at.key(), wanted)) {
      at.seek(wanted);
    }
    for (; at.isValid(); at.next()) {
      byte[] key = at.key();
      if (!isOfSameSeries(key, wanted)) {
        break;
      }
      ChunkTable.Sealed chunk = sealed(key, at.value());
      if (chunk.firstMillis() > to) {
        break;
      }
      if (chunk.lastMillis() >= from) {
        found.add(chunk);
        bytes += chunk.bytes().length;
      }
    }
    return bytes;
  }

  /** The chunk that begins at a time, or null. */
  ChunkTable.@Nullable Sealed get(int id, long firstMillis) {
    try {
      byte @Nullable [] value = db.get(handle, ChunkKey.of(tier, id, firstMillis));
      return value == null ? null : new ChunkTable.Sealed(id, firstMillis, value);
    } catch (RocksDBException e) {
      throw new StorageException("cannot read chunks", e);
    }
  }

  /** Every chunk of one stretch, by series and time. */
  void forEach(int stretch, Consumer<ChunkTable.Sealed> action) {
    forEach(
        stretch,
        0,
        chunk -> {
          action.accept(chunk);
          return true;
        });
  }

  /** The chunks of one stretch from a series on, by series and time, until one is refused. */
  void forEach(int stretch, int fromSeries, Predicate<ChunkTable.Sealed> action) {
    byte[] start = ByteBuffer.allocate(6).putShort((short) stretch).putInt(fromSeries).array();
    try (RocksIterator at = db.newIterator(handle)) {
      for (at.seek(start); at.isValid(); at.next()) {
        byte[] key = at.key();
        if (key[0] != start[0] || key[1] != start[1] || !action.test(sealed(key, at.value()))) {
          break;
        }
      }
      at.status();
    } catch (RocksDBException e) {
      throw new StorageException("cannot read chunks", e);
    }
  }

  /** The oldest stretch that has a chunk, or -1. */
  int oldest() {
    return end(RocksIterator::seekToFirst);
  }

  /** The youngest stretch that has a chunk, or -1. */
  int youngest() {
    return end(RocksIterator::seekToLast);
  }

  private int end(Consumer<RocksIterator> seek) {
    try (RocksIterator at = db.newIterator(handle)) {
      seek.accept(at);
      return at.isValid() ? ByteBuffer.wrap(at.key()).getShort() & 0xffff : -1;
    }
  }
}
