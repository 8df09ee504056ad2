package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.StorageException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Filter;
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
  // Tells of most keys that they are not there; where ranges are read it would be of no use.
  private final BloomFilter filter = new BloomFilter(10, false);
  private final ColumnFamilyOptions plain = familyOptions(BLOCK_BYTES, null);
  private final ColumnFamilyOptions appended =
      familyOptions(APPENDED_BLOCK_BYTES, filter).setMergeOperator(append);
  private final List<ColumnFamilyHandle> handles = new ArrayList<>();
  private final RocksDB db;

  /**
   * Opens the files in a folder, which are made when missing.
   *
   * @param names of the families beside the default one
   * @param appendedNames of the families whose values grow by merging
   */
  ChunkFiles(Path folder, List<String> names, Set<String> appendedNames) {
    var families = new ArrayList<ColumnFamilyDescriptor>();
    families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, plain));
    for (String name : names) {
      families.add(
          new ColumnFamilyDescriptor(
              name.getBytes(StandardCharsets.UTF_8),
              appendedNames.contains(name) ? appended : plain));
    }
    try {
      db = RocksDB.open(options, folder.toString(), families, handles);
    } catch (RocksDBException e) {
      throw new StorageException("cannot open the chunks in " + folder, e);
    }
  }

  private ColumnFamilyOptions familyOptions(int blockBytes, @Nullable Filter filter) {
    return new ColumnFamilyOptions()
        .setCompressionType(CompressionType.ZSTD_COMPRESSION)
        .setWriteBufferSize(WRITE_BUFFER_BYTES)
        .setMaxWriteBufferNumber(3)
        .setLevelCompactionDynamicLevelBytes(true)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(blockBytes)
                .setFilterPolicy(filter)
                .setCacheIndexAndFilterBlocks(true)
                .setFormatVersion(5));
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
    append.close();
    filter.close();
    buffers.close();
    cache.close();
  }
}
