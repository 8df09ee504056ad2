package dev.mainstay.cli.editor;

import dev.mainstay.design.Explanations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The explanations as files, since a diagnostic can only link to what has an address. Written when
 * first asked for, deleted at the end.
 */
final class ExplanationPages {
  private final Map<String, Optional<URI>> pages = new ConcurrentHashMap<>();
  private @Nullable Path folder;

  Optional<URI> of(String code) {
    return pages.computeIfAbsent(code, this::written);
  }

  private Optional<URI> written(String code) {
    return Explanations.of(code)
        .map(text -> {
          try {
            Path page = Files.writeString(folder().resolve(code + ".md"), text);
            page.toFile().deleteOnExit();
            return page.toUri();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private synchronized Path folder() throws IOException {
    if (folder == null) {
      folder = Files.createTempDirectory("mainstay-explanations");
      folder.toFile().deleteOnExit();
    }
    return folder;
  }
}
