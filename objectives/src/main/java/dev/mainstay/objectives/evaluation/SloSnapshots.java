package dev.mainstay.objectives.evaluation;

import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Parallel;
import dev.mainstay.telemetry.query.QueryException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file with a record for each objective. A new one is written beside it, forced to disk, and
 * takes its place. A record that is not whole is as if it was not there: its objective is counted
 * from the samples again, which takes longer.
 */
final class SloSnapshots {
  private static final Logger log = LoggerFactory.getLogger(SloSnapshots.class);
  private static final int MAGIC = 0x4d_53_4c_37;
  private static final int MOST_IDENTITY = 10_000;
  private static final int HEADER = 8;
  private static final int FIRST_ROOM = 64 << 10;

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

  /** Where a record is in the file, with the identity of an objective and what is said of it. */
  private record Saved(long from, int length, int checksum) {}

  private record Restored<T>(Slo slo, T objective) {}

  /**
   * Replaces the snapshot.
   *
   * @throws UncheckedIOException if it cannot be written; the one before is still there
   */
  <T> void save(Collection<T> objectives, Function<T, Slo> slo, Writing<T> writing) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (var out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(next), 1 << 16))) {
        out.writeInt(MAGIC);
        out.writeInt(objectives.size());
        for (T each : objectives) {
          var buffer = new ByteArrayOutputStream();
          var written = new DataOutputStream(buffer);
          written.writeUTF(identity(slo.apply(each)));
          writing.to(each, written);
          byte[] bytes = buffer.toByteArray();
          out.writeInt(bytes.length);
          out.writeInt(checksumOf(bytes, bytes.length));
          out.write(bytes);
        }
      }
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot save " + file, e);
    }
  }

  private static int checksumOf(byte[] bytes, int length) {
    var checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  /** What was saved of these objectives, as far as it is whole. */
  <T> Map<Slo, T> load(Collection<Slo> wanted, Reading<T> reading) {
    var found = new HashMap<Slo, T>();
    if (wanted.isEmpty()) {
      return found;
    }
    var byIdentity = new HashMap<String, Slo>();
    wanted.forEach(slo -> byIdentity.put(identity(slo), slo));
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer begin = ByteBuffer.wrap(bytes(in, 0, HEADER, new byte[HEADER]));
      if (begin.getInt() != MAGIC) {
        return found;
      }
      int all = begin.getInt();
      List<Saved> saved = saved(in, all);
      // One for each thread, since a new one for each record would be half of all garbage.
      var rooms = ThreadLocal.withInitial(() -> new byte[FIRST_ROOM]);
      Parallel.map(saved, each -> read(in, each, rooms, byIdentity, reading))
          .forEach(each -> each.ifPresent(one -> found.put(one.slo, one.objective)));
      if (saved.size() < all) {
        throw new EOFException();
      }
    } catch (NoSuchFileException e) {
      return found;
    } catch (EOFException e) {
      log.warn(
          "{} is damaged: {} of {} objectives go on from it", file, found.size(), wanted.size());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return found;
  }

  /** Where the records are, or fewer when the file ends or no record can be this long. */
  private static List<Saved> saved(FileChannel in, int count) throws IOException {
    var saved = new ArrayList<Saved>();
    byte[] header = new byte[HEADER];
    long size = in.size();
    long at = HEADER;
    while (saved.size() < count && at + HEADER <= size) {
      bytes(in, at, HEADER, header);
      ByteBuffer head = ByteBuffer.wrap(header);
      int length = head.getInt();
      at += HEADER;
      if (length < 0 || length > size - at) {
        break;
      }
      saved.add(new Saved(at, length, head.getInt()));
      at += length;
    }
    return saved;
  }

  private static byte[] bytes(FileChannel in, long from, int length, byte[] into)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(into, 0, length);
    while (bytes.hasRemaining()) {
      if (in.read(bytes, from + bytes.position()) < 0) {
        throw new EOFException();
      }
    }
    return into;
  }

  private <T> Optional<Restored<T>> read(
      FileChannel from,
      Saved saved,
      ThreadLocal<byte[]> rooms,
      Map<String, Slo> wanted,
      Reading<T> reading) {
    try {
      if (rooms.get().length < saved.length) {
        rooms.set(new byte[saved.length]);
      }
      byte[] bytes = bytes(from, saved.from, saved.length, rooms.get());
      if (checksumOf(bytes, saved.length) != saved.checksum) {
        log.warn("{}: a record is damaged; its objective is counted anew", file);
        return Optional.empty();
      }
      var in = new DataInputStream(new Bytes(bytes, saved.length));
      Slo slo = wanted.get(in.readUTF());
      return slo == null
          ? Optional.empty()
          : Optional.of(new Restored<>(slo, reading.from(slo, in)));
    } catch (QueryException e) {
      // Too many series by now: it is counted anew, and tells so if it cannot be.
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Of one thread, and so without the locks of the library's. */
  private static final class Bytes extends InputStream {
    private final byte[] bytes;
    private final int length;
    private int next;

    Bytes(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }

    @Override
    public int read() {
      return next < length ? bytes[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int wanted) {
      if (next == length && wanted > 0) {
        return -1;
      }
      int count = Math.min(wanted, length - next);
      System.arraycopy(bytes, next, into, offset, count);
      next += count;
      return count;
    }
  }
}
