package dev.mainstay.objectives.evaluation;

import dev.mainstay.design.slo.Slo;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * One file that is always a whole snapshot: a new one is written beside it, forced to disk, and
 * takes its place. What cannot be read is as if it was not there: everything is counted from the
 * samples again, which takes longer.
 */
final class SloSnapshots {
  private static final int MAGIC = 0x4d_53_4c_32;
  private static final int MOST_IDENTITY = 10_000;

  private final Path file;

  SloSnapshots(Path file) {
    this.file = file;
  }

  /** Changes whenever the counts would mean something else. */
  static String identity(Slo slo) {
    String text = slo.service() + '/' + slo.name() + ' ' + slo.parts() + ' ' + slo.window();
    return text.length() <= MOST_IDENTITY
        ? text
        : text.substring(0, MOST_IDENTITY) + '#' + text.length() + '#' + text.hashCode();
  }

  /** Writes a part of it. */
  interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  /** Reads what was written. */
  interface Reading {
    void from(DataInputStream in) throws IOException;
  }

  /**
   * Replaces the snapshot.
   *
   * @throws UncheckedIOException if it cannot be written; the one before is still there
   */
  void save(Writing writing) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var checksum = new CRC32();
      try (var out =
          new DataOutputStream(
              new BufferedOutputStream(
                  new CheckedOutputStream(Files.newOutputStream(next), checksum), 1 << 16))) {
        out.writeInt(MAGIC);
        writing.to(out);
        out.flush();
        out.writeLong(checksum.getValue());
      }
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot save " + file, e);
    }
  }

  /** Whether there is a whole snapshot. */
  boolean isWhole() {
    var checksum = new CRC32();
    try (var in =
        new CheckedInputStream(
            new BufferedInputStream(Files.newInputStream(file), 1 << 16), checksum)) {
      long left = Files.size(file) - Long.BYTES;
      byte[] buffer = new byte[1 << 16];
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          return false;
        }
        left -= read;
      }
      long sum = checksum.getValue();
      return left == 0 && new DataInputStream(in).readLong() == sum;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Reads the snapshot, which {@link #isWhole}. */
  void load(Reading reading) {
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      if (in.readInt() == MAGIC) {
        reading.from(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
