package dev.mainstay.examples.payments.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that ship with the demo. */
final class Resources {
  private Resources() {}

  /** Copies a file of this package into a folder. */
  static Path copy(String name, Path folder) {
    try (InputStream source = Resources.class.getResourceAsStream(name)) {
      if (source == null) {
        throw new DemoException(name + " is missing from the class path");
      }
      Path target = folder.resolve(name);
      Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
