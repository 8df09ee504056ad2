package dev.mainstay.cli;

import static dev.mainstay.cli.Ran.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents, graphs and differences as commands. */
final class DesignDocsCommandTest {
  private static final String DESIGN =
      """
      apiVersion: mainstay/v1
      kind: Service
      name: hello
      summary: Says hello
      traffic: { typical: 5/s }
      dependencies: { db: { kind: database, timeout: 50ms } }
      """;

  @TempDir private Path folder;
  private Path ops = Path.of("");
  private Path patterns = Path.of("");

  @BeforeEach
  void design() throws IOException {
    ops = Files.createDirectories(folder.resolve("ops"));
    patterns = ops.resolve("docs/hello/systemPatterns.md");
    Files.writeString(ops.resolve("hello.yaml"), DESIGN);
  }

  private Ran docs(String... more) {
    return run(
        Stream.concat(Stream.of("design", "docs", ops.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void documentsAreWrittenAndThenInStep() throws IOException {
    assertThat(docs("--check").exitCode()).isEqualTo(1);

    Ran first = docs();
    assertThat(first.exitCode()).isZero();
    assertThat(first.printed()).contains("7 of 7 documents written");
    assertThat(patterns).content().startsWith("<!-- Written by Mainstay");
    Ran check = docs("--check");
    assertThat(check.exitCode()).isZero();
    assertThat(check.printed()).contains("7 documents are in step");
  }

  @Test
  void onlyWhatChangedIsWritten() throws IOException {
    docs();
    List<Path> all;
    try (var files = Files.walk(ops.resolve("docs"))) {
      all = files.filter(Files::isRegularFile).toList();
    }
    var longAgo = java.nio.file.attribute.FileTime.fromMillis(1_000_000);
    for (Path file : all) {
      Files.setLastModifiedTime(file, longAgo);
    }
    Files.writeString(ops.resolve("hello.yaml"), DESIGN.replace("5/s", "6/s"));

    Ran stale = docs("--check");
    assertThat(stale.exitCode()).isEqualTo(1);
    assertThat(stale.printed())
        .contains("capacity-planning.md:", "5/s", "6/s")
        .doesNotContain("systemPatterns.md");
    Ran again = docs();

    assertThat(again.printed()).contains("3 of 7 documents written");
    assertThat(Files.getLastModifiedTime(patterns)).isEqualTo(longAgo);
    try (var files = Files.walk(ops.resolve("docs"))) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(7);
    }
  }

  @Test
  void aFileThatWasNotGeneratedStaysAndNothingIsWritten() throws IOException {
    Files.createDirectories(ops.resolve("docs/hello"));
    Files.writeString(patterns, "# Mine\n");

    Ran ran = docs();

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.printed()).contains("systemPatterns.md: was not written by Mainstay");
    assertThat(patterns).hasContent("# Mine\n");
    assertThat(ops.resolve("docs/hello/techContext.md")).doesNotExist();
  }

  @Test
  void twoServicesCannotShareAFolder() throws IOException {
    Files.writeString(ops.resolve("hello.yaml"), DESIGN + "documentation: docs/\n");
    Files.writeString(
        ops.resolve("other.yaml"),
        DESIGN.replace("name: hello", "name: other") + "documentation: docs/\n");

    Ran ran = docs();

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.printed()).contains("hello and other would both be written there");
  }

  @Test
  void pagesGoWhereTheyAreAskedFor() {
    Ran ran = docs("--html", "--out", folder.resolve("site").toString());

    assertThat(ran.exitCode()).isZero();
    assertThat(folder.resolve("site/docs/hello/COMPLETE-design.html")).exists();
    assertThat(patterns).doesNotExist();
  }

  @Test
  void contradictionsDoNotKeepDocumentsFromBeingWritten() throws IOException {
    Files.writeString(ops.resolve("hello.yaml"), DESIGN.replace("50ms", "50s"));

    Ran ran = docs();

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.printed()).contains("these designs have ", "`mainstay design check` shows them");
  }

  @Test
  void theGraphIsPrintedInEachFormat() {
    assertThat(run("design", "graph", ops.toString()).printed()).contains("hello\n  -> db");
    assertThat(run("design", "graph", ops.toString(), "--format", "mermaid").printed())
        .startsWith("flowchart LR");
    assertThat(run("design", "graph", ops.toString(), "--format", "dot").printed())
        .startsWith("digraph");
    assertThat(run("design", "graph", ops.toString(), "--format", "json").printed())
        .startsWith("{");
    Ran unknown = run("design", "graph", ops.toString(), "--format", "png");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.printed()).contains("expected: text, mermaid, dot or json");
  }

  @Test
  void aDifferenceIsPrintedAndIsNoFailure() throws IOException {
    Path after = Files.createDirectories(folder.resolve("after")).resolve("hello.yaml");
    Files.writeString(after, DESIGN.replace("50ms", "70ms"));

    Ran ran = run("design", "diff", ops.toString(), after.toString());

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.printed()).contains("longest wait for db", "- 50ms", "+ 70ms");
    assertThat(run("design", "diff", ops.toString(), folder.resolve("none").toString()).exitCode())
        .isEqualTo(2);
  }
}
