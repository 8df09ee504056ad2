package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the tools that exports are for. One that is missing fails the test. */
final class Tool {
  private static final Path VALIDATORS = Examples.ROOT.resolve("design/validators");

  private Tool() {}

  record Ran(int exitCode, String printed) {}

  static Ran run(Path folder, String... command) {
    try {
      Path output = Files.createTempFile("tool", ".out");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s ends", List.of(command)).isTrue();
      String printed = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      return new Ran(process.exitValue(), printed);
    } catch (IOException e) {
      throw new UncheckedIOException(
          command[0]
              + " cannot be run; on Debian: apt-get install prometheus prometheus-alertmanager nodejs npm",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Fails with what it printed unless it is content. */
  static String accepts(Path folder, String... command) {
    Ran ran = run(folder, command);
    assertThat(ran.exitCode()).as("%s:\n%s", List.of(command), ran.printed()).isZero();
    return ran.printed();
  }

  /** The schemas and types of the tools that have no program of their own. */
  static Ran validate(Path folder) {
    Path installed = VALIDATORS.resolve("node_modules/.package-lock.json");
    if (!Files.exists(installed)) {
      accepts(VALIDATORS, "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
    }
    return run(VALIDATORS, "node", "validate.mjs", folder.toAbsolutePath().toString());
  }

  static void write(Path folder, Export export) {
    export
        .files()
        .forEach(file -> {
          try {
            Files.writeString(folder.resolve(file.name()), file.text());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
