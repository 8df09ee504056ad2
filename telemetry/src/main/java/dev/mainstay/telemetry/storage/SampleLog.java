package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log that samples are written to before they are acknowledged: segments of frames, each with
 * its length and its checksum. One thread writes and forces what all callers have given since the
 * last time, so that many wait for one force. After a failed write or force nothing more is taken:
 * what the operating system still holds is not known then.
 *
 * <p>A frame: length of kind and record (4 bytes), CRC32C of both (4), kind (1), record.
 */
final class SampleLog implements AutoCloseable {
  static final int HEADER = 8;
  static final long SEGMENT_BYTES = 32 << 20;
  private static final int MOST_WAITING = 8 << 20;
  private static final Logger log = LoggerFactory.getLogger(SampleLog.class);

  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition progress = lock.newCondition();
  private final Thread thread;
  private final CRC32C checksum = new CRC32C();

  // Guarded by the lock.
  private ByteWriter waiting = new ByteWriter(64 << 10);
  private ByteWriter writing = new ByteWriter(64 << 10);
  private long given;
  private long kept;
  private long segment;
  private long cutWanted;
  private boolean closed;
  private @Nullable IOException failure;
  private long forces;
  private long bytesSinceCut;

  // Of the writing thread alone.
  private FileChannel channel;
  private long segmentBytes;

  /**
   * Begins segment {@code first}, which must be new.
   *
   * @param bytesBefore in segments before it that no checkpoint has made unneeded
   */
  SampleLog(Path folder, long first, long bytesBefore) throws IOException {
    this.folder = folder;
    this.segment = first;
    this.cutWanted = first;
    this.bytesSinceCut = bytesBefore;
    channel = open(first);
    thread = Thread.ofPlatform().name("mainstay-sample-log").daemon().start(this::run);
  }

  static Path file(Path folder, long segment) {
    return folder.resolve(String.format("log-%010d", segment));
  }

  private FileChannel open(long number) throws IOException {
    return FileChannel.open(
        file(folder, number), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Takes a record; gives the position to wait for. Waits when too much is unwritten. */
  long append(int kind, byte[] record, int length) {
    lock.lock();
    try {
      while (waiting.size() > MOST_WAITING && failure == null && !closed) {
        progress.awaitUninterruptibly();
      }
      check();
      int start = waiting.size();
      waiting.writeInt(length + 1).writeInt(0).writeByte(kind).writeBytes(record, 0, length);
      checksum.reset();
      checksum.update(waiting.array(), start + HEADER, length + 1);
      waiting.setInt(start + 4, (int) checksum.getValue());
      given += length + 1 + HEADER;
      bytesSinceCut += length + 1 + HEADER;
      work.signal();
      return given;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything up to {@code position} is on disk. */
  void await(long position) {
    lock.lock();
    try {
      while (kept < position) {
        check();
        progress.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything given so far is on disk; false if anything was refused. */
  boolean awaitGiven() {
    lock.lock();
    try {
      long position = given;
      while (kept < position && failure == null && !closed) {
        progress.awaitUninterruptibly();
      }
      return failure == null && !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Begins a new segment; everything given so far is in those before, and on disk. */
  long cut() {
    lock.lock();
    try {
      check();
      long number = segment + 1;
      cutWanted = Math.max(cutWanted, number);
      bytesSinceCut = 0;
      work.signal();
      while (segment < number) {
        check();
        progress.awaitUninterruptibly();
      }
      return segment;
    } finally {
      lock.unlock();
    }
  }

  long bytesSinceCut() {
    lock.lock();
    try {
      return bytesSinceCut;
    } finally {
      lock.unlock();
    }
  }

  long forces() {
    lock.lock();
    try {
      return forces;
    } finally {
      lock.unlock();
    }
  }

  private void check() {
    if (failure != null) {
      throw new StorageException("the log of samples cannot be written", failure);
    }
    if (closed) {
      throw new StorageException("the store is closed");
    }
  }

  private void run() {
    while (true) {
      long upTo;
      boolean cut;
      lock.lock();
      try {
        while (waiting.size() == 0 && cutWanted <= segment && !closed) {
          work.awaitUninterruptibly();
        }
        if (waiting.size() == 0 && cutWanted <= segment) {
          return;
        }
        ByteWriter full = waiting;
        waiting = writing;
        waiting.clear();
        writing = full;
        upTo = given;
        cut = cutWanted > segment;
      } finally {
        lock.unlock();
      }
      IOException failed = null;
      long next = segment;
      try {
        write(writing);
        if (cut || segmentBytes >= SEGMENT_BYTES) {
          next = segment + 1;
          channel.close();
          channel = open(next);
          segmentBytes = 0;
        }
      } catch (IOException e) {
        failed = e;
        log.error("the log of samples in {} cannot be written; no sample is taken", folder, e);
      }
      lock.lock();
      try {
        failure = failed;
        forces++;
        if (failed == null) {
          kept = upTo;
          segment = next;
        }
        progress.signalAll();
        if (failed != null) {
          return;
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void write(ByteWriter from) throws IOException {
    var buffer = ByteBuffer.wrap(from.array(), 0, from.size());
    while (buffer.hasRemaining()) {
      // In pieces: the JDK copies each into a buffer outside the heap, which it keeps.
      int end = buffer.limit();
      buffer.limit(Math.min(end, buffer.position() + (256 << 10)));
      segmentBytes += channel.write(buffer);
      buffer.limit(end);
    }
    channel.force(false);
  }

  /** Removes the segments before {@code segment}. */
  void dropBefore(long first) throws IOException {
    for (long number : LogReader.segments(folder)) {
      if (number < first) {
        Files.deleteIfExists(file(folder, number));
      }
    }
  }

  /** Writes what was given, and ends. Idempotent. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      work.signal();
      progress.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
      channel.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.warn("closing the log of samples failed", e);
    }
  }
}
