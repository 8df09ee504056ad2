package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.StorageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * Where {@link ChunkTable} keeps the series to which nothing was added for hours, so that they need
 * no memory: each by its id, the id by a hash of its labels, and the ids by label and by the time
 * of their last samples, in days and in stretches of 32 of them.
 *
 * <p>What stands under an id counts; the rest only leads there, and may lead to series that rest no
 * longer.
 */
record RestingFamily(RocksDB db, ColumnFamilyHandle handle, ColumnFamilyHandle hashes) {
  private static final byte ROW = 'r';
  private static final byte DAYS = 'd';
  private static final byte STRETCHES = 's';
  private static final long DAY = HeadSeries.DAY;
  private static final int DAYS_OF_STRETCH = 32;
  private static final int READ_AT_ONCE = 1024;

  /** A series, and when its last sample was. */
  record Resting(int id, Labels labels, long lastMillis) {}

  private record Pair(byte kind, int part, String name, String value) {
    byte[] key() {
      return pair(kind, part, bytes(name), bytes(value));
    }
  }

  /**
   * Adds series, or says anew when their last samples were. Many at once are best: what is appended
   * to a value one by one is put together at a price that grows with the square of their number.
   */
  void put(WriteBatch to, List<Resting> series) throws RocksDBException {
    var pairs = new HashMap<Pair, ByteWriter>();
    for (Resting each : series) {
      Labels labels = each.labels;
      var row = new ByteWriter(8 + labels.size() * 32);
      row.writeZigzag(each.lastMillis);
      ChunkTable.write(row, labels);
      byte[] id = ChunkKey.of(each.id);
      to.put(handle, row(each.id), row.toBytes());
      to.merge(hashes, hash(labels), id);
      int day = day(each.lastMillis);
      // The pair without name and value is that of all series.
      add(pairs, day, "", "", id);
      for (int i = 0; i < labels.size(); i++) {
        add(pairs, day, labels.name(i), labels.value(i), id);
      }
    }
    for (Map.Entry<Pair, ByteWriter> each : pairs.entrySet()) {
      to.merge(handle, each.getKey().key(), each.getValue().toBytes());
    }
  }

  private static void add(
      Map<Pair, ByteWriter> pairs, int day, String name, String value, byte[] id) {
    int stretch = day / DAYS_OF_STRETCH;
    for (Pair pair :
        List.of(new Pair(DAYS, day, name, value), new Pair(STRETCHES, stretch, name, value))) {
      pairs.computeIfAbsent(pair, key -> new ByteWriter(8)).writeBytes(id, 0, id.length);
    }
  }

  /** Removes a series. */
  void remove(WriteBatch to, Resting series) throws RocksDBException {
    to.delete(handle, row(series.id));
    byte[] key = hash(series.labels);
    var left = new ByteWriter(4);
    for (int id : ids(get(hashes, key))) {
      if (id != series.id) {
        left.writeBytes(ChunkKey.of(id), 0, 4);
      }
    }
    if (left.size() == 0) {
      to.delete(hashes, key);
    } else {
      to.put(hashes, key, left.toBytes());
    }
  }

  /** Forgets that series had their last samples on days before one; they are removed already. */
  void removeBefore(WriteBatch to, long millis) throws RocksDBException {
    int day = day(millis);
    to.deleteRange(handle, prefix(DAYS, 0), prefix(DAYS, day));
    to.deleteRange(handle, prefix(STRETCHES, 0), prefix(STRETCHES, day / DAYS_OF_STRETCH));
  }

  /** The series with these labels, or null. */
  @Nullable Resting find(Labels labels) {
    for (int id : ids(get(hashes, hash(labels)))) {
      Resting found = get(id);
      if (found != null && found.labels.equals(labels)) {
        return found;
      }
    }
    return null;
  }

  /** The series with this id, or null. */
  @Nullable Resting get(int id) {
    return resting(id, get(handle, row(id)));
  }

  private static @Nullable Resting resting(int id, byte @Nullable [] row) {
    if (row == null) {
      return null;
    }
    var from = new ByteReader(row);
    long lastMillis = from.readZigzag();
    return new Resting(id, ChunkTable.readLabels(from), lastMillis);
  }

  /** Takes an id and its series, which is null when it does not rest. */
  interface Taker {
    void take(int id, @Nullable Resting series);
  }

  /** Gives the series with these ids, in their order. */
  void forEach(RoaringBitmap ids, Taker taker) {
    var some = new ArrayList<Integer>();
    var keys = new ArrayList<byte[]>();
    for (IntIterator at = ids.getIntIterator(); at.hasNext(); ) {
      int id = at.next();
      some.add(id);
      keys.add(row(id));
      if (keys.size() == READ_AT_ONCE || !at.hasNext()) {
        List<byte[]> rows = getAll(keys);
        for (int i = 0; i < keys.size(); i++) {
          taker.take(some.get(i), resting(some.get(i), rows.get(i)));
        }
        some.clear();
        keys.clear();
      }
    }
  }

  private List<byte[]> getAll(List<byte[]> keys) {
    var handles = new ColumnFamilyHandle[keys.size()];
    Arrays.fill(handles, handle);
    try {
      return db.multiGetAsList(List.of(handles), keys);
    } catch (RocksDBException e) {
      throw cannotRead(e);
    }
  }

  /**
   * Series among which are all that satisfy the matchers and whose last samples were at a time or
   * later.
   */
  RoaringBitmap ids(List<Matcher> matchers, long fromMillis) {
    var ids = new RoaringBitmap();
    forEachPart(fromMillis, (at, kind, part) -> ids.or(ids(at, kind, part, matchers)));
    return ids;
  }

  /** Gives the names of labels of series with samples on the day of a time or later. */
  void forEachName(long fromMillis, Consumer<String> action) {
    forEachPart(
        fromMillis,
        (at, kind, part) -> {
          byte[] before = prefix(kind, part);
          // No text has the byte 0xff: it leads behind all values of a name.
          at.seek(pair(kind, part, new byte[0], new byte[] {-1}));
          while (at.isValid() && startsWith(at.key(), before)) {
            byte[] key = at.key();
            int length = ByteBuffer.wrap(key, 3, 2).getShort() & 0xffff;
            byte[] name = Arrays.copyOfRange(key, 5, 5 + length);
            action.accept(new String(name, StandardCharsets.UTF_8));
            at.seek(pair(kind, part, name, new byte[] {-1}));
          }
        });
  }

  /** Gives the values of a label of series with samples on the day of a time or later. */
  void forEachValue(String name, long fromMillis, Consumer<String> action) {
    forEachPart(
        fromMillis,
        (at, kind, part) -> {
          byte[] before = pair(kind, part, bytes(name), new byte[0]);
          for (at.seek(before); at.isValid() && startsWith(at.key(), before); at.next()) {
            action.accept(text(at.key(), before.length));
          }
        });
  }

  private interface Part {
    void take(RocksIterator at, byte kind, int part) throws RocksDBException;
  }

  /** Goes through the days up to the end of 32 of them, and the stretches after that. */
  private void forEachPart(long fromMillis, Part action) {
    try (RocksIterator at = db.newIterator(handle)) {
      int from = day(fromMillis);
      int until = (from + DAYS_OF_STRETCH - 1) / DAYS_OF_STRETCH * DAYS_OF_STRETCH;
      for (int day : parts(at, DAYS, from, until)) {
        action.take(at, DAYS, day);
      }
      for (int stretch : parts(at, STRETCHES, until / DAYS_OF_STRETCH, 1 << 16)) {
        action.take(at, STRETCHES, stretch);
      }
      at.status();
    } catch (RocksDBException e) {
      throw cannotRead(e);
    }
  }

  /** Series among which are all whose last samples were on the day of a time or before. */
  RoaringBitmap idsUntil(long millis) {
    var ids = new RoaringBitmap();
    try (RocksIterator at = db.newIterator(handle)) {
      for (int day : parts(at, DAYS, 0, day(millis) + 1)) {
        ids.or(ids(at, DAYS, day, List.of()));
      }
      at.status();
    } catch (RocksDBException e) {
      throw cannotRead(e);
    }
    return ids;
  }

  /** The days or stretches between two of which there is anything. */
  private static List<Integer> parts(RocksIterator at, byte kind, int from, int until) {
    var parts = new ArrayList<Integer>();
    for (int next = from; next < until; next++) {
      at.seek(prefix(kind, next));
      if (!at.isValid() || at.key()[0] != kind || number(at.key()) >= until) {
        break;
      }
      next = number(at.key());
      parts.add(next);
    }
    return parts;
  }

  private RoaringBitmap ids(RocksIterator at, byte kind, int part, List<Matcher> matchers) {
    RoaringBitmap ids = null;
    for (Matcher matcher : matchers) {
      // Who matches the empty value may have no such label; that is seen in the row.
      if (!matcher.matches("")) {
        RoaringBitmap some = ids(at, kind, part, matcher);
        if (ids == null) {
          ids = some;
        } else {
          ids.and(some);
        }
        if (ids.isEmpty()) {
          return ids;
        }
      }
    }
    byte[] none = {};
    return ids == null ? set(get(handle, pair(kind, part, none, none))) : ids;
  }

  private RoaringBitmap ids(RocksIterator at, byte kind, int part, Matcher matcher) {
    byte[] name = bytes(matcher.name());
    if (matcher instanceof Matcher.Equal(String n, String value)) {
      return set(get(handle, pair(kind, part, name, bytes(value))));
    }
    var ids = new RoaringBitmap();
    byte[] before = pair(kind, part, name, new byte[0]);
    for (at.seek(before); at.isValid() && startsWith(at.key(), before); at.next()) {
      if (matcher.matches(text(at.key(), before.length))) {
        ids.or(set(at.value()));
      }
    }
    return ids;
  }

  private static boolean startsWith(byte[] key, byte[] before) {
    return key.length >= before.length
        && Arrays.equals(key, 0, before.length, before, 0, before.length);
  }

  private static String text(byte[] key, int from) {
    return new String(key, from, key.length - from, StandardCharsets.UTF_8);
  }

  private byte @Nullable [] get(ColumnFamilyHandle from, byte[] key) {
    try {
      return db.get(from, key);
    } catch (RocksDBException e) {
      throw cannotRead(e);
    }
  }

  private static RoaringBitmap set(byte @Nullable [] value) {
    return RoaringBitmap.bitmapOf(ids(value));
  }

  private static int[] ids(byte @Nullable [] value) {
    if (value == null) {
      return new int[0];
    }
    var ids = new int[value.length / 4];
    ByteBuffer.wrap(value).asIntBuffer().get(ids);
    return ids;
  }

  private static StorageException cannotRead(RocksDBException cause) {
    return new StorageException("cannot read resting series", cause);
  }

  private static int day(long millis) {
    return (int) Math.clamp(Math.floorDiv(millis, DAY), 0, (1 << 16) - 1);
  }

  private static byte[] row(int id) {
    return ByteBuffer.allocate(5).put(ROW).putInt(id).array();
  }

  private static byte[] hash(Labels labels) {
    // FNV-1a; who makes labels that collide makes lists longer, no more.
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < labels.size(); i++) {
      hash = hash(hash(hash, labels.name(i)), labels.value(i));
    }
    return ByteBuffer.allocate(8).putLong(hash).array();
  }

  private static long hash(long before, String text) {
    long hash = before;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return (hash ^ 0x10000) * 0x100000001b3L;
  }

  private static byte[] prefix(byte kind, int part) {
    return ByteBuffer.allocate(3).put(kind).putShort((short) part).array();
  }

  private static int number(byte[] key) {
    return ByteBuffer.wrap(key, 1, 2).getShort() & 0xffff;
  }

  private static byte[] pair(byte kind, int part, byte[] name, byte[] value) {
    return ByteBuffer.allocate(5 + name.length + value.length)
        .put(kind)
        .putShort((short) part)
        .putShort((short) name.length)
        .put(name)
        .put(value)
        .array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
