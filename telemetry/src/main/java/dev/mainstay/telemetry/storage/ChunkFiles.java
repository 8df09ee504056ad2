package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.StorageException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
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
import org.rocksdb.StringAppendOperator;
import org.rocksdb.WriteBufferManager;

/**
 * RocksDB as the {@link ChunkTable} uses it: without its log, all families durable together, little
 * memory.
 */
final class ChunkFiles implements AutoCloseable {
  private static final int WRITE_BUFFER_BYTES = 4 << 20;
  // Write buffers are part of it: as much again stays for blocks and indexes, without which every
  // chunk that is looked for is unpacked anew together with what it takes to find it.
  private static final int CACHE_BYTES = 4 * WRITE_BUFFER_BYTES;
  private static final int BLOCK_BYTES = 32 << 10;
  // A value is about as large, and they are not read side by side.
  private static final int APPENDED_BLOCK_BYTES = 8 << 10;

  private final Cache cache = new LRUCache(CACHE_BYTES);
  private final WriteBufferManager buffers =
      new WriteBufferManager(2L * WRITE_BUFFER_BYTES, cache, false);
  private final StringAppendOperator append = new StringAppendOperator("");
  private final DBOptions options =
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
  private final BloomFilter filter = new BloomFilter(10, false);
  private final ColumnFamilyOptions plain = familyOptions(blocks(BLOCK_BYTES));
  private final ColumnFamilyOptions appended =
      familyOptions(blocks(APPENDED_BLOCK_BYTES)).setMergeOperator(append);
  // In memory, since a cache that is smaller than the filter would read it for every question.
  private final ColumnFamilyOptions askedFor =
      familyOptions(
              blocks(APPENDED_BLOCK_BYTES)
                  .setFilterPolicy(filter)
                  .setCacheIndexAndFilterBlocks(false))
          .setMergeOperator(append);
  private final List<ColumnFamilyHandle> handles = new ArrayList<>();
  private final RocksDB db;

  /** How the values of a family come about, and how they are read. */
  enum Kind {
    /** Written whole, read in order. */
    PLAIN,
    /** Appended to. */
    APPENDED,
    /** Appended to, and mostly asked for keys that are not there. */
    ASKED_FOR
  }

  record Family(String name, Kind kind) {}

  /**
   * Opens the files in a folder, which are made when missing.
   *
   * @param names the families beside the default one
   */
  ChunkFiles(Path folder, List<Family> names) {
    var families = new ArrayList<ColumnFamilyDescriptor>();
    families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, plain));
    for (Family each : names) {
      families.add(
          new ColumnFamilyDescriptor(
              each.name.getBytes(StandardCharsets.UTF_8),
              switch (each.kind) {
                case PLAIN -> plain;
                case APPENDED -> appended;
                case ASKED_FOR -> askedFor;
              }));
    }
    try {
      db = RocksDB.open(options, folder.toString(), families, handles);
    } catch (RocksDBException e) {
      throw new StorageException("cannot open the chunks in " + folder, e);
    }
  }

  private BlockBasedTableConfig blocks(int bytes) {
    return new BlockBasedTableConfig()
        .setBlockCache(cache)
        .setBlockSize(bytes)
        .setCacheIndexAndFilterBlocks(true)
        .setFormatVersion(5);
  }

  private static ColumnFamilyOptions familyOptions(BlockBasedTableConfig blocks) {
    return new ColumnFamilyOptions()
        .setCompressionType(CompressionType.ZSTD_COMPRESSION)
        .setWriteBufferSize(WRITE_BUFFER_BYTES)
        .setMaxWriteBufferNumber(3)
        .setLevelCompactionDynamicLevelBytes(true)
        .setTableFormatConfig(blocks);
  }

  RocksDB db() {
    return db;
  }

  /** The default family is number 0, the others follow as they were named. */
  ColumnFamilyHandle family(int number) {
    return handles.get(number);
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
    options.close();
    plain.close();
    appended.close();
    askedFor.close();
    append.close();
    filter.close();
    buffers.close();
    cache.close();
  }
}
