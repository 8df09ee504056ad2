package dev.mainstay.cli.editor;

import dev.mainstay.design.SourceText;
import dev.mainstay.server.ServiceFolder;
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
    for (Path inside : list(folder, "")) {
      if (isOfService(inside, open)) {
        files.addAll(list(inside, ".yaml"));
        files.addAll(list(inside, ".yml"));
      }
    }
    open.keySet().stream()
        .filter(file -> folder.equals(file.getParent()) || folder.equals(of(file, open)))
        .forEach(files::add);
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

  /** The folder that a file belongs to: its own, or the one around a service's. */
  static Path of(Path file, Map<Path, String> open) {
    Path folder = file.getParent();
    if (folder == null) {
      return file;
    }
    Path outside = folder.getParent();
    return outside != null && isOfService(folder, open) ? outside : folder;
  }

  /** Whether it holds parts of the service that it has the name of. */
  private static boolean isOfService(Path folder, Map<Path, String> open) {
    String name = String.valueOf(folder.getFileName());
    return open.entrySet().stream()
            .anyMatch(file ->
                folder.equals(file.getKey().getParent())
                    && ServiceFolder.isPart(file.getValue(), name))
        || ServiceFolder.is(folder);
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
