package dev.mainstay.examples.payments.demo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The database programs of this platform, unpacked once into the data folder from the artifacts on
 * the class path. An unpacking that was cut off leaves a folder that the next one replaces.
 */
final class Binaries {
  private Binaries() {}

  /** Unpacks PostgreSQL; returns the folder with {@code bin}, {@code lib} and {@code share}. */
  static Path postgres(DataFolder data) {
    boolean mac = isMac();
    String machine = isArm() ? "arm_64" : "x86_64";
    String archive = "postgres-" + (mac ? "darwin" : "linux") + "-" + machine + ".txz";
    Path target = open(data.folder("bin")).resolve("postgres");
    if (Files.isDirectory(target)) {
      return target;
    }
    Path unpacking = target.resolveSibling("postgres.unpacking");
    try (InputStream resource = resource(archive)) {
      if (resource == null) {
        throw new DemoException(
            "no PostgreSQL binaries for " + platform() + " on the class path (" + archive + ")");
      }
      deleteRecursively(unpacking);
      untar(
          new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(resource))),
          unpacking);
      Files.move(unpacking, target, StandardCopyOption.ATOMIC_MOVE);
      return target;
    } catch (IOException e) {
      throw new DemoException("PostgreSQL cannot be unpacked into " + target, e);
    }
  }

  /** Unpacks redis-server, in the first of the builds that this machine can run. */
  static Path redis(DataFolder data) {
    List<String> builds;
    if (isMac()) {
      builds = List.of("redis-server-6.2.6-v5-darwin-" + (isArm() ? "arm64" : "amd64"));
    } else if (isArm()) {
      builds = List.of("redis-server-6.2.7-linux-arm64");
    } else {
      // The second is linked statically: for machines without OpenSSL 3.
      builds = List.of("redis-server-6.2.6-v5-linux-amd64", "redis-server-6.2.7-linux-386");
    }
    String reason = "none on the class path";
    for (String build : builds) {
      Path program = open(data.folder("bin")).resolve(build);
      if (!Files.exists(program) && !copyProgram(build, program)) {
        continue;
      }
      Programs.Result version = Programs.run(List.of(program.toString(), "--version"));
      if (version.exit() == 0) {
        return program;
      }
      reason = version.output();
    }
    throw new DemoException("no redis-server runs on " + platform() + ": " + reason);
  }

  private static boolean copyProgram(String resourceName, Path program) {
    Path copying = program.resolveSibling(program.getFileName() + ".copying");
    try (InputStream resource = resource(resourceName)) {
      if (resource == null) {
        return false;
      }
      Files.copy(resource, copying, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(copying, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(copying, program, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (AtomicMoveNotSupportedException e) {
      throw new DemoException("data folder does not support atomic moves", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void untar(TarArchiveInputStream tar, Path into) throws IOException {
    Files.createDirectories(into);
    TarArchiveEntry entry;
    while ((entry = tar.getNextEntry()) != null) {
      Path path = into.resolve(entry.getName()).normalize();
      if (!path.startsWith(into)) {
        throw new IOException("entry outside the archive: " + entry.getName());
      }
      if (entry.isDirectory()) {
        open(Files.createDirectories(path));
      } else if (entry.isSymbolicLink()) {
        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      } else {
        open(Files.createDirectories(path.resolveSibling(".").normalize()));
        Files.copy(tar, path);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(
            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
    open(into);
  }

  /** Lets other users enter and read a folder: PostgreSQL may run as one of them. */
  private static Path open(Path folder) {
    try {
      return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void deleteRecursively(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static @Nullable InputStream resource(String name) {
    return Binaries.class.getClassLoader().getResourceAsStream(name);
  }

  private static String platform() {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }

  private static boolean isMac() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
  }

  private static boolean isArm() {
    return System.getProperty("os.arch", "").equals("aarch64");
  }
}
