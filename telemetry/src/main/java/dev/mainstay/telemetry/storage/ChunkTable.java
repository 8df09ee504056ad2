package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.StorageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * Sealed chunks and the labels of series on disk, in RocksDB without its log: what is written is
 * durable after {@link #flush}, and until then the log of samples can bring it back. A chunk's key
 * is its stretch of time, its series and its first time, so the chunks of one series in one stretch
 * lie together, and those of like series side by side, which compresses well.
 */
final class ChunkTable implements AutoCloseable {
  private static final String SERIES = "series";
  private static final String ENDS = "ends";
  private static final int CACHE_BYTES = 8 << 20;
  private static final int WRITE_BUFFER_BYTES = 4 << 20;
  private static final int BLOCK_BYTES = 32 << 10;

  private final Cache cache = new LRUCache(CACHE_BYTES);
  private final WriteBufferManager buffers =
      new WriteBufferManager(2L * WRITE_BUFFER_BYTES, cache, false);
  private final DBOptions options;
  private final ColumnFamilyOptions familyOptions;
  private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
  private final RocksDB db;
  private final List<ColumnFamilyHandle> handles = new ArrayList<>();
  private final Map<Tier, ColumnFamilyHandle> tiers = new EnumMap<>(Tier.class);
  private final ColumnFamilyHandle meta;
  private final ColumnFamilyHandle series;
  private final ColumnFamilyHandle ends;

  ChunkTable(Path folder) {
    options =
        new DBOptions()
            .setCreateIfMissing(true)
            .setCreateMissingColumnFamilies(true)
            .setAtomicFlush(true)
            .setWriteBufferManager(buffers)
            .setMaxOpenFiles(256)
            .setMaxBackgroundJobs(2)
            .setKeepLogFileNum(2)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setMaxTotalWalSize(1 << 20);
    familyOptions =
        new ColumnFamilyOptions()
            .setCompressionType(CompressionType.ZSTD_COMPRESSION)
            .setWriteBufferSize(WRITE_BUFFER_BYTES)
            .setMaxWriteBufferNumber(3)
            .setLevelCompactionDynamicLevelBytes(true)
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockCache(cache)
                    .setBlockSize(BLOCK_BYTES)
                    .setCacheIndexAndFilterBlocks(true)
                    .setFormatVersion(5));
    var families = new ArrayList<ColumnFamilyDescriptor>();
    families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, familyOptions));
    families.add(family(SERIES));
    families.add(family(ENDS));
    for (Tier tier : Tier.values()) {
      families.add(family(tier.family()));
    }
    try {
      db = RocksDB.open(options, folder.toString(), families, handles);
    } catch (RocksDBException e) {
      throw new StorageException("cannot open the chunks in " + folder, e);
    }
    meta = handles.get(0);
    series = handles.get(1);
    ends = handles.get(2);
    for (Tier tier : Tier.values()) {
      tiers.put(tier, handles.get(3 + tier.ordinal()));
    }
  }

  private ColumnFamilyDescriptor family(String name) {
    return new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), familyOptions);
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

    Changes put(Tier tier, int id, long firstMillis, byte[] sealed) {
      return change(to -> to.put(handle(tier), key(tier, id, firstMillis), sealed));
    }

    Changes remove(Tier tier, int id, long firstMillis) {
      return change(to -> to.delete(handle(tier), key(tier, id, firstMillis)));
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
      byte[] end = ByteBuffer.allocate(2).putShort((short) stretch).array();
      return change(to -> to.deleteRange(handle(tier), new byte[2], end));
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

  private static int skipTo(byte[] key, byte[] wanted, int stretch) {
    int next = ByteBuffer.wrap(key).getShort() & 0xffff;
    boolean passed = Arrays.compareUnsigned(key, 2, 6, wanted, 2, 6) > 0;
    return Math.max(stretch, passed ? next : next - 1);
  }

  /** Every chunk of one stretch, by series and time. */
  void forEach(Tier tier, int stretch, java.util.function.Consumer<Sealed> action) {
    byte[] start = ByteBuffer.allocate(2).putShort((short) stretch).array();
    try (RocksIterator at = db.newIterator(handle(tier))) {
      for (at.seek(start); at.isValid(); at.next()) {
        byte[] key = at.key();
        if (key[0] != start[0] || key[1] != start[1]) {
          break;
        }
        action.accept(sealed(tier, key, at.value()));
      }
      at.status();
    } catch (RocksDBException e) {
      throw new StorageException("cannot read chunks", e);
    }
  }

  /** The oldest stretch of a tier that has a chunk, or -1. */
  int oldest(Tier tier) {
    try (RocksIterator at = db.newIterator(handle(tier))) {
      at.seekToFirst();
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

  /** Makes everything written durable. */
  void flush() {
    try (var wait = new FlushOptions().setWaitForFlush(true)) {
      db.flush(wait, handles);
    } catch (RocksDBException e) {
      throw new StorageException("cannot flush chunks", e);
    }
  }

  /** Brings the files into their smallest form; for measurements and before a backup. */
  void compact() {
    try {
      for (ColumnFamilyHandle each : handles) {
        db.compactRange(each);
      }
    } catch (RocksDBException e) {
      throw new StorageException("cannot compact chunks", e);
    }
  }

  /** A copy that can be opened, made of links where the file system allows. */
  void copyTo(Path folder) {
    try (Checkpoint checkpoint = Checkpoint.create(db)) {
      checkpoint.createCheckpoint(folder.toString());
    } catch (RocksDBException e) {
      throw new StorageException("cannot copy chunks to " + folder, e);
    }
  }

  long bytes() {
    long bytes = 0;
    try {
      for (ColumnFamilyHandle each : handles) {
        bytes += db.getLongProperty(each, "rocksdb.total-sst-files-size");
      }
    } catch (RocksDBException e) {
      return bytes;
    }
    return bytes;
  }

  @Override
  public void close() {
    handles.forEach(ColumnFamilyHandle::close);
    db.close();
    unlogged.close();
    options.close();
    familyOptions.close();
    buffers.close();
    cache.close();
  }
}
