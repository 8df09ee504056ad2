package dev.mainstay.telemetry.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of a store while it is made: in a folder beside its place, which gets its name when all is
 * on disk. So what has the name is whole, whenever the process ends.
 */
final class StoreCopy {
  private static final String UNFINISHED = ".unfinished";

  private final Path place;
  private final Path unfinished;

  /**
   * Begins a copy, and removes those beside it that were cut short.
   *
   * @param place a folder that does not exist
   */
  StoreCopy(Path place) throws IOException {
    this.place = place.toAbsolutePath();
    if (Files.exists(place)) {
      throw new FileAlreadyExistsException(place.toString());
    }
    Path folder = this.place.resolveSibling("");
    Files.createDirectories(folder);
    for (Path left : children(folder)) {
      if (left.toString().endsWith(UNFINISHED)) {
        remove(left);
      }
    }
    unfinished = this.place.resolveSibling(this.place.getFileName() + UNFINISHED);
    Files.createDirectory(unfinished);
  }

  /** Copies a store after a checkpoint, during which nothing else changes its files. */
  static void make(Path folder, ChunkFiles chunks, Path to) throws IOException {
    var copy = new StoreCopy(to);
    chunks.copyTo(copy.folder().resolve("chunks"));
    long segment = OpenBlocks.files(folder).getLast();
    file(OpenBlocks.file(folder, segment), OpenBlocks.file(copy.folder(), segment));
    for (long number : LogReader.segments(folder)) {
      if (number >= segment) {
        file(SampleLog.file(folder, number), SampleLog.file(copy.folder(), number));
      }
    }
    copy.finish();
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** Where the copy's files go until it is finished. */
  Path folder() {
    return unfinished;
  }

  /** Copies a file to {@code to} and forces it to disk. */
  static void file(Path from, Path to) throws IOException {
    Files.copy(from, to);
    force(to, StandardOpenOption.WRITE);
  }

  private static void force(Path file, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(file, how)) {
      channel.force(true);
    }
  }

  /** Gives the copy its name. */
  void finish() throws IOException {
    force(unfinished, StandardOpenOption.READ);
    Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
    force(place.resolveSibling(""), StandardOpenOption.READ);
  }
}
