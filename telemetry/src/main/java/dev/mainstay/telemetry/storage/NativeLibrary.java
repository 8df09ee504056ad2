package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * RocksDB's native library, 15 MB that its jar holds compressed. Left to itself it is unpacked into
 * a new temporary file at each start; here it stays in the folder of the samples, and a start only
 * reads it once to see that it is whole.
 */
final class NativeLibrary {
  static final String PACKED = Environment.getJniLibraryFileName("rocksdb");
  // RocksDB looks in a folder for another name than in its jar.
  static final String UNPACKED = Environment.getJniLibraryFileName("rocksdbjni");

  private NativeLibrary() {}

  /**
   * Loads the library, which the first call in a process decides.
   *
   * @param folder where it is unpacked
   * @throws StorageException if the folder cannot be written
   */
  static void load(Path folder) {
    URL packed = RocksDB.class.getClassLoader().getResource(PACKED);
    try {
      if (packed != null && packed.openConnection() instanceof JarURLConnection jar) {
        RocksDB.loadLibrary(List.of(unpack(jar, folder).toString()));
      } else {
        RocksDB.loadLibrary();
      }
    } catch (IOException e) {
      throw new StorageException("cannot unpack RocksDB's library into " + folder, e);
    }
  }

  /** The folder with the unpacked file, which is named by its sum: another version has another. */
  static Path unpack(JarURLConnection jar, Path folder) throws IOException {
    ZipEntry entry = jar.getJarEntry();
    Path home = folder.resolve("%08x".formatted(entry.getCrc()));
    Path library = home.resolve(UNPACKED);
    if (isWhole(library, entry)) {
      return home;
    }
    remove(folder);
    Files.createDirectories(home);
    Path part = Files.createTempFile(home, UNPACKED, ".part");
    try (InputStream from = jar.getInputStream()) {
      Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
    return home;
  }

  private static boolean isWhole(Path library, ZipEntry entry) throws IOException {
    if (!Files.isRegularFile(library) || Files.size(library) != entry.getSize()) {
      return false;
    }
    var sum = new CRC32();
    try (var arena = Arena.ofConfined();
        var file = FileChannel.open(library)) {
      sum.update(file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena).asByteBuffer());
    }
    return sum.getValue() == entry.getCrc();
  }

  /** What another version, or a start that was cut short, left behind. */
  private static void remove(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
