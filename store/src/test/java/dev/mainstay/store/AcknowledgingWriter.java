package dev.mainstay.store;

import dev.mainstay.kernel.Clock;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * A process that writes to a data folder without end and says on its standard output what was
 * acknowledged; {@link KillIT} kills it.
 */
final class AcknowledgingWriter {
  private static final int WRITERS = 8;

  private AcknowledgingWriter() {}

  /** Half of what is stored together. */
  record Half(String id, String whole) {}

  static Documents<Half> halves(Database database) {
    return new Documents<>(
        database, new Kind<>("half", Half.class, Half::id, Half::whole, half -> "", half -> 0));
  }

  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Database database = Database.open(Path.of(arguments[0]), Clock.system());
    Documents<Half> halves = halves(database);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int writer = 0; writer < WRITERS; writer++) {
        String prefix = arguments[1] + "-" + writer + "-";
        callers.execute(() -> {
          for (int i = 0; ; i++) {
            String whole = prefix + i;
            database
                .change()
                .put(halves, new Half(whole + "/left", whole))
                .append(List.of(Facts.of("a", whole, 1)))
                .put(halves, new Half(whole + "/right", whole))
                .append(List.of(Facts.of("a", whole, 2)))
                .commit();
            synchronized (out) {
              out.println(whole);
            }
          }
        });
      }
    }
  }
}
