package dev.mainstay.examples.payments.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The design files that the server reads: the repository's own, so that an edit there shows in the
 * running system; with shifted ports, a copy of them in the data folder.
 */
final class Designs {
  private Designs() {}

  static Path in(Path folder, Ports ports, DataFolder data) {
    if (ports.base() == Ports.DEFAULT_BASE) {
      return folder;
    }
    Path copy = data.folder("ops");
    Path source = folder.toAbsolutePath().normalize();
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(source.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.writeString(target, shifted(Files.readString(file), source, ports));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text with each of the demo's ports moved, and paths that start at the folder absolute. */
  static String shifted(String text, Path folder, Ports ports) {
    Map<String, Integer> written = new Ports(Ports.DEFAULT_BASE).all();
    String shifted = text;
    // Markers first: a shifted port may be another one's number.
    List<String> names = List.copyOf(written.keySet());
    for (String name : names) {
      shifted =
          Pattern.compile("(?<![\\d.])" + written.get(name) + "(?![\\w.]|\\s*%)")
              .matcher(shifted)
              .replaceAll("\u0001" + names.indexOf(name) + "\u0001");
    }
    for (String name : names) {
      shifted =
          shifted.replace(
              "\u0001" + names.indexOf(name) + "\u0001", String.valueOf(ports.all().get(name)));
    }
    return shifted.replace("../services/", folder.resolveSibling("services") + "/");
  }
}
