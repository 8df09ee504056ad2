package dev.mainstay.store.internal;

import dev.mainstay.kernel.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A data folder that this process alone uses, until closed. The lock is the operating system's, on
 * {@code mainstay.lock}: it ends with the process however that ends. The file also names the
 * process, for the message to whoever comes second.
 */
public final class DataFolder implements AutoCloseable {
  /** In the header of every database file that Mainstay writes: "MNST". */
  public static final int APPLICATION_ID = 0x4d4e5354;

  private static final int HEADER_BYTES = 100;
  private static final int USER_VERSION_OFFSET = 60;
  private static final int APPLICATION_ID_OFFSET = 68;
  private static final String MAGIC = "SQLite format 3\0";

  /** Behind any content, so that systems with mandatory locks still let others read the pid. */
  private static final long LOCK_POSITION = 1L << 40;

  private static final Logger log = LoggerFactory.getLogger(DataFolder.class);

  private final Path folder;
  private final FileChannel lockFile;

  private DataFolder(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /**
   * Claims {@code folder}, making it when it is missing.
   *
   * @param version the newest schema version that this release knows
   * @throws ProblemException when it is newer, unreadable, not writable or in use; then nothing in
   *     it was touched
   */
  public static DataFolder claim(Path folder, int version) {
    Path absolute = folder.toAbsolutePath().normalize();
    checkHeader(absolute, version);
    try {
      if (!Files.isDirectory(absolute)) {
        Files.createDirectories(absolute);
        forOwnerAlone(absolute);
      }
      return lock(absolute);
    } catch (FileAlreadyExistsException e) {
      throw Problems.notWritable(absolute, e.getFile() + " is a file");
    } catch (AccessDeniedException e) {
      throw Problems.notWritable(absolute, "access denied to " + e.getFile());
    } catch (IOException e) {
      throw Problems.notWritable(absolute, String.valueOf(e.getMessage()));
    }
  }

  /** The database's file. */
  public Path database() {
    return database(folder);
  }

  public Path folder() {
    return folder;
  }

  /**
   * An empty folder for what a library unpacks while it runs; what a killed process left in it is
   * gone.
   */
  public Path scratch() {
    Path scratch = folder.resolve("tmp");
    try {
      Files.createDirectories(scratch);
      try (Stream<Path> left = Files.list(scratch)) {
        for (Path file : left.toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      log.warn("{} cannot be emptied: {}", scratch, e.getMessage());
    }
    return scratch;
  }

  private static Path database(Path folder) {
    return folder.resolve("mainstay.db");
  }

  /** Reads the version without SQLite, which would write to the folder by merely opening it. */
  private static void checkHeader(Path folder, int version) {
    Path file = database(folder);
    var header = ByteBuffer.allocate(HEADER_BYTES);
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (header.hasRemaining() && channel.read(header) >= 0) {
        continue;
      }
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      if (!Files.exists(file)) {
        return;
      }
      throw Problems.unreadable(file, "cannot be read: " + e.getMessage());
    }
    if (header.position() == 0) {
      return;
    }
    if (header.position() < HEADER_BYTES
        || !new String(header.array(), 0, MAGIC.length(), StandardCharsets.ISO_8859_1)
            .equals(MAGIC)) {
      throw Problems.unreadable(file, "not a SQLite file");
    }
    int application = header.getInt(APPLICATION_ID_OFFSET);
    int found = header.getInt(USER_VERSION_OFFSET);
    if (application != APPLICATION_ID && !(application == 0 && found == 0)) {
      throw Problems.unreadable(file, "belongs to another application");
    }
    if (found > version) {
      throw Problems.newer(folder, found, version);
    }
  }

  /** Documents name people and hold the addresses that reach them. */
  private static void forOwnerAlone(Path folder) throws IOException {
    var view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static DataFolder lock(Path folder) throws IOException {
    Path file = folder.resolve("mainstay.lock");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        throw Problems.inUse(folder, Files.readString(file).strip());
      }
      var pid = StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n");
      channel.truncate(0);
      channel.write(pid, 0);
      locked = true;
      return new DataFolder(folder, channel);
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCK_POSITION, 1, false);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /**
   * Lets others use the folder; idempotent. The lock's file stays, since removing it would race.
   */
  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
