package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.StorageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
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
  private final ChunkFiles files;
  private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
  private final RocksDB db;
  private final Map<Tier, ColumnFamilyHandle> tiers = new EnumMap<>(Tier.class);
  private final ColumnFamilyHandle meta;
  private final ColumnFamilyHandle series;
  private final ColumnFamilyHandle ends;
  private final OutlineFamily outlines;
  private final RestingFamily resting;

  ChunkTable(Path folder) {
    var families = new ArrayList<ChunkFiles.Family>();
    families.add(new ChunkFiles.Family("series", ChunkFiles.Kind.PLAIN));
    families.add(new ChunkFiles.Family("ends", ChunkFiles.Kind.PLAIN));
    for (Tier tier : Tier.values()) {
      families.add(new ChunkFiles.Family(tier.family(), ChunkFiles.Kind.PLAIN));
    }
    families.add(new ChunkFiles.Family("outlines", ChunkFiles.Kind.APPENDED));
    families.add(new ChunkFiles.Family("resting", ChunkFiles.Kind.APPENDED));
    families.add(new ChunkFiles.Family("resting-hashes", ChunkFiles.Kind.ASKED_FOR));
    files = new ChunkFiles(folder, families);
    db = files.db();
    meta = files.family(0);
    series = files.family(1);
    ends = files.family(2);
    for (Tier tier : Tier.values()) {
      tiers.put(tier, files.family(3 + tier.ordinal()));
    }
    int next = 3 + Tier.values().length;
    outlines = new OutlineFamily(db, files.family(next));
    resting = new RestingFamily(db, files.family(next + 1), files.family(next + 2));
  }

  private ColumnFamilyHandle handle(Tier tier) {
    return java.util.Objects.requireNonNull(tiers.get(tier));
  }

  /** A sealed chunk and where it begins. */
  record Sealed(int series, long firstMillis, byte[] bytes) {
    long lastMillis() {
      return SealedChunk.lastMillis(firstMillis, bytes);
    }

    SampleCursor cursor() {
      return SealedChunk.cursor(firstMillis, bytes);
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
      change(to -> to.put(handle(tier), ChunkKey.of(tier, id, first), block.seal()));
      return tier == Tier.RAW ? outline(id, first, block.lastMillis(), block.cursor()) : this;
    }

    /** Writes the outline of a chunk that has none yet. */
    Changes outline(Sealed chunk) {
      return outline(chunk.series, chunk.firstMillis, chunk.lastMillis(), chunk.cursor());
    }

    private Changes outline(int id, long first, long last, SampleCursor samples) {
      int stretch = ChunkKey.outlinedStretch(first);
      byte[] outline = Outline.of(stretch * ChunkKey.OUTLINED, first, last, samples);
      return change(to -> to.merge(outlines.handle(), ChunkKey.outlines(id, stretch), outline));
    }

    Changes remove(Tier tier, int id, long firstMillis) {
      change(to -> to.delete(handle(tier), ChunkKey.of(tier, id, firstMillis)));
      if (tier == Tier.RAW) {
        int stretch = ChunkKey.outlinedStretch(firstMillis);
        byte[] gone = Outline.gone(stretch * ChunkKey.OUTLINED, firstMillis);
        change(to -> to.merge(outlines.handle(), ChunkKey.outlines(id, stretch), gone));
      }
      return this;
    }

    Changes putSeries(int id, Labels labels) {
      var bytes = new ByteWriter(labels.size() * 32);
      write(bytes, labels);
      return change(to -> to.put(series, ChunkKey.of(id), bytes.toBytes()));
    }

    Changes removeSeries(int id) {
      return change(to -> to.delete(series, ChunkKey.of(id)))
          .change(to -> to.delete(ends, ChunkKey.of(id)));
    }

    Changes putResting(List<RestingFamily.Resting> series) {
      return change(to -> resting.put(to, series));
    }

    Changes removeResting(RestingFamily.Resting series) {
      return change(to -> resting.remove(to, series));
    }

    /** Forgets where series are found that had their last samples on days before one. */
    Changes removeRestingBefore(long millis) {
      return change(to -> resting.removeBefore(to, millis));
    }

    /** Notes how far a series without samples in memory had come. */
    Changes putEnd(int id, long lastMillis) {
      byte[] value = ByteBuffer.allocate(8).putLong(lastMillis).array();
      return change(to -> to.put(ends, ChunkKey.of(id), value));
    }

    Changes putNumber(String name, long value) {
      return putNumbers(name, value);
    }

    Changes putNumbers(String name, long... values) {
      ByteBuffer bytes = ByteBuffer.allocate(8 * values.length);
      bytes.asLongBuffer().put(values);
      return change(to -> to.put(meta, name.getBytes(StandardCharsets.UTF_8), bytes.array()));
    }

    Changes removeNumbers(String name) {
      return change(to -> to.delete(meta, name.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Outlines anew what was applied of the chunks of a series in one stretch of outlines, and
     * forgets those that are gone. Nothing may be sealed in the stretch meanwhile.
     */
    Changes renewOutlines(int id, int stretch) {
      long start = stretch * ChunkKey.OUTLINED;
      byte[] key = ChunkKey.outlines(id, stretch);
      byte[] left =
          OutlineFamily.of(chunks(Tier.RAW).read(id, start, start + ChunkKey.OUTLINED - 1));
      return left.length == 0
          ? change(to -> to.delete(outlines.handle(), key))
          : change(to -> to.put(outlines.handle(), key, left));
    }

    /** Everything of a tier before a stretch goes. */
    Changes removeBefore(Tier tier, int stretch) {
      change(to -> to.deleteRange(handle(tier), new byte[2], ChunkKey.prefix(stretch)));
      if (tier == Tier.RAW) {
        byte[] end = ChunkKey.prefix(ChunkKey.outlinedStretch(stretch * tier.stretch()));
        change(to -> to.deleteRange(outlines.handle(), new byte[2], end));
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

  /** The chunks of a tier. */
  ChunkFamily chunks(Tier tier) {
    return new ChunkFamily(db, handle(tier), tier);
  }

  /** Series to which nothing was added for hours. */
  RestingFamily resting() {
    return resting;
  }

  /** As {@link OutlineFamily#read}. */
  OutlineList outlines(int id, long from, long to) {
    return outlines.read(id, from, to);
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

  /** Takes a name, without what all have in front, and its numbers. */
  interface NumbersConsumer {
    void accept(String name, long[] values);
  }

  void forEachNumbers(String before, NumbersConsumer action) {
    try (RocksIterator at = db.newIterator(meta)) {
      for (at.seek(before.getBytes(StandardCharsets.UTF_8)); at.isValid(); at.next()) {
        String name = new String(at.key(), StandardCharsets.UTF_8);
        if (!name.startsWith(before)) {
          break;
        }
        var values = new long[at.value().length / 8];
        ByteBuffer.wrap(at.value()).asLongBuffer().get(values);
        action.accept(name.substring(before.length()), values);
      }
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
