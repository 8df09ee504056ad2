package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.StorageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Where {@link ChunkTable} keeps outlines: those of a series' stretch in one value. */
record OutlineFamily(RocksDB db, ColumnFamilyHandle handle) {
  /**
   * The outlines of all of a series' chunks of {@link Tier#RAW} that may have samples within a
   * range, both ends included.
   */
  OutlineList read(int id, long from, long to) {
    int first = ChunkKey.outlinedStretch(from);
    var written = new ArrayList<byte @Nullable []>();
    int bytes = 0;
    try {
      for (int stretch = first; stretch <= ChunkKey.outlinedStretch(to); stretch++) {
        byte @Nullable [] some = db.get(handle, ChunkKey.outlines(id, stretch));
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
        list.add((first + i) * ChunkKey.OUTLINED, some);
      }
    }
    return list.inOrder();
  }

  /** The value for all chunks of a series in one stretch; empty when there are none. */
  static byte[] of(List<ChunkTable.Sealed> chunks) {
    var all = new ByteWriter(16 * chunks.size());
    for (ChunkTable.Sealed chunk : chunks) {
      long first = chunk.firstMillis();
      long start = ChunkKey.outlinedStretch(first) * ChunkKey.OUTLINED;
      byte[] one = Outline.of(start, first, chunk.lastMillis(), chunk.cursor());
      all.writeBytes(one, 0, one.length);
    }
    return all.toBytes();
  }
}
