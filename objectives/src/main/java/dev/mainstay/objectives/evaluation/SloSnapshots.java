package dev.mainstay.objectives.evaluation;

import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Parallel;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * One file that is always a whole snapshot: a new one is written beside it, forced to disk, and
 * takes its place. What cannot be read is as if it was not there: everything is counted from the
 * samples again, which takes longer.
 */
final class SloSnapshots {
  private static final int MAGIC = 0x4d_53_4c_33;
  private static final int MOST_IDENTITY = 10_000;
  // What is read before the processors set to it.
  private static final int AT_ONCE = 512;

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

  /** Writes one objective. */
  interface Writing<T> {
    void to(T objective, DataOutput out) throws IOException;
  }

  /** Reads what was written of one objective; on several threads at once. */
  interface Reading<T> {
    T from(Slo slo, DataInput in) throws IOException;
  }

  private record Saved(Slo slo, byte[] bytes) {}

  /**
   * Replaces the snapshot.
   *
   * @throws UncheckedIOException if it cannot be written; the one before is still there
   */
  <T> void save(Collection<T> objectives, Function<T, Slo> slo, Writing<T> writing) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var checksum = new CRC32();
      try (var out =
          new DataOutputStream(
              new BufferedOutputStream(
                  new CheckedOutputStream(Files.newOutputStream(next), checksum), 1 << 16))) {
        out.writeInt(MAGIC);
        out.writeInt(objectives.size());
        for (T each : objectives) {
          var bytes = new ByteArrayOutputStream();
          writing.to(each, new DataOutputStream(bytes));
          out.writeUTF(identity(slo.apply(each)));
          out.writeInt(bytes.size());
          bytes.writeTo(out);
        }
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

  private boolean isWhole() {
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

  /** What was saved of these objectives; nothing when there is no whole snapshot. */
  <T> Map<Slo, T> load(Collection<Slo> wanted, Reading<T> reading) {
    if (wanted.isEmpty() || !isWhole()) {
      return Map.of();
    }
    var byIdentity = new HashMap<String, Slo>();
    wanted.forEach(slo -> byIdentity.put(identity(slo), slo));
    var found = new HashMap<Slo, T>();
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      if (in.readInt() == MAGIC) {
        var handful = new ArrayList<Saved>();
        for (int left = in.readInt(); left > 0; left--) {
          Slo slo = byIdentity.get(in.readUTF());
          byte[] bytes = in.readNBytes(in.readInt());
          if (slo != null) {
            handful.add(new Saved(slo, bytes));
          }
          if (handful.size() == AT_ONCE || left == 1) {
            List<T> read = Parallel.map(handful, saved -> read(saved, reading));
            for (int i = 0; i < read.size(); i++) {
              found.put(handful.get(i).slo, read.get(i));
            }
            handful.clear();
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return found;
  }

  private static <T> T read(Saved saved, Reading<T> reading) {
    try {
      return reading.from(saved.slo, new DataInputStream(new ByteArrayInputStream(saved.bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
