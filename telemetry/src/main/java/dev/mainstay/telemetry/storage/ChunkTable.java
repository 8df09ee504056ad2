package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.StorageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Sealed chunks and the labels of series on disk, in RocksDB without its log: what is written is
 * durable after {@link #flush}, and until then the log of samples can bring it back. A chunk's key
 * is its stretch of time, its series and its first time, so the chunks of one series in one stretch
 * lie together, and those of like series side by side, which compresses well.
 *
 * <p>Whatever changes a chunk of {@link Tier#RAW} appends its {@linkplain Outline outline} to those
 * of its series in the same write.
 */
final class ChunkTable implements AutoCloseable {
  private static final String SERIES = "series";
  private static final String ENDS = "ends";
  private static final String OUTLINES = "outlines";
  private static final long OUTLINED = Duration.ofDays(32).toMillis();

  private final ChunkFiles files;
  private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
  private final RocksDB db;
  private final Map<Tier, ColumnFamilyHandle> tiers = new EnumMap<>(Tier.class);
  private final ColumnFamilyHandle meta;
  private final ColumnFamilyHandle series;
  private final ColumnFamilyHandle ends;
  private final ColumnFamilyHandle outlines;

  ChunkTable(Path folder) {
    var names = new ArrayList<>(List.of(SERIES, ENDS));
    for (Tier tier : Tier.values()) {
      names.add(tier.family());
    }
    names.add(OUTLINES);
    files = new ChunkFiles(folder, names, OUTLINES);
    db = files.db();
    meta = files.family(0);
    series = files.family(1);
    ends = files.family(2);
    for (Tier tier : Tier.values()) {
      tiers.put(tier, files.family(3 + tier.ordinal()));
    }
    outlines = files.family(names.size());
  }

  private ColumnFamilyHandle handle(Tier tier) {
    return java.util.Objects.requireNonNull(tiers.get(tier));
  }

  /** A sealed chunk and where it begins. */
  record Sealed(int series, long firstMillis, byte[] bytes) {
    long lastMillis() {
      return SealedChunk.lastMillis(firstMillis, bytes);
    }
  }

  private interface Change {
    void to(WriteBatch batch) throws RocksDBException;
  }

  /** Changes that become visible together. */
  final class Changes implements AutoCloseable {
    private final WriteBatch batch = new WriteBatch();

    private Changes change(Change change) {
      try {
        change.to(batch);
        return this;
      } catch (RocksDBException e) {
        throw new StorageException("cannot change chunks", e);
      }
    }

    Changes put(Tier tier, int id, Block block) {
      long first = block.firstMillis();
      change(to -> to.put(handle(tier), key(tier, id, first), block.seal()));
      return tier == Tier.RAW ? outline(id, first, block.lastMillis(), block.cursor()) : this;
    }

    /** Writes the outline of a chunk that has none yet. */
    Changes outline(Sealed chunk) {
      SampleCursor samples = SealedChunk.cursor(chunk.firstMillis, chunk.bytes);
      return outline(chunk.series, chunk.firstMillis, chunk.lastMillis(), samples);
    }

    private Changes outline(int id, long first, long last, SampleCursor samples) {
      int stretch = outlinedStretch(first);
      byte[] outline = Outline.of(stretch * OUTLINED, first, last, samples);
      return change(to -> to.merge(outlines, outlinesKey(id, stretch), outline));
    }

    Changes remove(Tier tier, int id, long firstMillis) {
      change(to -> to.delete(handle(tier), key(tier, id, firstMillis)));
      if (tier == Tier.RAW) {
        int stretch = outlinedStretch(firstMillis);
        byte[] gone = Outline.gone(stretch * OUTLINED, firstMillis);
        change(to -> to.merge(outlines, outlinesKey(id, stretch), gone));
      }
      return this;
    }

    Changes putSeries(int id, Labels labels) {
      var bytes = new ByteWriter(labels.size() * 32);
      write(bytes, labels);
      return change(to -> to.put(series, key(id), bytes.toBytes()));
    }

    Changes removeSeries(int id) {
      return change(to -> to.delete(series, key(id))).change(to -> to.delete(ends, key(id)));
    }

    /** Notes how far a series without samples in memory had come. */
    Changes putEnd(int id, long lastMillis) {
      byte[] value = ByteBuffer.allocate(8).putLong(lastMillis).array();
      return change(to -> to.put(ends, key(id), value));
    }

    Changes putNumber(String name, long value) {
      byte[] bytes = ByteBuffer.allocate(8).putLong(value).array();
      return change(to -> to.put(meta, name.getBytes(StandardCharsets.UTF_8), bytes));
    }

    /** Everything of a tier before a stretch goes. */
    Changes removeBefore(Tier tier, int stretch) {
      change(to -> to.deleteRange(handle(tier), new byte[2], prefix(stretch)));
      if (tier == Tier.RAW) {
        byte[] end = prefix(outlinedStretch(stretch * tier.stretch()));
        change(to -> to.deleteRange(outlines, new byte[2], end));
      }
      return this;
    }

    long bytes() {
      return batch.getDataSize();
    }

    void apply() {
      try {
        db.write(unlogged, batch);
        batch.clear();
      } catch (RocksDBException e) {
        throw new StorageException("cannot write chunks", e);
      }
    }

    @Override
    public void close() {
      batch.close();
    }
  }

  Changes changes() {
    return new Changes();
  }

  static void write(ByteWriter to, Labels labels) {
    to.writeVarint(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      to.writeText(labels.name(i)).writeText(labels.value(i));
    }
  }

  static Labels readLabels(ByteReader from) {
    var pairs = new String[from.readCount() * 2];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = from.readText();
    }
    return Labels.ofPairs(pairs);
  }

  private static byte[] key(int id) {
    return ByteBuffer.allocate(4).putInt(id).array();
  }

  private static byte[] prefix(int stretch) {
    return ByteBuffer.allocate(2).putShort((short) stretch).array();
  }

  private static int outlinedStretch(long millis) {
    return (int) Math.floorDiv(millis, OUTLINED);
  }

  private static byte[] outlinesKey(int id, int stretch) {
    return ByteBuffer.allocate(6).putShort((short) stretch).putInt(id).array();
  }

  private static byte[] key(Tier tier, int id, long firstMillis) {
    return ByteBuffer.allocate(10)
        .putShort((short) tier.stretchOf(firstMillis))
        .putInt(id)
        .putInt((int) Math.floorMod(firstMillis, tier.stretch()))
        .array();
  }

  private static Sealed sealed(Tier tier, byte[] key, byte[] value) {
    ByteBuffer parts = ByteBuffer.wrap(key);
    long stretch = parts.getShort() & 0xffff;
    int id = parts.getInt();
    long offset = parts.getInt() & 0xffffffffL;
    return new Sealed(id, stretch * tier.stretch() + offset, value);
  }

  /** The chunks of a series that have samples within a range, both ends included, in order. */
  List<Sealed> read(Tier tier, int id, long from, long to) {
    var found = new ArrayList<Sealed>();
    if (to < 0 || from > to) {
      return found;
    }
    try (RocksIterator at = db.newIterator(handle(tier))) {
      int first = tier.stretchOf(Math.max(0, from));
      for (int stretch = first; stretch <= tier.stretchOf(to); stretch++) {
        long start = stretch == first ? Math.max(0, from) : stretch * tier.stretch();
        byte[] wanted = key(tier, id, start);
        at.seekForPrev(wanted);
        if (!at.isValid() || !Arrays.equals(at.key(), 0, 6, wanted, 0, 6)) {
          at.seek(wanted);
        }
        for (; at.isValid(); at.next()) {
          byte[] key = at.key();
          if (!Arrays.equals(key, 0, 6, wanted, 0, 6)) {
            // Nothing of the series here: the next stretch that has anything may be far.
            stretch = skipTo(key, wanted, stretch);
            break;
          }
          Sealed chunk = sealed(tier, key, at.value());
          if (chunk.firstMillis > to) {
            return found;
          }
          if (chunk.lastMillis() >= from) {
            found.add(chunk);
          }
        }
        if (!at.isValid()) {
          break;
        }
      }
      at.status();
    } catch (RocksDBException e) {
      throw new StorageException("cannot read chunks", e);
    }
    return found;
  }

  /** The chunk of {@link Tier#RAW} that begins at a time, or null. */
  @Nullable Sealed read(int id, long firstMillis) {
    try {
      byte @Nullable [] value = db.get(handle(Tier.RAW), key(Tier.RAW, id, firstMillis));
      return value == null ? null : new Sealed(id, firstMillis, value);
    } catch (RocksDBException e) {
      throw new StorageException("cannot read chunks", e);
    }
  }

  private static int skipTo(byte[] key, byte[] wanted, int stretch) {
    int next = ByteBuffer.wrap(key).getShort() & 0xffff;
    boolean passed = Arrays.compareUnsigned(key, 2, 6, wanted, 2, 6) > 0;
    return Math.max(stretch, passed ? next : next - 1);
  }

  /**
   * The outlines of all of a series' chunks of {@link Tier#RAW} that may have samples within a
   * range, both ends included.
   */
  OutlineList outlines(int id, long from, long to) {
    int first = outlinedStretch(from);
    var written = new ArrayList<byte @Nullable []>();
    int bytes = 0;
    try {
      for (int stretch = first; stretch <= outlinedStretch(to); stretch++) {
        byte @Nullable [] some = db.get(outlines, outlinesKey(id, stretch));
        written.add(some);
        bytes += some == null ? 0 : some.length;
      }
    } catch (RocksDBException e) {
      throw new StorageException("cannot read outlines", e);
    }
    var list = OutlineList.forBytes(bytes);
    for (int i = 0; i < written.size(); i++) {
      byte @Nullable [] some = written.get(i);
      if (some != null) {
        list.add((first + i) * OUTLINED, some);
      }
    }
    return list.inOrder();
  }

  /** Every chunk of one stretch, by series and time. */
  void forEach(Tier tier, int stretch, Consumer<Sealed> action) {
    forEach(
        tier,
        stretch,
        0,
        chunk -> {
          action.accept(chunk);
          return true;
        });
  }

  /** The chunks of one stretch from a series on, by series and time, until one is refused. */
  void forEach(Tier tier, int stretch, int fromSeries, Predicate<Sealed> action) {
    byte[] start = ByteBuffer.allocate(6).putShort((short) stretch).putInt(fromSeries).array();
    try (RocksIterator at = db.newIterator(handle(tier))) {
      for (at.seek(start); at.isValid(); at.next()) {
        byte[] key = at.key();
        if (key[0] != start[0]
            || key[1] != start[1]
            || !action.test(sealed(tier, key, at.value()))) {
          break;
        }
      }
      at.status();
    } catch (RocksDBException e) {
      throw new StorageException("cannot read chunks", e);
    }
  }

  /** The oldest stretch of a tier that has a chunk, or -1. */
  int oldest(Tier tier) {
    return end(tier, RocksIterator::seekToFirst);
  }

  /** The youngest stretch of a tier that has a chunk, or -1. */
  int youngest(Tier tier) {
    return end(tier, RocksIterator::seekToLast);
  }

  private int end(Tier tier, Consumer<RocksIterator> seek) {
    try (RocksIterator at = db.newIterator(handle(tier))) {
      seek.accept(at);
      return at.isValid() ? ByteBuffer.wrap(at.key()).getShort() & 0xffff : -1;
    }
  }

  void forEachSeries(ObjIntConsumer<Labels> action) {
    try (RocksIterator at = db.newIterator(series)) {
      for (at.seekToFirst(); at.isValid(); at.next()) {
        action.accept(readLabels(new ByteReader(at.value())), ByteBuffer.wrap(at.key()).getInt());
      }
    }
  }

  /** Takes the id of a series and the time of its youngest sample. */
  interface EndConsumer {
    void accept(int id, long lastMillis);
  }

  void forEachEnd(EndConsumer action) {
    try (RocksIterator at = db.newIterator(ends)) {
      for (at.seekToFirst(); at.isValid(); at.next()) {
        action.accept(ByteBuffer.wrap(at.key()).getInt(), ByteBuffer.wrap(at.value()).getLong());
      }
    }
  }

  long number(String name, long absent) {
    try {
      byte @Nullable [] value = db.get(meta, name.getBytes(StandardCharsets.UTF_8));
      return value == null ? absent : ByteBuffer.wrap(value).getLong();
    } catch (RocksDBException e) {
      throw new StorageException("cannot read " + name, e);
    }
  }

  /** The files in which everything lies. */
  ChunkFiles files() {
    return files;
  }

  /** Makes everything written durable. */
  void flush() {
    files.flush();
  }

  @Override
  public void close() {
    files.close();
    unlogged.close();
  }
}
