package dev.mainstay.store;

import dev.mainstay.kernel.Clock;
import dev.mainstay.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A SQLite database in a folder of its own for each test. */
final class SqliteStore implements BeforeEachCallback, AfterEachCallback {
  private final Clock clock;
  private @Nullable Path folder;
  private @Nullable Database database;

  SqliteStore() {
    this(new ManualTime());
  }

  SqliteStore(Clock clock) {
    this.clock = clock;
  }

  Database database() {
    if (database == null) {
      throw new IllegalStateException("not open");
    }
    return database;
  }

  Path folder() {
    if (folder == null) {
      throw new IllegalStateException("not open");
    }
    return folder;
  }

  void reopen() {
    database().close();
    database = Database.open(folder(), clock);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("mainstay-store");
    database = Database.open(folder, clock);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    database().close();
    try (Stream<Path> files = Files.walk(folder())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
