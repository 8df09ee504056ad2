package dev.mainstay.cli.editor;

import dev.mainstay.design.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The design files of a folder as their writer sees them: what is open comes from the editor, the
 * rest from the disk.
 *
 * @param runbooks their texts by name
 */
record DesignFolder(Path path, List<SourceText> sources, Map<String, String> runbooks) {
  private static final long MAX_FILE_BYTES = 1L << 20;

  /** What cannot be read is left out: there is nothing to show for it in an editor. */
  static DesignFolder read(Path folder, Map<Path, String> open) {
    var files = new TreeSet<Path>(list(folder, ".yaml"));
    files.addAll(list(folder, ".yml"));
    open.keySet().stream().filter(file -> folder.equals(file.getParent())).forEach(files::add);
    List<SourceText> sources = new ArrayList<>();
    for (Path file : files) {
      String edited = open.get(file);
      (edited == null ? text(file) : Optional.of(edited))
          .ifPresent(text -> sources.add(new SourceText(file.toString(), text)));
    }
    Map<String, String> runbooks = new TreeMap<>();
    for (Path file : list(folder.resolve("runbooks"), ".md")) {
      String name = String.valueOf(file.getFileName());
      text(file).ifPresent(text -> runbooks.put(name.substring(0, name.length() - 3), text));
    }
    return new DesignFolder(folder, sources, runbooks);
  }

  Path runbook(String name) {
    return path.resolve("runbooks").resolve(name + ".md");
  }

  private static List<Path> list(Path folder, String suffix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Optional<String> text(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= MAX_FILE_BYTES
          ? Optional.of(Files.readString(file))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
