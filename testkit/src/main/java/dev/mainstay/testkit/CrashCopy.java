package dev.mainstay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a crash leaves of a store: its files as they are, what is only in memory being lost. */
public final class CrashCopy {
  private CrashCopy() {}

  /**
   * A copy of what is on disk.
   *
   * @param places folders that do not exist; the first that no file's coming or going disturbs is
   *     taken
   */
  public static Path of(Path folder, Supplier<Path> places) {
    Path copy = places.get();
    while (!make(folder, copy)) {
      copy = places.get();
    }
    return copy;
  }

  /** Whether no file came or went meanwhile: RocksDB compacts when it likes. */
  private static boolean make(Path folder, Path copy) {
    try {
      List<Path> before = files(folder);
      for (Path file : before) {
        Path to = copy.resolve(folder.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else if (!file.getFileName().toString().equals("LOCK")) {
          Files.copy(file, to);
        }
      }
      return files(folder).equals(before);
    } catch (NoSuchFileException e) {
      return false;
    } catch (UncheckedIOException e) {
      assertThat(e).hasCauseInstanceOf(NoSuchFileException.class);
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }
}
