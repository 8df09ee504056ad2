package dev.mainstay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import dev.mainstay.store.internal.DataFolder;
import dev.mainstay.testkit.ManualTime;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  private final ManualTime time = new ManualTime();
  @TempDir Path folder;

  @Test
  void makesTheFolderForItsOwnerAlone() throws IOException {
    Path deep = folder.resolve("a/b");
    Database.open(deep, time).close();

    assertThat(deep.resolve("mainstay.db")).isRegularFile();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep)))
        .isEqualTo("rwx------");
  }

  @Test
  void opensAgainWhatItMade() {
    for (int i = 1; i <= 3; i++) {
      try (var database = Database.open(folder, time)) {
        database.journal().append(List.of(Facts.of(i)));
        assertThat(database.journal().last()).isEqualTo(i);
      }
    }
  }

  @Test
  void refusesANewerVersionAndTouchesNothing() throws IOException {
    Database.open(folder, time).close();
    writeHeader(60, 3);
    var before = contents();

    Problem problem = refused(folder);

    assertThat(problem.code()).isEqualTo("MS-S001");
    assertThat(problem.message())
        .isEqualTo(
            "data folder %s: written by a newer Mainstay, schema version 3 (expected: <= 2)"
                .formatted(folder));
    assertThat(problem.fix()).contains("--data");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void refusesANewerVersionThatOnlyTheTableTells() {
    try (var database = Database.open(folder, time)) {
      execute(database, "insert into schema_history values (3, 'V3__later.sql', 'x', 0)");
    }

    assertThat(refused(folder).code()).isEqualTo("MS-S001");
    assertThat(refused(folder).code()).isEqualTo("MS-S001");
  }

  @Test
  void refusesASchemaWithAnotherHistory() {
    try (var database = Database.open(folder, time)) {
      execute(database, "update schema_history set checksum = 'x'");
    }

    Problem problem = refused(folder);
    assertThat(problem.code()).isEqualTo("MS-S005");
    assertThat(problem.message()).contains("V1__journal_and_state.sql");
  }

  @Test
  void refusesAFileThatIsNoDatabaseAndTouchesNothing() throws IOException {
    Files.writeString(folder.resolve("mainstay.db"), "hello ".repeat(50));
    var before = contents();

    Problem problem = refused(folder);

    assertThat(problem.code()).isEqualTo("MS-S002");
    assertThat(problem.message())
        .isEqualTo(
            "database %s/mainstay.db: not a SQLite file (expected: a database of Mainstay)"
                .formatted(folder));
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void refusesATruncatedHeader() throws IOException {
    Files.writeString(folder.resolve("mainstay.db"), "SQLite format 3\0");

    assertThat(refused(folder).code()).isEqualTo("MS-S002");
  }

  @Test
  void refusesADatabaseOfAnotherApplication() throws IOException {
    Database.open(folder, time).close();
    writeHeader(68, 0x12345678);

    assertThat(refused(folder).message()).contains("belongs to another application");
  }

  @Test
  void refusesABrokenDatabase() throws IOException {
    Database.open(folder, time).close();
    try (var file = new RandomAccessFile(folder.resolve("mainstay.db").toFile(), "rw")) {
      file.seek(100);
      file.write("garbage".repeat(500).getBytes(StandardCharsets.UTF_8));
    }

    assertThat(refused(folder).code()).isEqualTo("MS-S002");
  }

  @Test
  void takesAnEmptyFileAsANewDatabase() throws IOException {
    Files.createFile(folder.resolve("mainstay.db"));
    try (var database = Database.open(folder, time)) {
      assertThat(database.journal().last()).isZero();
    }
  }

  @Test
  void refusesAFolderThatIsAFile() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    Problem problem = refused(file);
    assertThat(problem.code()).isEqualTo("MS-S003");
    assertThat(problem.message()).contains(file.toString()).contains("is a file");
    assertThat(refused(file.resolve("below")).code()).isEqualTo("MS-S003");
  }

  @Test
  void refusesAFolderThatCannotBeWritten() {
    assertThat(refused(Path.of("/proc/mainstay")).code()).isEqualTo("MS-S003");
  }

  @Test
  void refusesAFolderInUseNamingTheProcess() {
    try (var database = Database.open(folder, time)) {
      Problem problem = refused(folder);

      assertThat(problem.code()).isEqualTo("MS-S004");
      assertThat(problem.message())
          .isEqualTo(
              "data folder %s: in use by process %d (expected: one server per folder)"
                  .formatted(folder, ProcessHandle.current().pid()));
      database.journal().append(List.of(Facts.of(1)));
    }
    Database.open(folder, time).close();
  }

  @Test
  void emptiesItsScratchFolderOfWhatAKilledProcessLeft() throws IOException {
    Path left = Files.createDirectories(folder.resolve("tmp")).resolve("left.so");
    Files.createFile(left);
    try (var claimed = DataFolder.claim(folder, 1)) {
      assertThat(claimed.scratch()).isEqualTo(left.getParent()).isEmptyDirectory();
    }
  }

  @Test
  void aRefusedStartLeavesTheFolderFree() throws IOException {
    Path file = folder.resolve("mainstay.db");
    Files.writeString(file, "hello ".repeat(50));
    refused(folder);
    Files.delete(file);

    Database.open(folder, time).close();
  }

  private Problem refused(Path path) {
    var thrown =
        catchThrowableOfType(ProblemException.class, () -> Database.open(path, time).close());
    assertThat(thrown).as("opening %s is refused", path).isNotNull();
    assertThat(thrown.problems()).hasSize(1);
    return thrown.problems().getFirst();
  }

  private void writeHeader(long position, int value) throws IOException {
    try (var file = new RandomAccessFile(folder.resolve("mainstay.db").toFile(), "rw")) {
      file.seek(position);
      file.writeInt(value);
    }
  }

  private Map<Path, List<Object>> contents() throws IOException {
    var found = new TreeMap<Path, List<Object>>();
    try (Stream<Path> files = Files.list(folder).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        var facts = new ArrayList<Object>();
        facts.add(Files.getLastModifiedTime(file));
        for (byte b : Files.readAllBytes(file)) {
          facts.add(b);
        }
        found.put(file, facts);
      }
    }
    return found;
  }

  private static void execute(Database database, String sql) {
    database.write(transaction -> transaction.sql().update(sql));
  }
}
