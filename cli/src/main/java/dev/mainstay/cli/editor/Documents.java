package dev.mainstay.cli.editor;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The texts that are open in the editor. */
final class Documents {
  private final Map<Path, String> open = new ConcurrentHashMap<>();
  private final Map<String, String> uris = new ConcurrentHashMap<>();

  /** Empty for what is not a file, such as a text without a name. */
  static Optional<Path> path(String uri) {
    try {
      return Optional.of(Path.of(URI.create(uri)).toAbsolutePath().normalize());
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  void put(String uri, String text) {
    path(uri)
        .ifPresent(file -> {
          uris.put(file.toString(), uri);
          open.put(file, text);
        });
  }

  void remove(String uri) {
    path(uri).ifPresent(open::remove);
  }

  Map<Path, String> texts() {
    return Map.copyOf(open);
  }

  /** As the editor writes it, for a file that it has opened. */
  String uri(String file) {
    return uris.getOrDefault(file, Path.of(file).toUri().toString());
  }
}
