package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.StorageException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The blocks that were open in memory at one moment, in a file that carries the number of the
 * segment from which the log of samples goes on. Written beside and renamed, so that it is there
 * whole or not at all; in frames like the log's.
 */
final class OpenBlocks {
  private static final String UNFINISHED = "open-unfinished";
  private static final int FRAME_BYTES = 1 << 20;

  private OpenBlocks() {}

  static Path file(Path folder, long segment) {
    return folder.resolve(String.format("open-%010d", segment));
  }

  /** The segments of the files there are, the newest last. */
  static List<Long> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("open-\\d{10}"))
          .map(name -> Long.parseLong(name.substring(5)))
          .sorted()
          .toList();
    }
  }

  /** Saves what is open now; it counts once it is {@linkplain #publish published}. */
  static void write(Path folder, Collection<HeadSeries> all) throws IOException {
    Path beside = folder.resolve(UNFINISHED);
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var frame = new ByteWriter(FRAME_BYTES + (64 << 10));
      int count = 0;
      for (HeadSeries series : all) {
        if (!series.isRemoved() && series.save(frame)) {
          count++;
        }
        if (frame.size() >= FRAME_BYTES) {
          write(channel, frame);
        }
      }
      if (frame.size() > 0) {
        write(channel, frame);
      }
      // The end says how many there are: without it the file is not whole.
      frame.writeVarint(0).writeVarint(count);
      write(channel, frame);
      writeStamps(channel, frame, all);
      channel.force(true);
    }
  }

  /** After all blocks: a stamp must not be older than what was saved of its series. */
  private static void writeStamps(FileChannel channel, ByteWriter frame, Collection<HeadSeries> all)
      throws IOException {
    for (HeadSeries series : all) {
      if (!series.isRemoved()) {
        frame.writeInt(series.id()).writeLong(series.orderStamp());
      }
      if (frame.size() >= FRAME_BYTES) {
        write(channel, frame);
      }
    }
    write(channel, frame);
  }

  /** Makes what was written last the blocks from which a restart goes on. */
  static void publish(Path folder, long segment) throws IOException {
    Files.move(folder.resolve(UNFINISHED), file(folder, segment), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel self = FileChannel.open(folder, StandardOpenOption.READ)) {
      self.force(true);
    }
  }

  private static void write(FileChannel channel, ByteWriter frame) throws IOException {
    var checksum = new CRC32C();
    checksum.update(frame.array(), 0, frame.size());
    ByteBuffer header = ByteBuffer.allocate(8);
    header.putInt(frame.size()).putInt((int) checksum.getValue()).flip();
    channel.write(header);
    var buffer = ByteBuffer.wrap(frame.array(), 0, frame.size());
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    frame.clear();
  }

  /**
   * What was put back.
   *
   * @param unknown ids that the index does not know: series that began while the blocks were
   *     written, of which the log has everything
   */
  record Restored(int series, List<Integer> unknown) {}

  /** Puts back what was saved. */
  static Restored read(Path folder, long segment, SeriesIndex index) throws IOException {
    Path file = file(folder, segment);
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 18))) {
      Restored restored = readBlocks(file, in, index);
      readStamps(file, in, index);
      return restored;
    } catch (EOFException e) {
      throw new StorageException(file + ": not whole; restore the folder from a backup");
    }
  }

  private static Restored readBlocks(Path file, DataInputStream in, SeriesIndex index)
      throws IOException {
    int restored = 0;
    var unknown = new ArrayList<Integer>();
    while (true) {
      for (ByteReader from = frame(file, in); !from.atEnd(); ) {
        int id = (int) from.readVarint();
        if (id == 0) {
          long saved = from.readVarint();
          int read = restored + unknown.size();
          if (saved != read) {
            throw new StorageException(file + ": " + read + " of " + saved + " series");
          }
          return new Restored(restored, unknown);
        }
        HeadSeries series = index.byId(id);
        if (series == null) {
          unknown.add(id);
          new HeadSeries(id, new int[0]).restore(from);
        } else {
          restored++;
          series.restore(from);
        }
      }
    }
  }

  /** Files of before have none. */
  private static void readStamps(Path file, DataInputStream in, SeriesIndex index)
      throws IOException {
    while (!atEnd(in)) {
      for (ByteReader from = frame(file, in); !from.atEnd(); ) {
        HeadSeries series = index.byId(from.readInt());
        long stamp = from.readLong();
        if (series != null) {
          series.resumeOrder(stamp);
        }
      }
    }
  }

  private static boolean atEnd(DataInputStream in) throws IOException {
    in.mark(1);
    boolean end = in.read() < 0;
    in.reset();
    return end;
  }

  private static ByteReader frame(Path file, DataInputStream in) throws IOException {
    int length = in.readInt();
    int expected = in.readInt();
    byte[] bytes = in.readNBytes(Math.max(0, length));
    var checksum = new CRC32C();
    checksum.update(bytes);
    if (bytes.length < length || (int) checksum.getValue() != expected) {
      throw new StorageException(file + ": damaged; restore the folder from a backup");
    }
    return new ByteReader(bytes);
  }
}
