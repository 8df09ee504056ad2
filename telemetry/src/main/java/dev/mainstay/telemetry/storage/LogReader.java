package dev.mainstay.telemetry.storage;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the segments of a {@link SampleLog}. A frame that is cut off or does not fit its checksum
 * ends its segment: at the end of the last one that is what a crash leaves of a write that nobody
 * was told of; elsewhere it is damage, which is told and counted.
 */
final class LogReader {
  private static final int MOST_BYTES = 64 << 20;
  private static final Logger log = LoggerFactory.getLogger(LogReader.class);

  private LogReader() {}

  /** Takes one record. */
  interface Handler {
    void record(int kind, ByteReader record);
  }

  /**
   * What was read.
   *
   * @param damaged segments that ended early though others follow
   */
  record Result(long frames, long bytes, int damaged) {}

  static List<Long> segments(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("log-\\d{10}"))
          .map(name -> Long.parseLong(name.substring(4)))
          .sorted()
          .toList();
    }
  }

  /** Gives every record of the segments from {@code first} on to {@code handler}. */
  static Result replay(Path folder, long first, Handler handler) throws IOException {
    List<Long> segments = segments(folder).stream().filter(number -> number >= first).toList();
    long frames = 0;
    long bytes = 0;
    int damaged = 0;
    for (long number : segments) {
      Path file = SampleLog.file(folder, number);
      long at = 0;
      try (var in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 18))) {
        for (int length = next(in, handler); length > 0; length = next(in, handler)) {
          at += length;
          frames++;
        }
      }
      bytes += at;
      long size = Files.size(file);
      boolean last = number == segments.getLast();
      if (at < size && !last) {
        damaged++;
        log.error("{}: damaged at byte {} of {}; what follows in it is lost", file, at, size);
      } else if (at < size) {
        log.info("{}: ends at byte {} of {}, amid an unfinished write", file, at, size);
      }
    }
    return new Result(frames, bytes, damaged);
  }

  /** The bytes of the next frame; 0 when there is none or it is not whole. */
  private static int next(DataInputStream in, Handler handler) throws IOException {
    try {
      int length = Integer.reverseBytes(in.readInt());
      int expected = Integer.reverseBytes(in.readInt());
      if (length < 1 || length > MOST_BYTES) {
        return 0;
      }
      byte[] frame = exactly(in, length);
      var checksum = new CRC32C();
      checksum.update(frame);
      if (frame.length < length || (int) checksum.getValue() != expected) {
        return 0;
      }
      handler.record(frame[0], new ByteReader(frame, 1, frame.length));
      return length + SampleLog.HEADER;
    } catch (EOFException e) {
      return 0;
    }
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    return in.readNBytes(length);
  }
}
