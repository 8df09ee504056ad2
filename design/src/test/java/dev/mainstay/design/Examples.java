package dev.mainstay.design;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The reference system's design files. */
final class Examples {
  static final Path ROOT = root();
  static final Path OPS = ROOT.resolve("examples/payments/ops");

  private Examples() {}

  static List<SourceText> sources() {
    try (var files = Files.list(OPS)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(file -> new SourceText(String.valueOf(file.getFileName()), read(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Surroundings surroundings() {
    try (var files = Files.list(OPS.resolve("runbooks"))) {
      return new Surroundings(
          files.collect(
              Collectors.toMap(
                  file -> String.valueOf(file.getFileName()).replaceAll("\\.md$", ""),
                  Examples::read)),
          Checked.TODAY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("examples")) ? here : here.resolve("..").normalize();
  }
}
