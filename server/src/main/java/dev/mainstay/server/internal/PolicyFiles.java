package dev.mainstay.server.internal;

import dev.mainstay.design.Designs;
import dev.mainstay.design.PolicyCompiler;
import dev.mainstay.design.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The policies that services read: {@code <data>/policies/NAME.json}, each replaced as a whole. */
final class PolicyFiles {
  private final Path folder;

  PolicyFiles(Path folder) {
    this.folder = folder;
  }

  Path of(String service) {
    return folder.resolve(service + ".json");
  }

  void write(Designs designs) {
    try {
      Files.createDirectories(folder);
      for (Service service : designs.services()) {
        Path file = of(service.name());
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(written, PolicyCompiler.compile(service));
        Files.move(
            written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("policies in " + folder, e);
    }
  }
}
